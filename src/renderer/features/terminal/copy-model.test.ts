import { expect, test } from "vitest";
import { type CopyState, type TextGrid, copyKey, selectedText } from "./copy-model.ts";

const LINES = ["const answer = 42;", "", "  日本 is wide", "a long line that is_", "wraps", "end"];
const COLS = 20;
const grid: TextGrid = {
  rows: LINES.length,
  cols: COLS,
  page: 4,
  cells(row) {
    const cells = (LINES[row] ?? "").split("").flatMap((char) => (/\p{Script=Han}/u.test(char) ? [char, ""] : [char]));
    return [...cells, ...Array<string>(COLS - cells.length).fill(" ")];
  },
};
const isWrapped = (row: number) => row === 4;

/** Presses keys one after the other. */
function press(keys: string, from: Partial<CopyState> = {}): CopyState {
  let state: CopyState = { cursor: { row: 0, col: 0 }, anchor: undefined, kind: "chars", ...from };
  for (const key of keys.split(" ").map((one) => (one === "Space" ? " " : one))) {
    const step = copyKey(state, key, grid);
    if (step.do === "move") ({ state } = step);
  }
  return state;
}

test.each([
  ["w", 0, 6],
  ["w w w", 0, 15],
  ["w w w w", 0, 17],
  ["e", 0, 4],
  ["$", 0, 17],
  ["j j ^ l", 2, 4],
  ["j j ^ l h", 2, 2],
  ["G", 5, 0],
  ["G b", 4, 0],
  ["h k", 0, 0],
  ["Ctrl+d", 2, 0],
  ["PageDown PageDown PageDown", 5, 0],
  ["}", 1, 0],
  ["G {", 1, 0],
])("%s goes to row %i, cell %i", (keys, row, col) => {
  expect(press(keys).cursor).toEqual({ row, col });
});

test.each([
  ["w v e", "answer"],
  ["Space $", "const answer = 42;"],
  ["V", "const answer = 42;"],
  ["V j j", "const answer = 42;\n\n  日本 is wide"],
  ["j j j V j j", "a long line that is_wraps\nend"],
  ["w Ctrl+v e j j", "answer\n\n is wi"],
  ["$ v b b o", "= 42;"],
])("%s selects %j", (keys, text) => {
  expect(selectedText(press(keys), grid, isWrapped)).toBe(text);
});

test("wide characters are stepped onto and copied whole", () => {
  expect(selectedText(press("j j ^ v l"), grid, isWrapped)).toBe("日本");
});

test("Escape lets go of the selection first, and leaves then", () => {
  const selected = press("v e");
  expect(copyKey(selected, "Escape", grid)).toMatchObject({ do: "move", state: { anchor: undefined } });
  expect(copyKey(press("e"), "Escape", grid)).toEqual({ do: "leave" });
});
