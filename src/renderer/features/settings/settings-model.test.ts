import { describe, expect, it, test } from "vitest";
import type { SettingView } from "../../../shared/contract/settings.ts";
import { entryLines, numberProblem, shownSections } from "./settings-model.ts";
import { tomlPieces } from "./toml-colours.ts";

const settings: readonly SettingView[] = [
  { key: "stallAfterSeconds", value: 60, default: 30, from: "file", line: 3 },
  { key: "look.theme", value: "dark", default: "system", from: "file", line: 9 },
  { key: "terminal.font", value: "", default: "", from: "default" },
  { key: "ofTomorrow", value: 1, from: "file" },
];
const keys = (options: { search?: string; onlyChanged?: boolean; problems?: readonly { key: string }[] }) =>
  shownSections(
    {
      settings: [...settings],
      problems: (options.problems ?? []).map(({ key }) => ({ severity: "error", message: "No.", key })),
    },
    { search: options.search ?? "", onlyChanged: options.onlyChanged ?? false },
  ).flatMap(({ name, entries }) => [name, ...entries.map(({ key }) => key)]);

describe("the settings shown", () => {
  it("stand in their sections, in the order of the view", () => {
    expect(keys({})).toEqual([
      "Look",
      "look.theme",
      "Terminal",
      "terminal.font",
      "Patrol timings",
      "stallAfterSeconds",
    ]);
  });

  it("are found by every word, in name, description, key or section", () => {
    expect(keys({ search: "PATROL silence" })).toEqual(["Patrol timings", "stallAfterSeconds"]);
    expect(keys({ search: "terminal.fo" })).toEqual(["Terminal", "terminal.font"]);
    expect(keys({ search: "patrol dark" })).toEqual([]);
  });

  it("are those that are changed, or that something is wrong with", () => {
    expect(keys({ onlyChanged: true, search: "terminal" })).toEqual([]);
    expect(keys({ onlyChanged: true, problems: [{ key: "terminal.font" }] })).toContain("terminal.font");
  });
});

test.each([
  ["12", undefined],
  ["4.5", "At least 5."],
  ["99", "At most 60."],
  ["", "A number, please."],
  ["soon", "A number, please."],
])("%j as a number from 5 to 60: %s", (text, problem) => {
  expect(numberProblem(text, { min: 5, max: 60 })).toBe(problem);
});

test("entries of tables are said in a line each", () => {
  expect(entryLines({ "my-model": { input: 3, output: 15 }, none: [] })).toEqual([
    "my-model: input 3, output 15",
    "none: none",
  ]);
  expect(entryLines([{ id: "mine", title: "Mine" }, 3])).toEqual(["Mine", "3"]);
});

test.each([
  ["# no = 1", ["comment"]],
  ["[look] # x", ["table", undefined, "comment"]],
  ['a."b c" = "x # y" # z', [undefined, "key", undefined, undefined, "string", undefined, "comment"]],
  [
    "n = [1, true, 'x']",
    [undefined, "key", undefined, undefined, "value", undefined, "value", undefined, "string", undefined],
  ],
  ["", []],
  ["  oops", [undefined]],
])("%j is coloured without losing a letter", (line, looks) => {
  const pieces = tomlPieces(line);
  expect(pieces.map(({ text }) => text).join("")).toBe(line);
  expect(pieces.map(({ look }) => look)).toEqual(looks);
});
