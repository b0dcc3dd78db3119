import { EventEmitter } from "node:events";
import { existsSync } from "node:fs";
import type * as Electron from "electron";
import type { BrowserWindow } from "./browser-window.ts";
import type { Menu } from "./menu.ts";

// What a desktop gives to apps. Tests look at it, and act in the user's place, through probe.ts.

export class Tray extends EventEmitter implements Pick<Electron.Tray, "setToolTip" | "destroy"> {
  setToolTip(_text: string): void {}

  setContextMenu(_menu: Menu | null): void {}

  destroy(): void {
    this.removeAllListeners();
  }
}

export class Notification
  extends EventEmitter
  implements Pick<Electron.Notification, "show" | "close" | "title" | "body">
{
  readonly title: string;
  readonly body: string;

  constructor({ title = "", body = "" }: Electron.NotificationConstructorOptions = {}) {
    super();
    this.title = title;
    this.body = body;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    this.emit("show", {});
  }

  close(): void {
    this.emit("close", {});
  }
}

interface Dialog {
  showMessageBox(
    ...question: [BrowserWindow, Electron.MessageBoxOptions] | [Electron.MessageBoxOptions]
  ): Promise<Pick<Electron.MessageBoxReturnValue, "response">>;
  showErrorBox(title: string, content: string): void;
}

/** Nobody is there to answer unless a test is. */
export const dialog: Dialog = {
  showMessageBox: () => Promise.reject(new Error("No test answers this question.")),
  showErrorBox(title, content) {
    process.stderr.write(`${title}\n${content}\n`);
  },
};

export const shell: Pick<Electron.Shell, "openExternal"> = { openExternal: () => Promise.resolve() };

const image = { resize: () => image, isEmpty: () => false };
export const nativeImage = {
  createFromPath(file: string) {
    if (!existsSync(file)) throw new Error(`There is no picture ${file}.`);
    return image;
  },
};

const workArea: Electron.Rectangle = { x: 0, y: 0, width: 1920, height: 1080 };
export const screen = { getAllDisplays: () => [{ workArea }] };

export const session = {
  defaultSession: {
    setPermissionRequestHandler(_handler: unknown) {},
    setPermissionCheckHandler(_handler: unknown) {},
  } satisfies Partial<Record<keyof Electron.Session, unknown>>,
};

const shortcuts = new Map<string, () => void>();

export const globalShortcut: Pick<Electron.GlobalShortcut, "register" | "unregister" | "isRegistered"> = {
  register(accelerator, pressed) {
    shortcuts.set(accelerator, pressed);
    return true;
  },
  unregister: (accelerator) => void shortcuts.delete(accelerator),
  isRegistered: (accelerator) => shortcuts.has(accelerator),
};
