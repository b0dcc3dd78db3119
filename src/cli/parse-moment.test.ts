import { describe, expect, test } from "vitest";
import { parseMoment } from "./parse-moment.ts";

const NOW = new Date(2026, 5, 15, 12, 30).getTime();

describe("a moment", () => {
  test.each([
    ["now", NOW],
    ["2h ago", NOW - 2 * 3_600_000],
    ["90 s ago", NOW - 90_000],
    ["3d", NOW - 3 * 86_400_000],
    ["today", new Date(2026, 5, 15).getTime()],
    ["yesterday", new Date(2026, 5, 14).getTime()],
    ["yesterday 14:00", new Date(2026, 5, 14, 14).getTime()],
    ["9:05", new Date(2026, 5, 15, 9, 5).getTime()],
    ["2026-03-01", new Date(2026, 2, 1).getTime()],
    ["2026-03-01 08:15", new Date(2026, 2, 1, 8, 15).getTime()],
    ["2026-03-01T08:15:00Z", Date.UTC(2026, 2, 1, 8, 15)],
    ["#412", "#412"],
  ])("%s", (text, moment) => {
    expect(parseMoment(text, NOW)).toEqual({ ok: true, value: moment });
  });

  test.each(["", "soon", "25:00", "#", "#x", "2026-13-01", "412", "yesterday at noon"])("is not %j", (text) => {
    expect(parseMoment(text, NOW)).toMatchObject({ ok: false, error: { code: "usage" } });
  });
});
