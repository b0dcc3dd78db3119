import { expect, test } from "vitest";
import { DEFAULT_PREFERENCES } from "../../shared/model/preference-defaults.ts";
import type { Notification } from "../../shared/model/mail.ts";
import type { Preferences } from "../../shared/model/preferences.ts";
import { createPaneHost } from "../lib/panes.ts";
import { createPreferenceStore } from "../lib/preferences/preference-store.ts";
import { createToasts } from "../lib/toasts.ts";
import { createUiStore } from "../lib/ui-state.ts";
import { memoryStorage } from "../lib/storage.ts";
import { manualClock } from "../testing/manual-clock.ts";
import { createUserTeller } from "./notify.ts";

function teller(wanted: Partial<Preferences["notifications"]>) {
  const storage = memoryStorage();
  const preferences = createPreferenceStore(storage, () => {});
  preferences.set({ notifications: { ...DEFAULT_PREFERENCES.notifications, ...wanted } });
  const clock = manualClock(new Date(2026, 0, 1, 23, 0).getTime());
  const desktop: { title: string; isSilent: boolean }[] = [];
  const said: string[] = [];
  const toasts = { ...createToasts(), say: (title: string) => said.push(title) };
  const made = createUserTeller({
    ...{ clock, toasts, preferences },
    panes: createPaneHost(),
    ui: createUiStore(storage),
    desktop: { show: ({ title, isSilent }) => desktop.push({ title, isSilent }) },
  });
  const tell = async (some: Partial<Notification>, times = 1) => {
    for (let at = 0; at < times; at += 1) {
      made.tell({ id: `n${at}`, kind: "convoy-landed", urgency: "normal", title: "One", body: "", at: 1, ...some });
    }
    await clock.advance(1_000);
    return { said: said.splice(0), desktop: desktop.splice(0) };
  };
  return { tell, isWanted: made.isWanted };
}

test("tells ten of a kind as one, in the window and on the desktop", async () => {
  expect(await teller({}).tell({}, 10)).toEqual({
    said: ["10 convoys landed"],
    desktop: [{ title: "10 convoys landed", isSilent: false }],
  });
});

test("leaves the desktop alone in the quiet hours, but for what is urgent, and that without a sound", async () => {
  const quietHours = { from: "22:00", to: "07:00" };
  expect(await teller({ quietHours }).tell({})).toEqual({ said: ["One"], desktop: [] });
  expect((await teller({ quietHours }).tell({ urgency: "urgent" })).desktop).toEqual([
    { title: "One", isSilent: true },
  ]);
});

test("is as loud about a kind as the user said", async () => {
  const { tell, isWanted } = teller({ kinds: { crash: "off", mail: "quiet", "convoy-landed": "urgent" } });
  expect((await tell({ kind: "crash" })).said).toEqual([]);
  expect((await tell({ kind: "mail" })).said).toEqual([]);
  expect((await tell({ kind: "question" })).said).toEqual(["One"]);
  expect(isWanted({ id: "x", kind: "crash", urgency: "urgent", title: "", body: "", at: 1 })).toBe(false);
});
