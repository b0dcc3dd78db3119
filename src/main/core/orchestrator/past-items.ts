import type { LedgerDeps } from "../ledger/index.ts";

/**
 * What is known around items of the past: nothing. Where they stood is then told by their own facts alone, since hooks,
 * submissions and convoys are known as of now.
 */
export function itemsAlone(): Pick<LedgerDeps, "surroundings" | "isInQueue" | "isOnItsWay"> {
  return {
    surroundings: () => ({ isSlung: false, hook: undefined, submission: undefined, convoys: [], parked: undefined }),
    isInQueue: () => false,
    isOnItsWay: () => false,
  };
}
