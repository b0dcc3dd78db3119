import type { Caller } from "../../../shared/contract/handlers.ts";
import { type HistoryDeps, type HistoryHandlers, historyHandlers } from "./controller.ts";
import { createCompactionPass } from "./compaction-pass.ts";
import { lookingBack } from "./looking-back.ts";
import { type PastLedgersDeps, createPastLedgers } from "./past-ledgers.ts";

export { ruleSummariser } from "./digest.ts";

export interface History {
  /** Also the readings of items, which replace those of the ledger. */
  readonly handlers: HistoryHandlers & ReturnType<typeof lookingBack>;
  /** Begins to compact once a day, where the settings say so. */
  start(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

interface StandingDeps {
  /** In whose name Drover's own rules compact. */
  readonly self: Caller;
  compactAfterDays(): number | undefined;
  report(error: unknown): void;
}

/** What was, and how it came to be what is: from the events of the ledgers, which nothing ever changes. */
export function createHistory(deps: HistoryDeps & PastLedgersDeps & StandingDeps): History {
  const pasts = createPastLedgers(deps);
  const handlers = historyHandlers(deps, pasts);
  const pass = createCompactionPass({
    clock: deps.clock,
    afterDays: () => deps.compactAfterDays(),
    compact: (olderThanDays, signal) => handlers["ledger.compact"]({ olderThanDays, dryRun: false }, deps.self, signal),
    report: (error) => {
      deps.report(error);
    },
  });
  return {
    handlers: { ...handlers, ...lookingBack(deps.ledger.handlers, pasts) },
    start: pass.start,
    async [Symbol.asyncDispose]() {
      await pass[Symbol.asyncDispose]();
      pasts[Symbol.dispose]();
    },
  };
}
