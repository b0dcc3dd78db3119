import type { BrowserWindow } from "electron";
import { DESKTOP_CHANNELS, type DesktopCommand } from "../../shared/desktop/desktop-api.ts";
import type { UpdateState } from "../../shared/desktop/update-state.ts";
import type { RestartLimit } from "../core/base/restart-limit.ts";
import { readBounds, writeBounds } from "./window-state.ts";
import { type WindowDeps, createWindow, screensNow } from "./window.ts";

export interface MainWindow {
  /** Undefined until first shown. */
  readonly window: BrowserWindow | undefined;
  readonly isFocused: boolean;
  /** Brings it to the user, from wherever it is; makes it the first time. */
  show(): void;
  /** Shows it and has its page do something, as soon as there is a page that listens. */
  send(command: DesktopCommand): void;
  /** Tells its page, if there is one and whenever there is, what there is of newer versions; shows nothing by itself. */
  tell(state: UpdateState): void;
  /** Its page asked for a connection: from now on it listens. */
  listens(): void;
  /** Keeps its place for the next start. */
  saveBounds(): void;
}

export interface MainWindowDeps extends Pick<WindowDeps, "preload" | "icon" | "confirmLink" | "isQuitting"> {
  /** Where its place is kept. */
  readonly boundsFile: string;
  /** Of a page that crashes again and again. */
  readonly reloads: RestartLimit;
}

/** The one window. Its page can be lost and loaded again at any time: nothing is kept there that matters. */
export function createMainWindow(deps: MainWindowDeps): MainWindow {
  let window: BrowserWindow | undefined;
  /** What its page is still to be told; undefined while it listens. */
  let waiting: DesktopCommand[] | undefined = [];
  let updates: UpdateState | undefined;

  function open(): BrowserWindow {
    const opened = createWindow({
      ...deps,
      bounds: readBounds(deps.boundsFile, screensNow()),
      saveBounds(bounds) {
        writeBounds(deps.boundsFile, screensNow(), bounds);
      },
    });
    opened.webContents.on("render-process-gone", (_event, { reason }) => {
      waiting = [];
      if (reason !== "clean-exit" && !deps.isQuitting() && deps.reloads.allows()) opened.webContents.reload();
    });
    opened.on("closed", () => {
      window = undefined;
      waiting = [];
    });
    return opened;
  }

  function show(): BrowserWindow {
    if (window === undefined) {
      window = open();
      return window;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    return window;
  }

  return {
    get window() {
      return window;
    },
    get isFocused() {
      return window?.isFocused() ?? false;
    },
    show,
    send(command) {
      const { webContents } = show();
      if (waiting === undefined) webContents.send(DESKTOP_CHANNELS.command, command);
      else waiting.push(command);
    },
    tell(state) {
      updates = state;
      if (waiting === undefined) window?.webContents.send(DESKTOP_CHANNELS.updates, state);
    },
    listens() {
      const due = waiting ?? [];
      waiting = undefined;
      if (updates !== undefined) window?.webContents.send(DESKTOP_CHANNELS.updates, updates);
      for (const command of due) window?.webContents.send(DESKTOP_CHANNELS.command, command);
    },
    saveBounds() {
      if (window !== undefined) writeBounds(deps.boundsFile, screensNow(), window.getNormalBounds());
    },
  };
}
