import assert from "node:assert/strict";
import { test } from "node:test";
import { daysBetween, isoDay, parseDay } from "../src/dates.js";

test("counts days over the end of a month", () => {
  assert.equal(daysBetween("2026-02-27", "2026-03-02"), 3);
});

test("knows a day when it sees one", () => {
  assert.equal(parseDay("2026-03-01"), "2026-03-01");
  assert.throws(() => parseDay("soon"), /not a day/);
  assert.equal(isoDay(new Date("2026-03-01T23:00:00Z")), "2026-03-01");
});
