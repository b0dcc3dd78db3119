import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Group, type Row, layRows, pagesOf } from "./rows.ts";

const group = (key: string, count: number, isOpen = true, hasHead = true): Group<string> => ({
  key,
  count,
  isOpen,
  hasHead,
});

test("puts each group's items below its head, and nothing below a folded one", () => {
  const rows = layRows([group("a", 2), group("b", 5, false), group("c", 1)]);
  const told = Array.from({ length: rows.count }, (_, at) => tell(rows.at(at)));
  expect(told).toEqual(["a", "a:0", "a:1", "b", "c", "c:0"]);
  expect(rows.at(6)).toBeUndefined();
  expect(rows.at(-1)).toBeUndefined();
  expect(rows.rowOf("c", 0)).toBe(5);
  expect(rows.rowOf("b", 0)).toBeUndefined();
  expect(rows.rowOf("a", 2)).toBeUndefined();
});

test("has no head where nothing is grouped", () => {
  const rows = layRows([group("", 3, false, false)]);
  expect(rows.count).toBe(3);
  expect(tell(rows.at(0))).toBe(":0");
});

test("asks for each page once, over the edges of groups", () => {
  const rows = layRows([group("a", 250), group("b", 150)]);
  expect(pagesOf(rows, 190, 260, 100)).toEqual([
    { key: "a", page: 1 },
    { key: "a", page: 2 },
    { key: "b", page: 0 },
  ]);
  expect(pagesOf(rows, 0, 0, 100)).toEqual([]);
});

test("finds every row of any groups by its number, and its number by the row", () => {
  const groups = fc.uniqueArray(
    fc.record({ key: fc.string(), count: fc.nat(40), isOpen: fc.boolean(), hasHead: fc.constant(true) }),
    { selector: ({ key }) => key, maxLength: 12 },
  );
  fc.assert(
    fc.property(groups, (given) => {
      const rows = layRows(given);
      const expected = given.flatMap(({ key, count, isOpen }) => [
        key,
        ...(isOpen ? Array.from({ length: count }, (_, index) => `${key}:${index}`) : []),
      ]);
      expect(Array.from({ length: rows.count }, (_, at) => tell(rows.at(at)))).toEqual(expected);
      for (let at = 0; at < rows.count; at++) {
        const row = rows.at(at);
        if (row?.kind === "item") expect(rows.rowOf(row.group.key, row.index)).toBe(at);
      }
    }),
    { seed: 7, numRuns: 200 },
  );
});

function tell(row: Row<string> | undefined): string | undefined {
  return row === undefined ? undefined : row.kind === "head" ? row.group.key : `${row.group.key}:${row.index}`;
}
