import { describe, expect, test } from "vitest";
import { segments } from "./segments.ts";
import { wordChanges } from "./word-changes.ts";

const marked = (text: string, other: string) => wordChanges(text, other).map(({ from, to }) => text.slice(from, to));

describe("changed words", () => {
  test("are those that the other line does not have", () => {
    expect(marked("const total = sum(items);", "const total = sum(rows);")).toEqual(["items"]);
    expect(marked("const total = sum(rows);", "const total = sum(items);")).toEqual(["rows"]);
  });

  test("are marked apart where something between them stayed", () => {
    expect(marked("call(first, second, third)", "call(one, second, three)")).toEqual(["first", "third"]);
  });

  test("are none where the lines have next to nothing in common", () => {
    expect(marked("return undefined;", "for (const item of list) {")).toEqual([]);
  });

  test("are not looked for in lines that are data", () => {
    expect(marked(`${"a ".repeat(2_000)}x`, `${"a ".repeat(2_000)}y`)).toEqual([]);
  });

  test("show what was only moved in", () => {
    expect(marked("    done();", "  done();")).toEqual(["    "]);
  });
});

describe("segments of a line", () => {
  test("are cut where colours and changes begin and end", () => {
    expect(
      segments(
        "let a = 1;",
        [
          { from: 0, to: 3, look: "k" },
          { from: 8, to: 9, look: "n" },
        ],
        [{ from: 2, to: 5 }],
      ),
    ).toEqual([
      { from: 0, text: "le", look: "k" },
      { from: 2, text: "t", look: "k", isChanged: true },
      { from: 3, text: " a", isChanged: true },
      { from: 5, text: " = " },
      { from: 8, text: "1", look: "n" },
      { from: 9, text: ";" },
    ]);
  });

  test("are the line itself where nothing marks it, and nothing for an empty one", () => {
    expect(segments("abc", [], [])).toEqual([{ from: 0, text: "abc" }]);
    expect(segments("", [], [])).toEqual([]);
  });
});
