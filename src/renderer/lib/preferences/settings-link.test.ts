import { expect, test } from "vitest";
import { type SettingsView, settingsSet } from "../../../shared/contract/settings.ts";
import { DEFAULT_PREFERENCES } from "../../../shared/model/preference-defaults.ts";
import type { Preferences } from "../../../shared/model/preferences.ts";
import { fail, ok } from "../../../shared/model/result.ts";
import type { StreamEvent } from "../../../shared/wire/server.ts";
import { manualClock } from "../../testing/manual-clock.ts";
import { testCore } from "../../testing/test-core.ts";
import { createConnection } from "../connection/connection.ts";
import { type KeyValueStorage, memoryStorage } from "../storage.ts";
import { createPreferenceStore } from "./preference-store.ts";
import { createSettingsLink } from "./settings-link.ts";

const theme = (choice: Preferences["look"]["theme"]): Preferences => ({
  ...DEFAULT_PREFERENCES,
  look: { ...DEFAULT_PREFERENCES.look, theme: choice },
});

/** A page before a core whose settings a test holds. */
function page(storage: KeyValueStorage = memoryStorage(), isUp = true) {
  const clock = manualClock();
  const there = { preferences: DEFAULT_PREFERENCES, changedAt: 0, refuses: false };
  const view = (): SettingsView => ({
    ...{ file: "/w/settings.toml", settings: [], problems: [] },
    ...{ preferences: there.preferences, changedAt: there.changedAt },
  });
  const tell = new Set<() => void>();
  async function* follow(): AsyncGenerator<StreamEvent> {
    for (;;) {
      yield { cursor: "1", value: view() };
      await new Promise<void>((resolve) => tell.add(resolve));
    }
  }
  const core = testCore({
    subscribe: () => ok(follow()),
    answer(_verb, input) {
      if (there.refuses) return fail("bad-setting", "No.");
      const chosen = settingsSet.input.safeParse(input).data?.changes["look.theme"];
      if (chosen === "light" || chosen === "dark") there.preferences = theme(chosen);
      there.changedAt = clock.now();
      return ok(view());
    },
  });
  core.isUp = isUp;
  const said: unknown[] = [];
  const connection = createConnection({ source: core.source, clock, random: () => 0 });
  const link = createSettingsLink({
    connection,
    clock,
    storage,
    conflict: (found) => said.push(found),
    failed: (failure) => said.push(failure.code),
  });
  const preferences = createPreferenceStore(storage, link.keep);
  link.show(preferences);
  const { store, set } = preferences;
  connection.start();
  const elsewhere = (choice: "light" | "dark") => {
    there.preferences = theme(choice);
    there.changedAt = clock.now();
    for (const one of tell) one();
    tell.clear();
  };
  const shown = () => store.getState().look.theme;
  return {
    clock,
    core,
    there,
    said,
    link,
    set,
    shown,
    elsewhere,
    changes: () => core.requests.map(({ input }) => input),
  };
}

test("shows what the core says, sends what is changed here, and follows what is changed elsewhere", async () => {
  const { clock, there, set, shown, elsewhere, changes, link } = page();
  there.preferences = theme("light");
  await clock.advance(0);
  expect([shown(), link.store.getState()?.file]).toEqual(["light", "/w/settings.toml"]);
  set({ look: { theme: "dark" } });
  await clock.advance(0);
  expect([shown(), changes()]).toEqual(["dark", [{ changes: { "look.theme": "dark" } }]]);
  elsewhere("light");
  await clock.advance(0);
  expect([shown(), changes().length]).toEqual(["light", 1]);
});

test("keeps what is changed without a connection, over a reload too, and sends it once there is one", async () => {
  const storage = memoryStorage();
  const before = page(storage, false);
  await before.clock.advance(0);
  // Of the two, one is so already.
  before.set({ look: { theme: "dark" }, notifications: { quietHours: undefined } });
  await before.clock.advance(1_000);
  expect(before.changes()).toEqual([]);
  const { clock, shown, changes, said } = page(storage);
  expect(shown()).toBe("dark");
  await clock.advance(0);
  expect([shown(), changes(), said]).toEqual(["dark", [{ changes: { "look.theme": "dark" } }], []]);
  expect(storage.get("drover.preferences.pending")).toBeUndefined();
});

test.each([
  { first: "here", kept: "core", theme: "light", sent: 0 },
  { first: "elsewhere", kept: "here", theme: "dark", sent: 1 },
])("lets the later of two changes hold, and says so: first $first", async (one) => {
  const { clock, core, set, shown, elsewhere, changes, said } = page();
  await clock.advance(0);
  core.isUp = false;
  core.cut();
  await clock.advance(10);
  if (one.first === "here") set({ look: { theme: "dark" } });
  else elsewhere("light");
  await clock.advance(10);
  if (one.first === "here") elsewhere("light");
  else set({ look: { theme: "dark" } });
  core.isUp = true;
  await clock.advance(60_000);
  expect([shown(), changes().length]).toEqual([one.theme, one.sent]);
  expect(said).toEqual([{ key: "look.theme", kept: one.kept, value: one.theme }]);
});

test("takes back what the core refuses, and says why", async () => {
  const { clock, there, set, shown, said } = page();
  await clock.advance(0);
  there.refuses = true;
  set({ look: { theme: "dark" } });
  expect(shown()).toBe("dark");
  await clock.advance(0);
  expect([shown(), said]).toEqual(["system", ["bad-setting"]]);
});
