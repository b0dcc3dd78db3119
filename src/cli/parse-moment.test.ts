import { describe, expect, test } from "vitest";
import { parseMoment } from "./parse-moment.ts";

const NOW = new Date(2026, 5, 15, 12, 30).getTime();

describe("a moment", () => {
  test.each([
    ["now", NOW],
    ["#412", "#412"],
    ["1m ago", NOW - 60_000],
    ["yesterday 14:00", new Date(2026, 5, 14, 14).getTime()],
  ])("%s", (text, moment) => {
    expect(parseMoment(text, NOW)).toEqual({ ok: true, value: moment });
  });

  test.each(["", "soon", "#", "#x", "#1234567890123456", "412", "2026-02-31"])("is not %j", (text) => {
    expect(parseMoment(text, NOW)).toMatchObject({ ok: false, error: { code: "usage" } });
  });
});
