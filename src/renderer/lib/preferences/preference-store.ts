import { type StoreApi, createStore } from "zustand/vanilla";
import { DEFAULT_PREFERENCES } from "../../../shared/model/preference-defaults.ts";
import type { Preferences } from "../../../shared/model/preferences.ts";
import type { KeyValueStorage } from "../storage.ts";
import { parseJson } from "../ui-state.ts";

export type ThemeChoice = Preferences["look"]["theme"];
export type PreferencePart = keyof Preferences;
/** Fields of one part; what is left out stays. */
export type PreferenceChange = { readonly [P in PreferencePart]?: Partial<Preferences[P]> };

/** The user's preferences as the page knows them: as it left them, until the core has told what holds. */
export interface PreferenceStore {
  readonly store: StoreApi<Preferences>;
  /** Shows a change at once, and keeps it. */
  set(change: PreferenceChange): void;
  /** What the core says; it has the last word. */
  receive(preferences: Preferences): void;
}

const KEY = "drover.preferences";

/** `keep` writes a change down where every window and face finds it. */
export function createPreferenceStore(
  storage: KeyValueStorage,
  keep: (change: PreferenceChange) => void,
): PreferenceStore {
  const store = createStore<Preferences>(() => merged(DEFAULT_PREFERENCES, readRemembered(storage)));
  store.subscribe((now) => {
    storage.set(KEY, JSON.stringify(now));
  });
  return {
    store,
    set(change) {
      store.setState(merged(store.getState(), change));
      keep(change);
    },
    receive(preferences) {
      const now = store.getState();
      // What stays the same stays the same object: nothing is drawn anew for it.
      const same = Object.entries(now).filter(([part, fields]) => isSame(fields, Reflect.get(preferences, part)));
      store.setState({ ...preferences, ...Object.fromEntries(same) });
    },
  };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function merged(base: Preferences, change: PreferenceChange): Preferences {
  return {
    look: { ...base.look, ...change.look },
    terminal: { ...base.terminal, ...change.terminal },
    keys: { ...base.keys, ...change.keys },
    notifications: { ...base.notifications, ...change.notifications },
    app: { ...base.app, ...change.app },
    editor: { ...base.editor, ...change.editor },
  };
}

/** What was written by this page and checked by the core; of something else, only what has the type of the default counts. */
function readRemembered(storage: KeyValueStorage): PreferenceChange {
  const value = parseJson(storage.get(KEY));
  if (typeof value !== "object" || value === null) return {};
  const change: Record<string, Record<string, unknown>> = {};
  for (const [part, fields] of Object.entries(DEFAULT_PREFERENCES)) {
    const given: unknown = Reflect.get(value, part);
    if (typeof given !== "object" || given === null) continue;
    const kept = Object.entries(fields).filter(([name, usual]) => typeof Reflect.get(given, name) === typeof usual);
    change[part] = Object.fromEntries(kept.map(([name]) => [name, Reflect.get(given, name)]));
  }
  return change;
}
