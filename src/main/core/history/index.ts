import { type HistoryDeps, type HistoryHandlers, historyHandlers } from "./controller.ts";
import { lookingBack } from "./looking-back.ts";
import { type PastLedgersDeps, createPastLedgers } from "./past-ledgers.ts";

export { type Summariser, ruleSummariser } from "./digest.ts";

export interface History {
  /** Also the readings of items, which replace those of the ledger. */
  readonly handlers: HistoryHandlers & ReturnType<typeof lookingBack>;
  [Symbol.dispose](): void;
}

/** What was, and how it came to be what is: from the events of the ledgers, which nothing ever changes. */
export function createHistory(deps: HistoryDeps & PastLedgersDeps): History {
  const pasts = createPastLedgers(deps);
  return {
    handlers: { ...historyHandlers(deps, pasts), ...lookingBack(deps.ledger.handlers, pasts) },
    [Symbol.dispose]() {
      pasts[Symbol.dispose]();
    },
  };
}
