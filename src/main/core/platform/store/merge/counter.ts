import type { CompiledRules, Fields } from "./merge-rules.ts";
import { type RecordState, type Seen, isAlive } from "./record-state.ts";

/** How much of a record's counter the events of each stream made; what none of them did is the rest. */
export interface Shares {
  readonly by: ReadonlyMap<string, number>;
  readonly rest: number;
}

/**
 * A counter is the sum of what each workspace counted, so that it grows by a join whenever either side brings what the other had
 * not counted. A record of one stream alone says nothing of shares: all is that stream's.
 */
export function sharesOf(seen: Seen, total: number): Shares {
  const streams = Object.entries(seen);
  const [only] = streams;
  if (only !== undefined && streams.length === 1 && only[1][2] === undefined) {
    return { by: new Map([[only[0], total]]), rest: 0 };
  }
  const by = new Map(streams.map(([stream, [, , share = 0]]) => [stream, share]));
  return { by, rest: Math.max(0, total - sumOf(by)) };
}

export function totalOf({ by, rest }: Shares): number {
  return rest + sumOf(by);
}

/** The number that stands in a record; 0 for none. */
export function countIn(record: Fields, counter: string): number {
  const value = record[counter];
  return typeof value === "number" ? value : 0;
}

/** With a share for every stream, as a tombstone has it, whose record is gone. */
export function withShares(seen: Seen, shares: Shares): Seen {
  const entries = Object.entries(seen);
  return Object.fromEntries(
    entries.map(([stream, [first, last]]) => [stream, [first, last, shares.by.get(stream) ?? 0] as const]),
  );
}

/** The same as a record has it: without shares where they go without saying. */
export function withNeededShares(seen: Seen, shares: Shares): Seen {
  const [only, ...others] = Object.entries(seen);
  if (only === undefined) return seen;
  const [stream, [first, last]] = only;
  const isPlain = others.length === 0 && shares.rest === 0;
  return isPlain ? { [stream]: [first, last] } : withShares(seen, shares);
}

/** A state's shares; of a tombstone those that it names. */
export function sharesIn(state: RecordState, counter: string): Shares {
  if (isAlive(state)) return sharesOf(state.seen, countIn(state.record, counter));
  return { by: new Map(Object.entries(state.seen).map(([stream, [, , share = 0]]) => [stream, share])), rest: 0 };
}

/**
 * An event of `stream` made of `old` a record that counts to `total`: what it counts to given what all clones have counted, and the
 * record's numbers, of which `seen` has all but the shares. Bringing back what was deleted counts as one.
 */
export function countChange(
  old: RecordState,
  { stream, total, seen }: { readonly stream: string; readonly total: number; readonly seen: Seen },
  counter: string,
): { readonly total: number; readonly seen: Seen } {
  const { by, rest } = sharesIn(old, counter);
  const added = Math.max(isAlive(old) ? 0 : 1, total - totalOf({ by, rest }));
  const shares = { by: new Map(by).set(stream, (by.get(stream) ?? 0) + added), rest };
  return { total: totalOf(shares), seen: withNeededShares(seen, shares) };
}

/** The numbers in a tombstone of `state`, of which `seen` has all but the shares. */
export function seenAtDeletion(state: RecordState, seen: Seen, { counter }: Pick<CompiledRules, "counter">): Seen {
  return counter === undefined ? seen : withShares(seen, sharesIn(state, counter));
}

/** `joined` is what two states make together but for the counter. */
export function joinCounters(
  joined: RecordState,
  [a, b]: readonly [RecordState, RecordState],
  counter: string,
): RecordState {
  const [x, y] = [sharesIn(a, counter), sharesIn(b, counter)];
  const by = new Map(x.by);
  for (const [stream, share] of y.by) by.set(stream, Math.max(share, by.get(stream) ?? 0));
  // What nobody counted goes with the life that stays.
  const rest = Math.max(a.life === joined.life ? x.rest : 0, b.life === joined.life ? y.rest : 0);
  const shares = { by, rest };
  if (!isAlive(joined)) return { ...joined, seen: withShares(joined.seen, shares) };
  const record = { ...joined.record, [counter]: totalOf(shares) };
  return { ...joined, seen: withNeededShares(joined.seen, shares), record };
}

function sumOf(by: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const share of by.values()) sum += share;
  return sum;
}
