import type { RuntimeState } from "../../../shared/model/runtime-signal.ts";
import type { RuntimeAdapter } from "./adapter.ts";
import type { RuntimeSpec } from "./spec.ts";
import { TRANSCRIPTS } from "./transcripts/index.ts";

export type Origin = "built-in" | "preset" | "settings";

/** A runtime with its signs made ready to be looked for, and the code that goes with it. */
export interface Entry {
  readonly spec: RuntimeSpec;
  readonly origin: Origin;
  readonly adapter: RuntimeAdapter;
  stateOf(where: "titles" | "notifications" | "screens", text: string): RuntimeState | undefined;
}

/** Runtimes by id, in the order of the list; a later one with the id of an earlier takes its place. */
export function createRegistry(
  specs: Readonly<Record<Origin, readonly RuntimeSpec[]>>,
  adapters: Readonly<Record<string, RuntimeAdapter>>,
): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const origin of ["built-in", "preset", "settings"] as const) {
    for (const spec of specs[origin]) {
      const name = spec.adapter ?? spec.id;
      const transcript = Object.hasOwn(TRANSCRIPTS, name) ? TRANSCRIPTS[name] : undefined;
      const own = Object.hasOwn(adapters, name) ? adapters[name] : undefined;
      const adapter: RuntimeAdapter = { ...(transcript === undefined ? {} : { transcript }), ...own };
      entries.set(spec.id, { spec, origin, adapter, stateOf: signReader(spec) });
    }
  }
  return entries;
}

function signReader(spec: RuntimeSpec): Entry["stateOf"] {
  const compile = (signs: RuntimeSpec["titles"]) =>
    signs.map(({ pattern, state }) => ({ pattern: new RegExp(pattern, "u"), state }));
  const signs = {
    titles: compile(spec.titles),
    notifications: compile(spec.notifications),
    screens: compile(spec.screens),
  };
  return (where, text) => signs[where].find(({ pattern }) => pattern.test(text))?.state;
}
