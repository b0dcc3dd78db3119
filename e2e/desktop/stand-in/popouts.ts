import { EventEmitter } from "node:events";
import type { Browser } from "./browser.ts";
import { record, text } from "./cdp.ts";
import { fromPage } from "./schemes.ts";

/** A window that a page of ours opened and that the app allowed: real in Chromium, filled by the page that opened it. */
export class Popout {
  readonly webContents = Object.assign(new EventEmitter(), { setWindowOpenHandler(_handler: unknown) {} });

  removeMenu(): void {}
}

export interface PopoutDeps {
  readonly browser: Browser;
  /** The page that may open others, and its session. */
  readonly opener: string;
  readonly openerSession: string;
  /** Whether the app allows the window that is just being opened. */
  isAllowed(url: string): boolean;
  /** Answers a request of the new page, in that session. */
  answer(params: Readonly<Record<string, unknown>>, session: string): void;
  opened(popout: Popout): void;
}

/** Stops each window before it loads anything, and closes it or has its requests answered by the app. */
export async function watchPopouts({
  browser,
  opener,
  openerSession,
  isAllowed,
  answer,
  opened,
}: PopoutDeps): Promise<void> {
  const { cdp } = browser;
  const sessions = new Set<string>();
  /** What the app said of windows that are just being opened. */
  const answers: boolean[] = [];
  cdp.on("Page.windowOpen", ({ url }, session) => {
    if (session === openerSession) answers.push(isAllowed(fromPage(text(url))));
  });
  cdp.on("Target.attachedToTarget", (params, session) => {
    if (session !== undefined) return;
    const own = text(params["sessionId"]);
    const { openerId, targetId } = record(params["targetInfo"]);
    const go = () => cdp.send("Runtime.runIfWaitingForDebugger", {}, own).catch(() => {});
    // One without a way back to its opener does not name it.
    const isOpened = openerId === opener || (params["waitingForDebugger"] === true && answers.length > 0);
    if (!isOpened) {
      void go();
      return;
    }
    if (answers.shift() !== true) {
      // It shares a process with its opener, which stands still for as long as it does.
      void cdp.send("Target.closeTarget", { targetId });
      void go();
      return;
    }
    sessions.add(own);
    opened(new Popout());
    void cdp.send("Fetch.enable", { patterns: [{ urlPattern: "*" }] }, own).then(go);
  });
  cdp.on("Fetch.requestPaused", (params, session) => {
    if (session !== undefined && sessions.has(session)) answer(params, session);
  });
  await cdp.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: "page" }],
  });
}
