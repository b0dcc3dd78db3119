import { countIn, sharesOf, withNeededShares } from "./counter.ts";
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
  const changes = changesOf(record, after, rules);
  if (changes.length === 0) return before;
  const clocks: Record<string, Stamp> = { ...before.clocks };
  let raised: Record<string, number> | undefined;
  for (const { path, was, is } of changes) {
    const rule = rules.registerAt.get(path);
    const round = before.rounds[path] ?? 0;
    if (rule !== undefined) {
      const known = was !== undefined || clocks[path] !== undefined;
      const old = { value: was, stamp: known ? (clocks[path] ?? born) : undefined, round };
      if (compareRegisters({ value: is, stamp, round }, old, rule) <= 0) {
        (raised ??= { ...before.rounds })[path] = round + 1;
      }
    }
    clocks[path] = stamp;
  }
  return { life, born, clocks, rounds: raised ?? before.rounds };
}

interface Difference {
  readonly path: string;
  readonly was: unknown;
  readonly is: unknown;
}

/** What differs, by its path. Every change of every record comes through here, so that only what is not the very same is looked at. */
function changesOf(before: Fields, after: Fields, rules: CompiledRules): readonly Difference[] {
  const changes: Difference[] = [];
  /** Of sets and registers, which have paths of their own. */
  let others: Set<string> | undefined;
  const look = (field: string) => {
    const rule = rules.registerOf.get(field);
    if (rule === undefined && !rules.sets.has(field)) {
      const [was, is] = [before[field], after[field]];
      if (field !== rules.counter && !isSame(was, is)) changes.push({ path: field, was, is });
      return;
    }
    others ??= new Set();
    for (const mate of rule?.fields ?? [field]) others.add(mate);
  };
  for (const field in after) if (after[field] !== before[field]) look(field);
  for (const field in before) if (after[field] === undefined && before[field] !== undefined) look(field);
  if (others === undefined) return changes;
  const was = valuesOf(pick(before, others), rules);
  const is = valuesOf(pick(after, others), rules);
  for (const [path, value] of is) {
    if (!isSame(was.get(path), value)) changes.push({ path, was: was.get(path), is: value });
  }
  for (const [path, value] of was) if (!is.has(path)) changes.push({ path, was: value, is: undefined });
  return changes;
}

function pick(record: Fields, fields: ReadonlySet<string>): Fields {
  const picked: Record<string, unknown> = {};
  for (const field of fields) if (record[field] !== undefined) picked[field] = record[field];
  return picked;
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
  return untouched ? { ...countByHand(base, edited, rules), ...stamped } : edited;
}

/** A change that nobody counted is one more; who wrote the number himself may have counted further. */
function countByHand(base: AliveState, edited: AliveState, rules: CompiledRules): AliveState {
  const { counter } = rules;
  if (counter === undefined || isSame(base.record, edited.record)) return edited;
  const before = countIn(base.record, counter);
  const shares = sharesOf(base.seen, before);
  const total = Math.max(before + 1, countIn(edited.record, counter));
  const seen = withNeededShares(base.seen, { ...shares, rest: shares.rest + total - before });
  return { ...edited, seen, record: { ...edited.record, [counter]: total } };
}
