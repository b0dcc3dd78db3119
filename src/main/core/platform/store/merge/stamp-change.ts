import type { CompiledRules, Fields } from "./merge-rules.ts";
import { type AliveState, type DeletedState, NO_CLOCKS, NO_ROUNDS, type RecordState, isAlive } from "./record-state.ts";
import { compareRegisters, isSame, valuesOf } from "./registers.ts";
import { type Stamp, actorOf } from "./stamp.ts";

export type Clocks = Pick<AliveState, "life" | "born" | "clocks" | "rounds">;

/** The clocks of a record that an event made, or brought back. */
export function bornAt(stamp: Stamp, before: RecordState | undefined): Clocks {
  return { life: before === undefined ? 0 : before.life + 1, born: stamp, clocks: NO_CLOCKS, rounds: NO_ROUNDS };
}

/** The tombstone of a record that an event removed. */
export function deletedAt(stamp: Stamp, before: Pick<RecordState, "life" | "seen">, at: number): DeletedState {
  const deleted = { at, by: actorOf(stamp), clock: stamp };
  return { life: before.life + 1, deleted, seen: before.seen };
}

/** The clocks of a record after a change: what is different now carries `stamp`. */
export function stampChange(
  before: Clocks & { readonly record: Fields },
  after: Fields,
  stamp: Stamp,
  rules: CompiledRules,
): Clocks {
  const { life, born, record } = before;
  let { clocks, rounds } = before;
  for (const [path, [was, is]] of changedPaths(record, after, rules)) {
    const rule = rules.registerAt.get(path);
    const round = rounds[path] ?? 0;
    if (rule !== undefined) {
      const known = was !== undefined || clocks[path] !== undefined;
      const old = { value: was, stamp: known ? (clocks[path] ?? born) : undefined, round };
      if (compareRegisters({ value: is, stamp, round }, old, rule) <= 0) rounds = { ...rounds, [path]: round + 1 };
    }
    clocks = { ...clocks, [path]: stamp };
  }
  return { life, born, clocks, rounds };
}

/** Values before and after of what differs. Looks closely only at fields that are not the very same. */
function changedPaths(
  before: Fields,
  after: Fields,
  rules: CompiledRules,
): ReadonlyMap<string, readonly [unknown, unknown]> {
  const touched = new Set<string>();
  for (const field of Object.keys(after)) if (after[field] !== before[field]) touched.add(field);
  for (const field of Object.keys(before)) if (after[field] === undefined) touched.add(field);
  const changed = new Map<string, readonly [unknown, unknown]>();
  if (touched.size === 0) return changed;
  for (const field of touched) for (const mate of rules.registerOf.get(field)?.fields ?? []) touched.add(mate);
  const was = valuesOf(pick(before, touched), rules);
  const is = valuesOf(pick(after, touched), rules);
  for (const [path, value] of is) {
    if (!isSame(was.get(path), value)) changed.set(path, [was.get(path), value]);
  }
  for (const [path, value] of was) if (!is.has(path)) changed.set(path, [value, undefined]);
  return changed;
}

function pick(record: Fields, fields: ReadonlySet<string>): Fields {
  return Object.fromEntries(Object.entries(record).filter(([field]) => fields.has(field)));
}

/**
 * A state that somebody wrote by hand over `base`, without minding clocks: what he changed carries his, so that it counts
 * as a change made after `base`.
 */
export function stampByHand(
  base: RecordState | undefined,
  edited: RecordState,
  stamp: Stamp,
  rules: CompiledRules,
): RecordState {
  if (base === undefined || !isAlive(base) || !isAlive(edited)) return edited;
  const stamped = stampChange(base, edited.record, stamp, rules);
  const untouched = Object.keys(edited.clocks).every((path) => edited.clocks[path] === base.clocks[path]);
  // Whoever set clocks himself is another Drover, or knows what he does.
  return untouched ? { ...edited, ...stamped } : edited;
}
