import { stableJson } from "../stable-json.ts";
import { type CompiledRules, type Fields, type RegisterRule, nameOf } from "./merge-rules.ts";
import type { AliveState } from "./record-state.ts";
import type { Stamp } from "./stamp.ts";

/** What stands at one path of a record, with its clock. */
export interface Register {
  /** Undefined: nothing. */
  readonly value: unknown;
  /** Undefined: nobody ever put anything here. */
  readonly stamp: Stamp | undefined;
  readonly round: number;
}

/** A record taken apart into what merges on its own. */
export function takeApart(state: AliveState, rules: CompiledRules): Map<string, Register> {
  const registers = new Map<string, Register>();
  const add = (path: string, value: unknown) => {
    registers.set(path, { value, stamp: state.clocks[path] ?? state.born, round: state.rounds[path] ?? 0 });
  };
  for (const [path, value] of valuesOf(state.record, rules)) add(path, value);
  for (const path of [...Object.keys(state.clocks), ...Object.keys(state.rounds)]) {
    if (!registers.has(path)) add(path, undefined);
  }
  return registers;
}

/** Without the counter, which needs no clock. */
export function valuesOf(record: Fields, rules: CompiledRules): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const [field, value] of Object.entries(record)) {
    if (value === undefined || field === rules.counter) continue;
    const set = rules.sets.get(field);
    const register = rules.registerOf.get(field);
    if (set !== undefined && Array.isArray(value)) {
      for (const element of value) values.set(`${field} ${keyOf(element, set)}`, element);
    } else if (register !== undefined) values.set(nameOf(register), togetherIn(record, register));
    else values.set(field, value);
  }
  return values;
}

function togetherIn(record: Fields, { fields }: RegisterRule): Fields {
  return Object.fromEntries(
    fields.map((field) => [field, record[field]] as const).filter(([, value]) => value !== undefined),
  );
}

function keyOf(element: unknown, by: readonly string[]): string {
  if (by.length === 0 || typeof element !== "object" || element === null) {
    return typeof element === "string" ? element : stableJson(element);
  }
  const fields = new Map<string, unknown>(Object.entries(element));
  return by.map((field) => String(fields.get(field))).join(" ");
}

/** A record seen by the names of its fields. Records are objects: they are read from JSON's. */
export function fieldsOf(record: unknown): Fields {
  return record as Fields;
}

/** Sets in order, each element once; everything else as it is. */
export function inOrder<R>(record: R, rules: CompiledRules): R {
  let sorted: Record<string, unknown> | undefined;
  for (const [field, by] of rules.sets) {
    const value = fieldsOf(record)[field];
    if (!Array.isArray(value) || isSorted(value, by)) continue;
    sorted ??= {};
    sorted[field] = sortedValues(new Map(value.map((element: unknown) => [keyOf(element, by), element])));
  }
  return sorted === undefined ? record : { ...record, ...sorted };
}

function isSorted(elements: readonly unknown[], by: readonly string[]): boolean {
  return elements.every((element, n) => n === 0 || keyOf(elements[n - 1], by) < keyOf(element, by));
}

export function sortedValues(elements: ReadonlyMap<string, unknown>): unknown[] {
  return [...elements].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, element]) => element);
}

/** Positive when `a` wins, negative when `b` does, 0 when they are the same: a total order, so that merging is taking the greatest. */
export function compareRegisters(a: Register, b: Register, rule: RegisterRule | undefined): number {
  if (a.stamp === undefined || b.stamp === undefined) {
    return Number(a.stamp !== undefined) - Number(b.stamp !== undefined);
  }
  if (a.round !== b.round) return a.round - b.round;
  const weight = weightOf(a, rule) - weightOf(b, rule);
  if (weight !== 0) return weight;
  if (a.stamp !== b.stamp) return a.stamp > b.stamp === (rule?.prefer !== "earlier") ? 1 : -1;
  const [x, y] = [textOf(a.value), textOf(b.value)];
  return x === y ? 0 : x > y ? 1 : -1;
}

function weightOf({ value }: Register, rule: RegisterRule | undefined): number {
  if (rule?.weight === undefined) return 0;
  return rule.weight(typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {});
}

function textOf(value: unknown): string {
  return value === undefined ? "" : stableJson(value);
}

/** By content, whatever the order of fields; what JSON leaves out counts as not there. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, n) => isSame(one, b[n]));
  }
  const [left, right] = [fieldsOf(a), fieldsOf(b)];
  for (const key in left) if (!isSame(left[key], right[key])) return false;
  for (const key in right) if (left[key] === undefined && right[key] !== undefined) return false;
  return true;
}
