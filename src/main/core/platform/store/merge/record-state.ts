import type { Fields } from "./merge-rules.ts";
import type { Stamp } from "./stamp.ts";

/**
 * Numbers of the first and the newest event of a record, by the stream that numbered them, and what these events added to its
 * counter; see counter.ts.
 */
export type Seen = Readonly<Record<string, SeenRange>>;
export type SeenRange = readonly [first: number, last: number, share?: number];

/**
 * A record with what merging needs to know. A field is as old as the record unless `clocks` says otherwise. Names in
 * `clocks` and `rounds` are those of fields; of a register its first field; of a set's element the field, a space, its key.
 */
export interface AliveState {
  /** How often it was deleted or brought back: even while it is there. */
  readonly life: number;
  /** Time of its first event, in milliseconds since 1970. */
  readonly at: number;
  /** When it was created, or brought back. */
  readonly born: Stamp;
  /** Also of what is gone: a field taken off, an element removed. */
  readonly clocks: Readonly<Record<string, Stamp>>;
  /** Of registers; 0 where none is named. */
  readonly rounds: Readonly<Record<string, number>>;
  readonly seen: Seen;
  readonly record: Fields;
}

/** A tombstone: the id is not given away again, and older changes of other clones do not bring the record back. */
export interface DeletedState {
  /** Odd. */
  readonly life: number;
  readonly deleted: Deletion;
  readonly seen: Seen;
}

export interface Deletion {
  readonly at: number;
  readonly by: string;
  readonly clock: Stamp;
}

export type RecordState = AliveState | DeletedState;

export function isAlive(state: RecordState): state is AliveState {
  return "record" in state;
}

/** Every clock in a state. */
export function stampsIn(state: RecordState): readonly Stamp[] {
  return isAlive(state) ? [state.born, ...Object.values(state.clocks)] : [state.deleted.clock];
}

export const NO_CLOCKS: Readonly<Record<string, Stamp>> = Object.freeze({});
export const NO_ROUNDS: Readonly<Record<string, number>> = Object.freeze({});

export function joinSeen(a: Seen, b: Seen): Seen {
  if (a === b) return a;
  const joined = new Map<string, SeenRange>(Object.entries(a));
  for (const [stream, range] of Object.entries(b)) {
    const known = joined.get(stream);
    joined.set(stream, known === undefined ? range : joinRanges(known, range));
  }
  return Object.fromEntries(joined);
}

function joinRanges([first, last, share]: SeenRange, [otherFirst, otherLast, otherShare]: SeenRange): SeenRange {
  const range = [Math.min(first, otherFirst), Math.max(last, otherLast)] as const;
  return share === undefined && otherShare === undefined ? range : [...range, Math.max(share ?? 0, otherShare ?? 0)];
}

/** Whether `a` has every event that `b` has, as far as numbers tell. */
export function hasSeen(a: Seen, b: Seen): boolean {
  return Object.entries(b).every(([stream, [, last]]) => (a[stream]?.[1] ?? -1) >= last);
}
