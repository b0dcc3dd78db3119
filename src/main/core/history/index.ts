import { type HistoryDeps, type HistoryHandlers, historyHandlers } from "./controller.ts";

export type { HistoryDeps } from "./controller.ts";

export interface History {
  readonly handlers: HistoryHandlers;
}

/** What was, and how it came to be what is: from the events of the ledgers, which nothing ever changes. */
export function createHistory(deps: HistoryDeps): History {
  return { handlers: historyHandlers(deps) };
}
