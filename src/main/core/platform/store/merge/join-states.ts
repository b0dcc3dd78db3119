import { joinCounters } from "./counter.ts";
import type { CompiledRules, Fields } from "./merge-rules.ts";
import {
  type AliveState,
  type DeletedState,
  NO_CLOCKS,
  NO_ROUNDS,
  type RecordState,
  hasSeen,
  isAlive,
  joinSeen,
} from "./record-state.ts";
import { type Register, compareRegisters, isSame, sortedValues, takeApart } from "./registers.ts";
import type { Stamp } from "./stamp.ts";

/**
 * What two states of one record make together: commutative, associative and idempotent, so that clones agree whatever the order
 * in which they meet, and without asking what they once had in common.
 */
export function joinStates(a: RecordState, b: RecordState, rules: CompiledRules): RecordState {
  const joined = joinWithoutCounter(a, b, rules);
  return rules.counter === undefined ? joined : joinCounters(joined, [a, b], rules.counter);
}

function joinWithoutCounter(a: RecordState, b: RecordState, rules: CompiledRules): RecordState {
  const seen = joinSeen(a.seen, b.seen);
  if (a.life !== b.life) return { ...(a.life > b.life ? a : b), seen };
  if (isAlive(a) && isAlive(b)) return { ...joinAlive(a, b, rules), seen };
  if (isAlive(a)) return { ...b, seen };
  if (isAlive(b)) return { ...a, seen };
  return { ...laterDeletion(a, b), seen };
}

function laterDeletion(a: DeletedState, b: DeletedState): DeletedState {
  if (a.deleted.clock !== b.deleted.clock) return a.deleted.clock > b.deleted.clock ? a : b;
  return a.deleted.at >= b.deleted.at ? a : b;
}

function joinAlive(a: AliveState, b: AliveState, rules: CompiledRules): AliveState {
  const born = a.born < b.born ? a.born : b.born;
  const mine = takeApart(a, rules);
  const theirs = takeApart(b, rules);
  const winners = new Map<string, Register>();
  for (const path of new Set([...mine.keys(), ...theirs.keys()])) {
    const [x, y] = [mine.get(path), theirs.get(path)];
    if (x === undefined || y === undefined) {
      const only = x ?? y;
      if (only !== undefined) winners.set(path, only);
    } else winners.set(path, compareRegisters(x, y, rules.registerAt.get(path)) >= 0 ? x : y);
  }
  const record = putTogether(winners, rules, [a.record, b.record]);
  return { life: a.life, at: Math.min(a.at, b.at), born, ...clocksOf(winners, born), seen: a.seen, record };
}

/** Only what cannot be told from the record's own clock. */
function clocksOf(registers: ReadonlyMap<string, Register>, born: Stamp): Pick<AliveState, "clocks" | "rounds"> {
  const clocks: [string, Stamp][] = [];
  const rounds: [string, number][] = [];
  for (const [path, { value, stamp, round }] of registers) {
    if (stamp !== undefined && (value === undefined || stamp !== born)) clocks.push([path, stamp]);
    if (round > 0) rounds.push([path, round]);
  }
  return {
    clocks: clocks.length === 0 ? NO_CLOCKS : Object.fromEntries(clocks),
    rounds: rounds.length === 0 ? NO_ROUNDS : Object.fromEntries(rounds),
  };
}

function putTogether(
  registers: ReadonlyMap<string, Register>,
  rules: CompiledRules,
  sources: readonly [Fields, Fields],
): Fields {
  const record = new Map<string, unknown>();
  for (const source of sources) {
    for (const field of rules.sets.keys()) if (Array.isArray(source[field])) record.set(field, []);
  }
  const sets = new Map<string, Map<string, unknown>>();
  for (const [path, { value }] of registers) {
    if (value === undefined) continue;
    const space = path.indexOf(" ");
    const field = space < 0 ? path : path.slice(0, space);
    if (space >= 0 && rules.sets.has(field)) {
      const elements = sets.get(field) ?? new Map<string, unknown>();
      sets.set(field, elements.set(path.slice(space + 1), value));
    } else if (rules.registerAt.has(path)) {
      if (typeof value === "object" && value !== null) {
        for (const [inner, one] of Object.entries(value)) record.set(inner, one);
      }
    } else record.set(path, value);
  }
  for (const [field, elements] of sets) record.set(field, sortedValues(elements));
  return Object.fromEntries(record);
}

/** One value that gave way to another because two clones changed it without knowing of each other. */
export interface LostValue {
  /** The field; of a set's element also its key. */
  readonly field: string;
  /** Undefined where it is gone. */
  readonly kept: unknown;
  readonly lost: unknown;
  /** Clocks of both, which name who did it. */
  readonly keptBy: Stamp | undefined;
  readonly lostBy: Stamp | undefined;
}

/**
 * What is lost when `a` and `b` are joined, given what they last had in common. Nothing when one of them knew of all that
 * the other has. Without a common state every difference counts.
 */
export function lostValues(
  a: RecordState,
  b: RecordState,
  { base, rules }: { readonly base: RecordState | undefined; readonly rules: CompiledRules },
): LostValue[] {
  if (hasSeen(a.seen, b.seen) || hasSeen(b.seen, a.seen)) return [];
  if (!isAlive(a) || !isAlive(b)) {
    const [deleted, alive] = isAlive(a) ? [b, a] : [a, b];
    if (isAlive(deleted) || !isAlive(alive)) return [];
    const who = { keptBy: deleted.deleted.clock, lostBy: alive.born };
    const newer = alive.life > deleted.life;
    return newer ? [] : [{ field: "deleted", kept: true, lost: alive.record, ...who }];
  }
  if (a.life !== b.life) return [];
  const [mine, theirs] = [takeApart(a, rules), takeApart(b, rules)];
  const common = base !== undefined && isAlive(base) ? takeApart(base, rules) : undefined;
  return [...mine].flatMap(([path, x]) => {
    const y = theirs.get(path);
    if (y === undefined || isSame(x.value, y.value) || BOOKKEEPING.has(path)) return [];
    const [kept, lost] = compareRegisters(x, y, rules.registerAt.get(path)) >= 0 ? [x, y] : [y, x];
    if (common !== undefined && common.get(path)?.stamp === lost.stamp) return [];
    return [{ field: path, kept: kept.value, lost: lost.value, keptBy: kept.stamp, lostBy: lost.stamp }];
  });
}

/** Changed by every change, so that losing them says nothing. */
const BOOKKEEPING: ReadonlySet<string> = new Set(["updatedAt", "updatedBy"]);
