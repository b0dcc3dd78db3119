import type * as Electron from "electron";

/** A menu entry as the user sees it. */
export interface SeenEntry {
  readonly label: string;
  readonly enabled: boolean;
  readonly entries: readonly SeenEntry[];
}

export interface SeenWindow {
  readonly isVisible: boolean;
  readonly isFocused: boolean;
  readonly bounds: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** What a test sees of the desktop, and does in the user's place. */
export interface Probe {
  window(): SeenWindow | undefined;
  setBounds(bounds: SeenWindow["bounds"]): void;
  closeWindow(): void;
  blurWindow(): void;
  crashPage(): void;
  menu(): readonly SeenEntry[];
  /** By the labels on the way, from the menu bar down. */
  clickMenu(path: readonly string[]): void;
  tray(): { readonly tooltip: string; readonly entries: readonly SeenEntry[] };
  clickTray(label: string): void;
  badge(): number;
  notices(): readonly { readonly title: string; readonly body: string }[];
  clickNotice(index: number): void;
  /** The question on the screen; undefined while there is none. */
  question(): { readonly message: string; readonly detail: string; readonly buttons: readonly string[] } | undefined;
  /** Presses a button; `always` ticks the box below the question first. */
  answer(button: string, always?: boolean): void;
  /** What the user was told by an error box. */
  errors(): readonly string[];
  opened(): readonly string[];
  /** Whether the app holds these keys everywhere. */
  holdsKeys(accelerator: string): boolean;
  pressKeys(accelerator: string): void;
  /** What a Mac tells of a link, or of a file. */
  openUrl(url: string): void;
  openFile(file: string): void;
  quit(): void;
}

/** Structural, so that Electron and the stand-in both fit. */
export interface ProbedElectron {
  readonly app: { quit(): void; getBadgeCount(): number; emit(event: string, ...args: unknown[]): boolean };
  readonly BrowserWindow: { getAllWindows(): ProbedWindow[] };
  readonly Menu: { getApplicationMenu(): ProbedMenu | null };
  readonly Tray: { readonly prototype: { setToolTip(text: string): void; setContextMenu(menu: never): void } };
  readonly Notification: { readonly prototype: { show(): void } };
  readonly globalShortcut: { register: unknown; unregister: unknown; isRegistered(accelerator: string): boolean };
  readonly dialog: { showMessageBox: unknown; showErrorBox: unknown };
  readonly shell: { openExternal: unknown };
}

interface ProbedWindow {
  isVisible(): boolean;
  isFocused(): boolean;
  getBounds(): SeenWindow["bounds"];
  setBounds(bounds: SeenWindow["bounds"]): void;
  blur(): void;
  close(): void;
  readonly webContents: { forcefullyCrashRenderer(): void };
}

interface ProbedMenu {
  readonly items: readonly ProbedItem[];
}

interface ProbedItem {
  readonly label: string;
  readonly enabled: boolean;
  readonly submenu?: ProbedMenu | null | undefined;
  /** Electron declares it as any function. */
  readonly click: object;
}

declare global {
  /** There once `installProbe` was called, in the app's process. */
  var droverProbe: Probe;
}

/**
 * Watches the app's use of the desktop, in the app's own process. It is also sent to a real Electron as text, so that
 * nothing in it may refer to anything outside of it.
 */
export function installProbe(electron: ProbedElectron): void {
  const { app, BrowserWindow, Menu, Tray, Notification, dialog, globalShortcut, shell } = electron;
  type Notice = { title: string; body: string; emit(event: string, ...args: unknown[]): boolean };
  type Question = Pick<Electron.MessageBoxOptions, "message" | "detail" | "buttons">;
  let tooltip = "";
  let trayMenu: ProbedMenu | null = null;
  let question:
    | { readonly asked: Question; readonly answered: (response: number, always: boolean) => void }
    | undefined;
  const notices: Notice[] = [];
  const errors: string[] = [];
  const opened: string[] = [];
  const pressed = new Map<string, () => void>();

  const replace = (
    owner: object,
    name: string,
    make: (original: (this: object, ...args: unknown[]) => unknown) => unknown,
  ) => {
    const original = Reflect.get(owner, name) as (this: object, ...args: unknown[]) => unknown;
    Object.defineProperty(owner, name, { value: make(original), configurable: true, writable: true });
  };
  replace(
    Tray.prototype,
    "setToolTip",
    (original) =>
      function (this: object, text: string) {
        tooltip = text;
        original.call(this, text);
      },
  );
  replace(
    Tray.prototype,
    "setContextMenu",
    (original) =>
      function (this: object, menu: ProbedMenu | null) {
        trayMenu = menu;
        original.call(this, menu);
      },
  );
  replace(
    Notification.prototype,
    "show",
    (original) =>
      function (this: Notice) {
        notices.push(this);
        original.call(this);
      },
  );
  replace(
    dialog,
    "showMessageBox",
    () =>
      (...args: unknown[]) =>
        new Promise((resolve) => {
          question = {
            asked: args.at(-1) as Question,
            answered(response, always) {
              resolve({ response, checkboxChecked: always });
            },
          };
        }),
  );
  replace(dialog, "showErrorBox", () => (title: string, content: string) => void errors.push(`${title}\n${content}`));
  replace(
    globalShortcut,
    "register",
    (original) =>
      function (this: object, ...args: unknown[]) {
        const [accelerator, callback] = args;
        pressed.set(accelerator as string, callback as () => void);
        return original.call(this, ...args);
      },
  );
  replace(shell, "openExternal", () => (url: string) => {
    opened.push(url);
    return Promise.resolve();
  });

  const seen = (menu: ProbedMenu | null | undefined): SeenEntry[] =>
    (menu?.items ?? []).map(({ label, enabled, submenu }) => ({ label, enabled, entries: seen(submenu) }));
  const click = (menu: ProbedMenu | null | undefined, path: readonly string[]): void => {
    const [label, ...rest] = path;
    const item = menu?.items.find((item) => item.label === label);
    if (item === undefined) throw new Error(`There is no entry ${String(label)}.`);
    if (rest.length === 0) (item.click as () => void).call(item);
    else click(item.submenu, rest);
  };
  const first = () => BrowserWindow.getAllWindows()[0];
  globalThis.droverProbe = {
    window() {
      const window = first();
      return window === undefined
        ? undefined
        : { isVisible: window.isVisible(), isFocused: window.isFocused(), bounds: window.getBounds() };
    },
    setBounds: (bounds) => first()?.setBounds(bounds),
    closeWindow: () => first()?.close(),
    blurWindow: () => first()?.blur(),
    crashPage: () => first()?.webContents.forcefullyCrashRenderer(),
    menu: () => seen(Menu.getApplicationMenu()),
    clickMenu(path) {
      click(Menu.getApplicationMenu(), path);
    },
    tray: () => ({ tooltip, entries: seen(trayMenu) }),
    clickTray(label) {
      click(trayMenu, [label]);
    },
    badge: () => app.getBadgeCount(),
    notices: () => notices.map(({ title, body }) => ({ title, body })),
    clickNotice: (index) => void notices[index]?.emit("click", {}),
    question: () =>
      question === undefined
        ? undefined
        : {
            message: question.asked.message,
            detail: question.asked.detail ?? "",
            buttons: question.asked.buttons ?? [],
          },
    answer(button, always = false) {
      const index = question?.asked.buttons?.indexOf(button) ?? -1;
      if (question === undefined || index < 0) throw new Error(`Nothing asks for ${button}.`);
      question.answered(index, always);
      question = undefined;
    },
    errors: () => errors,
    opened: () => opened,
    holdsKeys: (accelerator) => globalShortcut.isRegistered(accelerator),
    pressKeys: (accelerator) => pressed.get(accelerator)?.(),
    openUrl: (url) => void app.emit("open-url", { preventDefault() {} }, url),
    openFile: (file) => void app.emit("open-file", { preventDefault() {} }, file),
    quit() {
      app.quit();
    },
  };
}
