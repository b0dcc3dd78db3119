import { describe, expect, it } from "vitest";
import { ManualClock } from "./clock.ts";
import { createRestartLimit } from "./restart-limit.ts";

describe("restart limit", () => {
  it("allows a number of restarts within a time, and again when the first of them is long ago", () => {
    const clock = new ManualClock();
    const limit = createRestartLimit({ count: 2, withinMs: 1_000, clock });
    expect(limit.allows()).toBe(true);
    clock.advance(600);
    expect([limit.allows(), limit.allows()]).toEqual([true, false]);
    clock.advance(400);
    expect([limit.allows(), limit.allows()]).toEqual([true, false]);
  });
});
