import { describe, expect, test } from "vitest";
import { changeStart, pickedRange, rowFor, sameLine } from "./diff-cursor.ts";
import { type DiffRow, diffParts, diffRows, hunkLines } from "./diff-model.ts";

const hunk = (before: number, after: number, ...lines: string[]) => ({ before, after, section: "f()", lines });
const inShort = (rows: readonly DiffRow[]) =>
  rows.map((row) => {
    if (row.kind === "gap") return `… ${row.gap.count ?? "?"}`;
    if (row.kind === "line") return `${row.line.before ?? ""}/${row.line.after ?? ""} ${row.line.text}`;
    return `${row.left?.text ?? ""} | ${row.right?.text ?? ""}`;
  });

describe("the lines of a hunk", () => {
  test("are numbered on the sides that have them", () => {
    expect(hunkLines(hunk(3, 5, " a", "-b", "+c", "+d", " e"))).toEqual([
      { kind: "context", text: "a", before: 3, after: 5 },
      { kind: "removed", text: "b", before: 4, twin: "c" },
      { kind: "added", text: "c", after: 6, twin: "b" },
      { kind: "added", text: "d", after: 7 },
      { kind: "context", text: "e", before: 5, after: 8 },
    ]);
  });

  test("keep what looks like a head of a patch as text", () => {
    expect(hunkLines(hunk(1, 1, "--- a", "+++ b")).map(({ text }) => text)).toEqual(["-- a", "++ b"]);
  });

  test("say where a file ends without a line feed", () => {
    const [old, now] = hunkLines(hunk(1, 1, "-a", "\\ No newline at end of file", "+b"));
    expect(old?.endsOpen).toBe(true);
    expect(now?.endsOpen).toBeUndefined();
  });
});

describe("what is hidden", () => {
  const whole = Array.from({ length: 40 }, (_, at) => `line ${at + 1}`);
  const hunks = [hunk(10, 10, "-x", "+line 10"), hunk(30, 30, "+line 30")];

  test("stands between hunks with how much it is", () => {
    expect(inShort(diffRows(diffParts({ hunks }), "unified"))).toEqual([
      "… 9",
      "10/ x",
      "/10 line 10",
      "… 19",
      "/30 line 30",
      "… ?",
    ]);
  });

  test("is known to the end once the file is", () => {
    expect(inShort(diffRows(diffParts({ hunks, whole }), "unified")).at(-1)).toBe("… 10");
  });

  test("opens from either end, with numbers on both sides", () => {
    const opened = new Map([[1, { top: 2, bottom: 1 }]]);
    const rows = diffRows(diffParts({ hunks, whole, opened }), "unified");
    expect(inShort(rows).slice(3, 8)).toEqual([
      "11/11 line 11",
      "12/12 line 12",
      "… 16",
      "29/29 line 29",
      "/30 line 30",
    ]);
  });

  test("opens whole, however much was asked for", () => {
    const opened = new Map([[0, { top: 100, bottom: 100 }]]);
    const rows = diffRows(diffParts({ hunks, whole, opened }), "unified");
    expect(inShort(rows).slice(0, 2)).toEqual(["1/1 line 1", "2/2 line 2"]);
  });

  test("is nothing around a file that was made or removed", () => {
    expect(inShort(diffRows(diffParts({ hunks: [hunk(0, 1, "+a", "+b")] }), "unified"))).toEqual(["/1 a", "/2 b"]);
    expect(inShort(diffRows(diffParts({ hunks: [hunk(1, 0, "-a")] }), "unified"))).toEqual(["1/ a"]);
  });
});

describe("side by side", () => {
  const rows = diffRows(
    diffParts({ hunks: [hunk(1, 1, " a", "-b", "-c", "+d", " e", "+f")], isTruncated: true }),
    "split",
  );

  test("puts what came beside what went, and leaves the rest blank", () => {
    expect(inShort(rows)).toEqual(["a | a", "b | d", "c | ", "e | e", " | f"]);
  });

  test("goes from change to change and back", () => {
    expect(changeStart(rows, -1, 1)).toBe(1);
    expect(changeStart(rows, 1, 1)).toBe(4);
    expect(changeStart(rows, 2, 1)).toBe(4);
    expect(changeStart(rows, 4, -1)).toBe(1);
    expect(changeStart(rows, 4, 1)).toBeUndefined();
  });

  test("stays on its line in the other layout", () => {
    const hunks = [hunk(1, 1, " a", "-b", "-c", "+d", " e", "+f")];
    const unified = diffRows(diffParts({ hunks, isTruncated: true }), "unified");
    expect(sameLine(rows, { row: 1, side: "after" }, unified)).toEqual({ row: 3, side: "after" });
    expect(sameLine(unified, { row: 2, side: "before" }, rows)).toEqual({ row: 2, side: "before" });
    expect(sameLine(unified, { row: 5, side: "after" }, rows.slice(0, 2))).toBeUndefined();
  });

  test("picks lines of one side alone", () => {
    expect(pickedRange(rows, { row: 4, side: "after" }, 1)).toEqual({ side: "after", from: 2, to: 4 });
    expect(pickedRange(rows, { row: 2, side: "before" }, 1)).toEqual({ side: "before", from: 2, to: 3 });
    expect(rowFor(rows, 2, "after")).toEqual({ row: 2, side: "before" });
  });
});

test("ten thousand changed lines are rows in well under a second", () => {
  const lines = Array.from({ length: 10_000 }, (_, at) => (at % 2 === 0 ? `-old ${at}` : `+new ${at}`));
  const began = performance.now();
  expect(diffRows(diffParts({ hunks: [hunk(1, 1, ...lines)] }), "split")).not.toHaveLength(0);
  expect(performance.now() - began).toBeLessThan(500);
});
