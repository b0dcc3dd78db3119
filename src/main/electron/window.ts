import { BrowserWindow, type Rectangle, screen, shell } from "electron";
import { APP_URL, isOurs, mayOpenOutside } from "./navigation.ts";

export interface WindowDeps {
  readonly preload: string;
  readonly icon: string;
  /** The place it had when it was last open. */
  readonly bounds: Rectangle | undefined;
  saveBounds(bounds: Rectangle): void;
  /** Asks the user before a link leaves the app. */
  confirmLink(window: BrowserWindow, url: string): Promise<boolean>;
  /** True while the app quits: then closing closes. Otherwise it hides, and agents go on. */
  isQuitting(): boolean;
}

const DEFAULT_SIZE = { width: 1440, height: 900 };

/** The cockpit's window: sandboxed, isolated, unable to go anywhere but to our own files. */
export function createWindow(deps: WindowDeps): BrowserWindow {
  const window = new BrowserWindow({
    ...DEFAULT_SIZE,
    ...(deps.bounds !== undefined && isOnScreen(deps.bounds) ? deps.bounds : {}),
    minWidth: 800,
    minHeight: 500,
    show: false,
    title: "Drover",
    icon: deps.icon,
    webPreferences: {
      preload: deps.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  const { webContents } = window;
  webContents.on("will-navigate", (event, url) => {
    if (!isOurs(url)) event.preventDefault();
  });
  webContents.on("will-attach-webview", (event) => {
    event.preventDefault();
  });
  webContents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) {
      void deps.confirmLink(window, url).then((agreed) => (agreed ? shell.openExternal(url) : undefined));
    }
    return { action: "deny" };
  });
  window.once("ready-to-show", () => {
    window.show();
  });
  window.on("close", (event) => {
    deps.saveBounds(window.getBounds());
    if (deps.isQuitting()) return;
    event.preventDefault();
    window.hide();
  });
  void window.loadURL(APP_URL);
  return window;
}

/** A screen that was unplugged since must not swallow the window. */
function isOnScreen(bounds: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const inX = bounds.x < workArea.x + workArea.width - 80 && bounds.x + bounds.width > workArea.x + 80;
    return inX && bounds.y >= workArea.y - 20 && bounds.y < workArea.y + workArea.height - 80;
  });
}
