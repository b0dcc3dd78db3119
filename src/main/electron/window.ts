import {
  BrowserWindow,
  type Rectangle,
  type WebContents,
  type WindowOpenHandlerResponse,
  screen,
  shell,
} from "electron";
import { APP_URL, isOurs, isPopout, mayOpenOutside } from "./navigation.ts";

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

/** What a page may do in any window of ours: nothing but what a page in a browser may. */
const SAFE = { contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, spellcheck: false };

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
    webPreferences: { ...SAFE, preload: deps.preload },
  });
  const { webContents } = window;
  keepInside(webContents);
  webContents.setWindowOpenHandler(({ url }) => openHandler(window, deps, url));
  webContents.on("did-create-window", (popout) => {
    keepInside(popout.webContents);
    popout.removeMenu();
    // A pane that floats may open links, but no further window.
    popout.webContents.setWindowOpenHandler(({ url }) => {
      openOutside(window, deps, url);
      return { action: "deny" };
    });
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

function keepInside(webContents: WebContents): void {
  webContents.on("will-navigate", (event, url) => {
    if (!isOurs(url)) event.preventDefault();
  });
  webContents.on("will-attach-webview", (event) => {
    event.preventDefault();
  });
}

/** Panes of ours float in windows whose empty page the cockpit fills; everything else is a link, or nothing. */
function openHandler(window: BrowserWindow, deps: WindowDeps, url: string): WindowOpenHandlerResponse {
  if (isPopout(url)) {
    return {
      action: "allow",
      // Its page is filled by the one that opened it, and needs no way to the main process of its own.
      overrideBrowserWindowOptions: { title: "Drover", icon: deps.icon, webPreferences: SAFE },
    };
  }
  openOutside(window, deps, url);
  return { action: "deny" };
}

function openOutside(window: BrowserWindow, deps: WindowDeps, url: string): void {
  if (!mayOpenOutside(url)) return;
  void deps.confirmLink(window, url).then((agreed) => (agreed ? shell.openExternal(url) : undefined));
}

/** A screen that was unplugged since must not swallow the window. */
function isOnScreen(bounds: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const inX = bounds.x < workArea.x + workArea.width - 80 && bounds.x + bounds.width > workArea.x + 80;
    return inX && bounds.y >= workArea.y - 20 && bounds.y < workArea.y + workArea.height - 80;
  });
}

/** Names the screens that are there now: at the desk and on the road the window has a place each. */
export function screensNow(): string {
  return screen
    .getAllDisplays()
    .map(({ workArea: { x, y, width, height } }) => `${x},${y},${width}x${height}`)
    .toSorted()
    .join(" ");
}
