import { expect, test } from "vitest";
import { readQuestion } from "./screen-question.ts";

test("reads the menu of a permission question", () => {
  const screen = [
    "● Bash(rm -rf build)",
    "╭──────────────────────────────╮",
    "│ Do you want to proceed?      │",
    "│ ❯ 1. Yes                     │",
    "│   2. Yes, and don't ask again│",
    "│   3. No, tell it why (esc)   │",
    "╰──────────────────────────────╯",
    "",
    "",
  ].join("\n");
  expect(readQuestion(screen)).toMatchObject({
    isYesNo: false,
    options: [
      { character: "1", label: "Yes" },
      { character: "2", label: "Yes, and don't ask again" },
      { character: "3", label: "No, tell it why (esc)" },
    ],
  });
});

test.each([
  ["Overwrite it? (y/N) ", true],
  ["Go on? [yes/no]", true],
  ["Nothing is asked.", false],
])("tells of %s whether it wants a yes or a no", (screen, isYesNo) => {
  expect(readQuestion(`\n\nsome output\n${screen}\n\n`)).toEqual({
    lines: ["some output", screen.trimEnd()],
    options: [],
    isYesNo,
  });
});

test("takes no list for a menu that does not count from one, or has one entry alone", () => {
  expect(readQuestion("2. two\n3. three").options).toEqual([]);
  expect(readQuestion("I did:\n1. everything").options).toEqual([]);
  expect(readQuestion("old\n1. a\n2. b\nWhich?\n1. Keep\n2. Drop\n4. odd").options.map(({ label }) => label)).toEqual([
    "Keep",
    "Drop",
  ]);
});

test("says nothing of an empty screen", () => {
  expect(readQuestion("\n \n")).toEqual({ lines: [], options: [], isYesNo: false });
});
