import { expect, test } from "vitest";
import { DEFAULT_PREFERENCES } from "../../../shared/model/preference-defaults.ts";
import { preferences } from "../../../shared/model/preferences.ts";
import { memoryStorage } from "../storage.ts";
import { type PreferenceChange, createPreferenceStore } from "./preference-store.ts";

test("a change is shown at once, is given on to be kept, and is there after a reload", () => {
  const storage = memoryStorage();
  const kept: PreferenceChange[] = [];
  const first = createPreferenceStore(storage, (change) => kept.push(change));
  first.set({ look: { density: "compact" } });
  expect(first.store.getState().look).toEqual({ ...DEFAULT_PREFERENCES.look, density: "compact" });
  expect(kept).toEqual([{ look: { density: "compact" } }]);
  expect(createPreferenceStore(storage, () => {}).store.getState().look.density).toBe("compact");
});

test("what the core says holds, and is not given back to it", () => {
  const kept: PreferenceChange[] = [];
  const { store, receive } = createPreferenceStore(memoryStorage(), (change) => kept.push(change));
  receive({ ...DEFAULT_PREFERENCES, keys: { ...DEFAULT_PREFERENCES.keys, prefix: "Ctrl+B" } });
  expect(store.getState().keys.prefix).toBe("Ctrl+B");
  expect(kept).toEqual([]);
});

test.each(["", "no json", "[]", "null", '{"look":7,"terminal":{"fontSize":"big"}}'])(
  "%o in the storage harms nothing",
  (text) => {
    const storage = memoryStorage();
    storage.set("drover.preferences", text);
    expect(createPreferenceStore(storage, () => {}).store.getState()).toEqual(DEFAULT_PREFERENCES);
  },
);

test("the defaults are preferences", () => {
  expect(preferences.parse(DEFAULT_PREFERENCES)).toEqual(DEFAULT_PREFERENCES);
});
