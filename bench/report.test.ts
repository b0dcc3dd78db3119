import { expect, test } from "vitest";
import { GOALS } from "./goals.ts";
import { parseExcused, printed, report, unexcused } from "./report.ts";

const wanted = new Set(["ledger-changes", "ledger-claim-p99"]);
const goals = (GOALS["ledger"] ?? []).filter(({ id }) => wanted.has(id));

test("a goal holds or is missed by the ratio to the baseline of the same run", () => {
  const rows = report(goals, [
    { id: "ledger-changes", value: 40, unit: "/s", baseline: 100 },
    { id: "ledger-claim-p99", value: 1.2, unit: "ms", baseline: 0.5 },
  ]);
  expect(rows.map((row) => [row.id, row.ratio, row.holds])).toEqual([
    ["ledger-changes", 0.4, false],
    ["ledger-claim-p99", 2.4, true],
  ]);
});

test("a goal that was skipped or forgotten is reported as not measured", () => {
  const rows = report(goals, [{ id: "ledger-changes", skipped: "the disk is read-only" }]);
  expect(rows.map((row) => [row.id, row.holds, row.note])).toEqual([
    ["ledger-changes", null, "the disk is read-only"],
    ["ledger-claim-p99", null, "not measured"],
  ]);
});

test("a row without a goal is printed and never fails the check", () => {
  const rows = report([], [{ id: "extra", name: "an extra", value: 1234.5, unit: "ms" }]);
  expect(printed(rows)).toContain("1,235");
  expect(unexcused(rows, new Set())).toEqual([]);
});

test("the check fails on what is missed or unmeasured unless performance.md gives the reason", () => {
  const rows = report(goals, [{ id: "ledger-changes", value: 40, unit: "/s", baseline: 100 }]);
  const excused = parseExcused(
    [
      "# Performance",
      "| ledger-claim-p99 | under another heading |",
      "## Goals missed or not measured",
      "| row | reason |",
      "| --- | --- |",
      "| `ledger-changes` | the journal syncs twice |",
      "| ledger-claim-p99 | |",
    ].join("\n"),
  );
  expect(unexcused(rows, excused).map((row) => row.id)).toEqual(["ledger-claim-p99"]);
});

test("a goal of the figure alone needs no baseline", () => {
  const absolute = (GOALS["sessions"] ?? []).filter(({ id }) => id === "sessions-reattach-30");
  const held = (value: number) => report(absolute, [{ id: "sessions-reattach-30", value, unit: "ms" }])[0]?.holds;
  expect([held(500), held(501)]).toEqual([true, false]);
});

test("ids of goals are unique", () => {
  const ids = Object.values(GOALS).flatMap((list) => list.map((goal) => goal.id));
  expect(new Set(ids).size).toBe(ids.length);
});
