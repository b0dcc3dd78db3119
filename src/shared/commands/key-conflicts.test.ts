import { expect, test } from "vitest";
import { findKeyConflicts } from "./key-conflicts.ts";

const find = (commands: Parameters<typeof findKeyConflicts>[0], prefix = "") =>
  findKeyConflicts(commands, { prefix, isMac: false });

test("names those who share keys, however they are written", () => {
  expect(
    find([
      { id: "one", keys: ["Mod+Shift+P"] },
      { id: "two", keys: ["Shift+Ctrl+P"] },
    ]),
  ).toEqual([{ keys: "Mod+Shift+P", part: undefined, commands: ["one", "two"], isBeginning: false }]);
});

test("lets a part of the window have keys that everybody has", () => {
  expect(
    find([
      { id: "one", keys: ["N"] },
      { id: "two", keys: ["N"], in: "review" },
    ]),
  ).toEqual([]);
});

test("names keys that keep longer ones from being finished", () => {
  expect(
    find([
      { id: "short", keys: ["G"] },
      { id: "long", keys: ["G B"] },
    ]),
  ).toEqual([{ keys: "G", part: undefined, commands: ["short", "long"], isBeginning: true }]);
});

test("names what the prefix takes", () => {
  expect(find([{ id: "one", keys: ["Mod+B"] }], "Ctrl+B")).toEqual([
    { keys: "Mod+B", part: undefined, commands: ["prefix", "one"], isBeginning: true },
  ]);
});
