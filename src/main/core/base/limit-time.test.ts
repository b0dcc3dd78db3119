import { expect, it } from "vitest";
import { findLimit, readLimitEnd } from "./limit-time.ts";

// Saturday, 14:10:20 in Berlin.
const PRINTED = Date.UTC(2026, 10, 21, 13, 10, 20);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const utc = (day: number, hour: number, minute = 0) => Date.UTC(2026, 10, day, hour, minute);

it.each<[string, number | undefined]>([
  ["You've hit your limit · resets 3pm (UTC)", utc(21, 15)],
  ["You've hit your limit · resets 3:30pm (Europe/Berlin)", utc(21, 14, 30)],
  ["5-hour limit reached ∙ resets 2am (UTC)", utc(22, 2)],
  ["resets 1pm (UTC)", utc(22, 13)],
  ["resets 12am (UTC)", utc(22, 0)],
  ["resets at 15:45 (UTC)", utc(21, 15, 45)],
  ["Weekly limit reached · resets Nov 25, 3pm (UTC)", utc(25, 15)],
  ["resets Jan 2 at 9am (UTC)", Date.UTC(2027, 0, 2, 9)],
  ["Try again in 2 hours 5 minutes.", PRINTED + 2 * HOUR + 5 * MINUTE],
  ["Please try again in 1.5s", PRINTED + 1_500],
  ["Limit reached. Resets in 3d 4h", PRINTED + 76 * HOUR],
  ["retry after 30 s", PRINTED + 30_000],
  ["Quota exceeded until 2026-11-21T15:00:00Z", utc(21, 15)],
  ["Claude AI usage limit reached|1795273200", 1_795_273_200_000],
  ["try again at 3:05 PM (UTC)", utc(21, 15, 5)],
  ["Rate limited. Try again later.", undefined],
  ["resets 99pm (UTC)", undefined],
  ["resets 3pm (Middle/Earth)", undefined],
  ["done in 5 files", undefined],
])("reads of “%s” when it ends", (text, end) => {
  expect(readLimitEnd(text, PRINTED)).toBe(end);
});

it("reads a time without a zone by the machine's clock", () => {
  const end = new Date(readLimitEnd("resets 3pm", PRINTED) ?? 0);
  expect([end.getHours(), end.getMinutes(), end.getSeconds()]).toEqual([15, 0, 0]);
  expect(end.getTime()).toBeGreaterThan(PRINTED);
  expect(end.getTime() - PRINTED).toBeLessThanOrEqual(24 * HOUR);
});

it("finds the last line of a screen that speaks of one", () => {
  const screen = "> fix the quota of the shop\n  done\n\n■ You've hit your usage limit.\n  Try again in 2h.\n› \n";
  expect(findLimit(screen, PRINTED)).toEqual({ line: "Try again in 2h.", until: PRINTED + 2 * HOUR });
  expect(findLimit("nothing of the kind", PRINTED)).toBeUndefined();
});
