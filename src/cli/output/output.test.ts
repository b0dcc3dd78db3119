import { expect, it } from "vitest";
import { filterWords } from "./filters.ts";
import { neutralise, neutraliseLines } from "./neutralise.ts";
import { createStyle } from "./style.ts";
import { renderTable } from "./table.ts";
import { ago, duration } from "./time.ts";
import { displayWidth, truncate } from "./width.ts";

const plain = createStyle({ env: {}, outIsTerminal: false }, false);

it("shows control characters instead of obeying them", () => {
  expect(neutralise("a\u001b]0;x\u0007b\nc\td\u009b\u2028")).toBe("a␛]0;x␇b␊c␉d<U+009B><U+2028>");
  expect(neutraliseLines("a\u001b\n\tb")).toBe("a␛\n\tb");
});

it("counts the columns that a terminal gives a text", () => {
  expect(["abc", "日本", "é", "e\u0301", "👩‍👩‍👧", "ok ✅"].map(displayWidth)).toEqual([3, 4, 1, 1, 2, 5]);
  expect(truncate("日本語です", 6)).toBe("日本…");
  expect(truncate("short", 5)).toBe("short");
});

it("aligns columns, leaves out those without content, and cuts the flexible one to the terminal", () => {
  const rows = [
    { id: "a", title: "日本 and a title that is rather long", n: 5 },
    { id: "bcd", title: "x", n: 12 },
  ];
  const columns = [
    { title: "ID", text: (row: (typeof rows)[0]) => row.id },
    { title: "NONE", text: () => "" },
    { title: "N", text: (row: (typeof rows)[0]) => String(row.n), align: "right" as const },
    { title: "TITLE", text: (row: (typeof rows)[0]) => row.title, flexible: true as const },
  ];
  expect(renderTable(rows, columns, { style: plain, columns: 26 })).toBe(
    "ID    N  TITLE\na     5  日本 and a title…\nbcd  12  x\n",
  );
});

it("says how long ago something was in its largest unit", () => {
  expect([500, 59_999, 61_000, 3_600_000, 47 * 3_600_000, 3 * 86_400_000].map(duration)).toEqual([
    "0 s",
    "59 s",
    "1 min",
    "1 h",
    "47 h",
    "3 d",
  ]);
  expect(ago(1000, 1400)).toBe("just now");
});

it("says a saved filter in words, ranges and times too", () => {
  const at = new Date(2026, 10, 21, 9, 30).getTime();
  const filter = { labels: ["a", "b"], unassigned: true, priority: { from: 0, to: 1 }, dueBefore: at };
  expect(filterWords(filter)).toBe("labels a b · unassigned · priority 0-1 · dueBefore 2026-11-21 09:30:00");
  expect(filterWords({ priority: { from: 2, to: 2 } })).toBe("priority 2");
});
