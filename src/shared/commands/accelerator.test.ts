import { expect, test } from "vitest";
import { canSummon, menuAccelerator, summonAccelerator } from "./accelerator.ts";

test.each([
  ["Mod+K", false, "CmdOrCtrl+K"],
  ["Alt+ArrowUp", false, "Alt+Up"],
  ["Mod++", false, "CmdOrCtrl+Plus"],
  ["N", false, "N"],
  ["N", true, undefined],
  ["G B", false, undefined],
  ["F6", true, "F6"],
])("writes %s for the desktop's menu", (keys, isMac, accelerator) => {
  expect(menuAccelerator(keys, isMac)).toBe(accelerator);
});

test.each([
  ["Ctrl+Alt+D", "Ctrl+Alt+D"],
  ["Mod+Shift+Space", "CmdOrCtrl+Shift+Space"],
  ["F9", "F9"],
  ["D", undefined],
  ["Shift+D", undefined],
  ["Ctrl+A Ctrl+B", undefined],
  ["nonsense", undefined],
  ["", undefined],
])("summons the app by %s only where nobody else needs the keys", (summon, accelerator) => {
  expect(summonAccelerator({ summon })).toBe(accelerator);
  expect(canSummon(summon)).toBe(accelerator !== undefined);
});
