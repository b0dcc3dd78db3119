import type { Theirs } from "./ledger-theirs.ts";
import { stampsIn } from "./merge/record-state.ts";
import { type Stamp, actorOf, momentOf } from "./merge/stamp.ts";
import type { StoreNotice } from "./record-store.ts";

/** Clocks of machines differ by seconds; a day is somebody's mistake. */
const FAR_AHEAD_MS = 24 * 3_600_000;

/** The latest clock in what another clone wrote. */
export function newestClock({ lines }: Pick<Theirs, "lines">): Stamp | undefined {
  let newest: Stamp | undefined;
  for (const line of [...lines.values()].flat()) {
    for (const stamp of stampsIn(line)) newest = newest !== undefined && newest > stamp ? newest : stamp;
  }
  return newest;
}

/** What to tell of a clock that nobody can have yet. */
export function clockAhead(ledger: string, newest: Stamp, now: number): StoreNotice | undefined {
  const aheadMs = momentOf(newest).ms - now;
  if (aheadMs < FAR_AHEAD_MS) return undefined;
  const hours = Math.round(aheadMs / 3_600_000);
  const by = actorOf(newest);
  return {
    code: "clock-ahead",
    message: `The ledger of ${ledger} took in a change by ${by} whose clock is ${hours} hours ahead of this machine's. Changes made here count as later ones all the same; check both clocks.`,
    details: { ledger, by, hours },
  };
}
