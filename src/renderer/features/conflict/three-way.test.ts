import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Choice, type Choices, hasMarks, mergedText, threeWay, undecided } from "./three-way.ts";

const text = (...lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");
const kinds = (base: string, ours: string, theirs: string) => threeWay(base, ours, theirs).map(({ kind }) => kind);
const chosen = (choice: Choice): Choices => new Map([[1, choice]]);

test("takes what one side changed, and what both changed alike", () => {
  const base = text("1", "2", "3", "4", "5", "6", "7");
  const ours = text("1", "two", "3", "4", "5", "six", "7");
  const theirs = text("1", "2", "3", "four", "5", "six", "7");
  const hunks = threeWay(base, ours, theirs);
  expect(hunks.map(({ kind }) => kind)).toEqual(["same", "ours", "same", "theirs", "same", "both", "same"]);
  expect(undecided(hunks, new Map())).toEqual([]);
  expect(mergedText(hunks, new Map())).toBe(text("1", "two", "3", "four", "5", "six", "7"));
});

test("leaves to a person what both changed, and what touches", () => {
  expect(kinds(text("a", "b", "c"), text("a", "x", "c"), text("a", "y", "c"))).toEqual(["same", "conflict", "same"]);
  expect(kinds(text("a", "b", "c", "d"), text("a", "x", "c", "d"), text("a", "b", "y", "d"))).toEqual([
    "same",
    "conflict",
    "same",
  ]);
});

test("a conflict becomes what was chosen for it", () => {
  const hunks = threeWay(text("a", "b", "c"), text("a", "x", "c"), text("a", "y", "c"));
  expect(undecided(hunks, new Map())).toEqual([1]);
  expect(undecided(hunks, chosen("ours"))).toEqual([]);
  expect(mergedText(hunks, chosen("ours"))).toBe(text("a", "x", "c"));
  expect(mergedText(hunks, chosen("theirs"))).toBe(text("a", "y", "c"));
  expect(mergedText(hunks, chosen("ours-theirs"))).toBe(text("a", "x", "y", "c"));
  expect(mergedText(hunks, chosen("theirs-ours"))).toBe(text("a", "y", "x", "c"));
  expect(mergedText(hunks, chosen("base"))).toBe(text("a", "b", "c"));
  expect(mergedText(hunks, chosen({ text: "own\n" }))).toBe(text("a", "own", "c"));
});

test("what is not decided stands between marks, which are noticed", () => {
  const hunks = threeWay(text("a"), "x", "y");
  expect(mergedText(hunks, new Map())).toBe("<<<<<<< landed\nx\n||||||| before\na\n=======\ny\n>>>>>>> submission\n");
  expect(hasMarks(mergedText(hunks, new Map()))).toBe(true);
  expect(hasMarks("a heading\n=======\n")).toBe(false);
});

test("both sides keep their lines where the first has no end at its last", () => {
  const hunks = threeWay("a\nb", "a\nx", "a\ny");
  expect(mergedText(hunks, chosen("ours-theirs"))).toBe("a\nx\ny");
});

test("files that both added are one conflict, and line ends are kept as they are", () => {
  expect(kinds("", text("a"), text("b"))).toEqual(["conflict"]);
  const hunks = threeWay("a\r\nb\r\nc\r\n", "A\r\nb\r\nc\r\n", "a\r\nb\r\nC\n");
  expect(mergedText(hunks, new Map())).toBe("A\r\nb\r\nC\n");
});

const file = fc
  .array(fc.constantFrom("a\n", "b\n", "c\n", "}\n", "\n"), { maxLength: 14 })
  .map((lines) => lines.join(""));

test("the stretches are the three files, whole and in order", () => {
  fc.assert(
    fc.property(file, file, file, (base, ours, theirs) => {
      const hunks = threeWay(base, ours, theirs);
      const side = (of: "base" | "ours" | "theirs") => hunks.flatMap((hunk) => hunk[of]).join("");
      expect([side("base"), side("ours"), side("theirs")]).toEqual([base, ours, theirs]);
    }),
    { seed: 7, numRuns: 500 },
  );
});

test("where only one side changed, the result is that side", () => {
  fc.assert(
    fc.property(file, file, (base, own) => {
      expect(mergedText(threeWay(base, own, base), new Map())).toBe(own);
      expect(mergedText(threeWay(base, base, own), new Map())).toBe(own);
      expect(mergedText(threeWay(base, own, own), new Map())).toBe(own);
    }),
    { seed: 8, numRuns: 500 },
  );
});

test("a file of ten thousand lines is cut in well under a second", () => {
  const lines = Array.from({ length: 10_000 }, (_, n) => (n % 3 === 0 ? "}\n" : `line ${n}\n`));
  const changed = (at: readonly number[], word: string) =>
    lines.map((line, n) => (at.includes(n) ? `${word}\n` : line)).join("");
  const began = performance.now();
  const hunks = threeWay(lines.join(""), changed([100, 5_000, 9_000], "x"), changed([200, 5_000, 9_900], "y"));
  expect(hunks.filter(({ kind }) => kind === "conflict")).toHaveLength(1);
  expect(performance.now() - began).toBeLessThan(5_000);
});
