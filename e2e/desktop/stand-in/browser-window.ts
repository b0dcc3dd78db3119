import { EventEmitter } from "node:events";
import path from "node:path";
import type * as Electron from "electron";
import { app } from "./app.ts";
import { type Browser, startBrowser } from "./browser.ts";
import { WebContents } from "./web-contents.ts";

type Used =
  | "show"
  | "hide"
  | "focus"
  | "isVisible"
  | "isFocused"
  | "isMinimized"
  | "minimize"
  | "restore"
  | "getBounds"
  | "getNormalBounds"
  | "setBounds"
  | "close"
  | "destroy"
  | "loadURL";

let browser: Promise<Browser> | undefined;
const windows = new Set<BrowserWindow>();

/** A window without a screen: its page is real, its frame is what was said about it. */
export class BrowserWindow extends EventEmitter implements Pick<Electron.BrowserWindow, Used> {
  readonly webContents: WebContents;
  #bounds: Electron.Rectangle;
  #isVisible: boolean;
  #isFocused = false;
  #isMinimized = false;
  #isDestroyed = false;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    const { x = 0, y = 0, width = 800, height = 600, show = true, webPreferences = {} } = options;
    // What the app relies on for its safety is checked here, since no sandbox but Chromium's own stands behind it.
    const { sandbox = true, contextIsolation = true, nodeIntegration = false, webSecurity = true } = webPreferences;
    if (!sandbox || !contextIsolation || nodeIntegration || !webSecurity) {
      throw new Error("The stand-in opens sandboxed and isolated windows only.");
    }
    this.#bounds = { x, y, width, height };
    this.#isVisible = show;
    browser ??= openBrowser();
    this.webContents = new WebContents({ browser, preload: webPreferences.preload, size: { width, height } });
    this.webContents.once("did-finish-load", () => {
      this.emit("ready-to-show");
      void tellTests();
    });
    windows.add(this);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  show(): void {
    this.#isVisible = true;
    this.#isMinimized = false;
    this.emit("show");
    this.focus();
  }

  hide(): void {
    this.#isVisible = false;
    this.#isFocused = false;
    this.emit("hide");
  }

  minimize(): void {
    this.#isMinimized = true;
    this.#isFocused = false;
  }

  restore(): void {
    this.#isMinimized = false;
  }

  focus(): void {
    this.#isFocused = true;
    this.emit("focus");
  }

  blur(): void {
    this.#isFocused = false;
    this.emit("blur");
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  isFocused(): boolean {
    return this.#isFocused;
  }

  isMinimized(): boolean {
    return this.#isMinimized;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  getBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }

  getNormalBounds(): Electron.Rectangle {
    return this.getBounds();
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
  }

  /** As the user does; the app may prevent it. */
  close(): void {
    let isPrevented = false;
    this.emit("close", { preventDefault: () => void (isPrevented = true) });
    if (!isPrevented) this.destroy();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    windows.delete(this);
    void this.webContents.destroy().catch(() => {});
    this.emit("closed");
    if (windows.size === 0) app.emit("window-all-closed");
  }
}

function openBrowser(): Promise<Browser> {
  const started = startBrowser(path.join(app.getPath("userData"), "chromium"));
  void started.then(
    ({ kill }) => {
      process.once("exit", kill);
    },
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      app.exit(1);
    },
  );
  return started;
}

/** Where tests find the page, once it is there. */
async function tellTests(): Promise<void> {
  process.send?.({ type: "browser", address: (await browser)?.address });
}
