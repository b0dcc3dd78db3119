import { expect, test } from "vitest";
import { type Completion, complete, fitting, linesOf, wordAt } from "./completion.ts";

const at = (marked: string) => wordAt(marked.replace("|", ""), marked.indexOf("|"));

test.each([
  ["Fix it #au|", { kind: "label", typed: "au", start: 7, end: 10 }],
  ["Fix #a|uth it", { kind: "label", typed: "a", start: 4, end: 9 }],
  ["@|", { kind: "assignee", typed: "", start: 0, end: 1 }],
  ["x due:fr|", { kind: "due", typed: "fr", start: 2, end: 8 }],
  ["x In:de|", { kind: "project", typed: "de", start: 2, end: 7 }],
  ["x p|", { kind: "priority", typed: "", start: 2, end: 3 }],
  ["x >log|", { kind: "after", typed: "log", start: 2, end: 6 }],
  ["Fix| it", undefined],
  ["Fix |#auth", undefined],
  ["mail a@b|", undefined],
])("knows the word at the caret of %s", (line, word) => {
  expect(at(line)).toEqual(word);
});

test("completes a word in the middle and leaves one blank behind it", () => {
  const line = "Fix #au it";
  const word = wordAt(line, 7);
  expect(word && complete(line, word, "#auth")).toEqual({ line: "Fix #auth it", caret: 10 });
  const end = wordAt("#au", 3);
  expect(end && complete("#au", end, "#auth")).toEqual({ line: "#auth ", caret: 6 });
});

test("offers what begins as typed before what only has it inside", () => {
  const offered: Completion[] = ["paint", "ui", "build-ui"].map((name) => ({ insert: `#${name}`, label: name }));
  expect(fitting(offered, "ui", 5).map(({ label }) => label)).toEqual(["ui", "build-ui"]);
  expect(fitting(offered, "", 2)).toHaveLength(2);
});

test("takes pasted lines without the marks of lists", () => {
  expect(linesOf("- [ ] One #a\r\n\n  * Two p1\n3. Three\n-4 is cold")).toEqual([
    "One #a",
    "Two p1",
    "Three",
    "-4 is cold",
  ]);
});
