import type { SettingsView } from "../../../shared/contract/settings.ts";
import { DEFAULT_PREFERENCES } from "../../../shared/model/preference-defaults.ts";
import type { Preferences } from "../../../shared/model/preferences.ts";
import { parseJson } from "../ui-state.ts";
import type { PreferenceChange } from "./preference-store.ts";

type Json = NonNullable<SettingsView["settings"][number]["value"]> | null;

/** A preference that was changed here and that the core does not know of yet. */
export interface PendingChange {
  /** null takes it back to its default. */
  readonly value: Json;
  /** What the core said of it when it was changed here; undefined where that was not known. */
  readonly was: Json | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}
/** By dotted key, as in `look.theme`. */
export type Pending = ReadonlyMap<string, PendingChange>;

/** By dotted key. */
export function changesOf(change: PreferenceChange): ReadonlyMap<string, Json> {
  const made = new Map<string, Json>();
  for (const [part, fields] of Object.entries(change)) {
    for (const [field, value] of Object.entries(fields ?? {})) made.set(`${part}.${field}`, json(value));
  }
  return made;
}

export function pendingOf(
  changes: ReadonlyMap<string, Json>,
  now: { readonly at: number; readonly known: Preferences | undefined; readonly pending: Pending },
): Pending {
  const made = new Map<string, PendingChange>();
  for (const [key, value] of changes) {
    const before = now.pending.get(key);
    made.set(key, { value, was: before === undefined ? fieldOf(now.known, key) : before.was, at: now.at });
  }
  return made;
}

/** Whether the key is that of a preference, whole. */
export function isPreference(preferences: Preferences, key: string): boolean {
  const [part = "", field, ...rest] = key.split(".");
  return Object.hasOwn(preferences, part) && field !== undefined && rest.length === 0;
}

/** The settings as the core told them, with what it does not know yet. */
export function overlaidView(view: SettingsView, pending: Pending): SettingsView {
  if (pending.size === 0) return view;
  const settings = view.settings.map((one): SettingsView["settings"][number] => {
    const mine = pending.get(one.key);
    if (mine === undefined) return one;
    const { value: _value, line: _line, ...rest } = one;
    const value = mine.value ?? one.default;
    return { ...rest, ...(value === undefined ? {} : { value }), from: mine.value === null ? "default" : "file" };
  });
  return { ...view, settings, preferences: overlaid(view.preferences, pending) };
}

/** What the core says, with what it does not know yet. */
function overlaid(preferences: Preferences, pending: Pending): Preferences {
  if (pending.size === 0) return preferences;
  const whole: Record<string, Record<string, unknown>> = {};
  for (const [part, fields] of Object.entries(preferences)) whole[part] = { ...fields };
  for (const [key, { value }] of pending) {
    const [part = "", field = ""] = key.split(".");
    const fields = whole[part];
    if (fields === undefined) continue;
    fields[field] = value ?? fieldOf(DEFAULT_PREFERENCES, key) ?? undefined;
  }
  return { ...preferences, ...whole };
}

export interface Settled {
  /** What is still to be sent. */
  readonly left: Pending;
  readonly conflicts: readonly { readonly key: string; readonly kept: "here" | "core"; readonly value: Json }[];
}

/** After a time without each other: where both changed a preference, the later change holds. */
export function settle(pending: Pending, core: Pick<SettingsView, "preferences" | "changedAt">): Settled {
  const left = new Map<string, PendingChange>();
  const conflicts: Settled["conflicts"][number][] = [];
  for (const [key, mine] of pending) {
    const theirs = fieldOf(core.preferences, key) ?? null;
    if (isSame(theirs, mine.value)) continue;
    const isChangedThere = mine.was !== undefined && !isSame(theirs, mine.was);
    if (isChangedThere && core.changedAt > mine.at) conflicts.push({ key, kept: "core", value: theirs });
    else {
      left.set(key, mine);
      if (isChangedThere) conflicts.push({ key, kept: "here", value: mine.value });
    }
  }
  return { left, conflicts };
}

/** Written by this page; something else is as good as nothing. */
export function readPending(text: string | undefined): Pending {
  const value = parseJson(text);
  const found = new Map<string, PendingChange>();
  for (const one of listOf(value)) {
    const [key, change] = listOf(one);
    if (typeof key !== "string" || typeof change !== "object" || change === null) continue;
    if (!("value" in change) || !("at" in change) || typeof change.at !== "number") continue;
    found.set(key, { value: json(change.value), was: "was" in change ? json(change.was) : undefined, at: change.at });
  }
  return found;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function fieldOf(preferences: Preferences | undefined, key: string): Json | undefined {
  const [part = "", field = ""] = key.split(".");
  const fields: unknown = preferences === undefined ? undefined : Reflect.get(preferences, part);
  return typeof fields === "object" && fields !== null ? json(Reflect.get(fields, field)) : undefined;
}

function isSame(one: Json, other: Json): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Preferences are plain data; what is not there is null. */
function json(value: unknown): Json {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(json);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, json(one)]));
}
