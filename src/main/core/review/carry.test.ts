import { describe, expect, it } from "vitest";
import { MAX_QUOTE_LINES, findAgain, quoteLines } from "./carry.ts";

const FILE = ["function f() {", "  one();", "  two();", "}", "", "function g() {", "  one();", "  three();", "}"];

function carried(from: number, to: number, later: readonly string[]) {
  return findAgain({ from, to, ...quoteLines(FILE, { from, to }) }, later);
}

describe("remarked lines in a later version", () => {
  it("are found where they were moved to", () => {
    expect(carried(3, 3, ["// new", ...FILE])).toEqual({ from: 4, to: 4 });
    expect(carried(6, 8, FILE.slice(5))).toEqual({ from: 1, to: 3 });
  });

  it("are told from their like by their neighbours", () => {
    expect(carried(7, 7, FILE)).toEqual({ from: 7, to: 7 });
    expect(carried(2, 2, ["x", "y", "z", ...FILE])).toEqual({ from: 5, to: 5 });
  });

  it("are gone when one of them changed", () => {
    expect(carried(2, 3, FILE.with(2, "  two(2);"))).toBeUndefined();
    expect(carried(8, 8, FILE.slice(0, 5))).toBeUndefined();
  });

  it("are not found in a line that says next to nothing elsewhere", () => {
    expect(carried(9, 9, ["a", "}", "b"])).toBeUndefined();
    expect(carried(9, 9, ["  three();", "}", "b"])).toEqual({ from: 2, to: 2 });
  });

  it("are found by their first lines where they are many", () => {
    const many = Array.from({ length: 200 }, (_, at) => `line ${at}`);
    const place = { from: 11, to: 150, ...quoteLines(many, { from: 11, to: 150 }) };
    expect(place.quote).toHaveLength(MAX_QUOTE_LINES);
    expect(findAgain(place, ["new", ...many])).toEqual({ from: 12, to: 151 });
    expect(findAgain(place, many.slice(0, 100))).toBeUndefined();
  });
});
