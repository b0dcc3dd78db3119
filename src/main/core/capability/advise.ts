import type { Advice, CapabilityRecord } from "../../../shared/contract/capability.ts";

type Tally = CapabilityRecord["types"][number];
type Candidate = Advice["candidates"][number];

export interface AdviceFacts {
  readonly item: string;
  readonly type: string;
  /** What is used where nobody says. */
  readonly defaultRuntime: string;
  /** Runtimes that could be started now. */
  readonly usable: readonly string[];
  /** What each runtime did with items of this type, and with all. */
  readonly ofType: readonly Tally[];
  readonly ofAll: readonly Tally[];
}

/** From fewer cases nothing follows. */
const LEAST_CASES = 3;
/** Nine times in ten the true share is above what is taken for reliable. */
const Z = 1.2816;

/** Which runtime would do best, by the lower end of what its record leaves open; then as first submitted, then by cost. Pure. */
export function advise(facts: AdviceFacts): Advice {
  const { item, type, defaultRuntime, usable } = facts;
  const candidatesIn = (tallies: readonly Tally[]) =>
    tallies
      .filter(({ key }) => usable.includes(key))
      .map(candidateOf)
      .filter((one) => one.items > 0)
      .toSorted(byWorth);
  const isTold = (candidates: readonly Candidate[]) => candidates.some((one) => one.items >= LEAST_CASES);
  const alike = candidatesIn(facts.ofType);
  const candidates = isTold(alike) ? alike : candidatesIn(facts.ofAll);
  const best = candidates.find((one) => one.items >= LEAST_CASES);
  if (best === undefined) {
    const why = `Too little is known of any runtime that is installed: ${defaultRuntime} is the default.`;
    return { item, runtime: defaultRuntime, why, isKnown: false, candidates: [...candidates] };
  }
  const what = candidates === alike ? `items of the type ${type}` : "items of all types";
  return { item, runtime: best.runtime, why: reason(best, what), isKnown: true, candidates: [...candidates] };
}

function candidateOf({ key, items, underWay, landed, closed, firstTime, usdPerItem }: Tally): Candidate {
  const ended = items - underWay;
  const done = landed + closed;
  return {
    runtime: key,
    items: ended,
    done,
    firstTime: firstTime.count,
    reliable: lowerBound(done, ended),
    ...(usdPerItem === undefined ? {} : { usdPerItem }),
  };
}

/** The lower end of Wilson's interval: what may be relied on after `of` cases of which `count` went well. */
export function lowerBound(count: number, of: number): number {
  if (of === 0) return 0;
  const share = count / of;
  const middle = share + Z ** 2 / (2 * of);
  const spread = Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return Math.max(0, (middle - spread) / (1 + Z ** 2 / of));
}

function byWorth(a: Candidate, b: Candidate): number {
  return (
    b.reliable - a.reliable ||
    b.firstTime / b.items - a.firstTime / a.items ||
    (a.usdPerItem ?? Infinity) - (b.usdPerItem ?? Infinity) ||
    (a.runtime < b.runtime ? -1 : 1)
  );
}

function reason({ runtime, done, items, firstTime, usdPerItem }: Candidate, what: string): string {
  const cost = usdPerItem === undefined ? "" : `, at $${usdPerItem.toFixed(2)} each`;
  return `${runtime} did ${done} of ${items} ${what}, ${firstTime} as first submitted${cost}.`;
}
