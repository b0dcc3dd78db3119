import { expect, test } from "vitest";
import type { TimelineEntry } from "../../../shared/model/session-signal.ts";
import { placeOf, stretchesOf, timeByState } from "./timeline-model.ts";

const entry = (session: string, at: number, state: TimelineEntry["state"]): TimelineEntry => ({
  session,
  at,
  state,
  source: "hook",
  reliability: "strong",
  evidence: `said ${state}`,
});
const answer = {
  sessions: [
    { session: "s-2", runtime: "codex", startedAt: 100 },
    { session: "s-1", runtime: "codex", startedAt: 0, endedAt: 90 },
  ],
  entries: [
    entry("s-1", 0, "starting"),
    entry("s-1", 10, "working"),
    entry("s-1", 80, "exited"),
    entry("s-2", 100, "starting"),
    entry("s-2", 110, "working"),
    entry("s-2", 150, "waiting-for-input"),
    entry("s-2", 160, "working"),
  ],
};

test("each state lasts until the next of its session, and the last until the session ended", () => {
  expect(stretchesOf(answer, "s-1").map(({ state, from, to }) => [state, from, to])).toEqual([
    ["starting", 0, 10],
    ["working", 10, 80],
    ["exited", 80, 90],
  ]);
});

test("the last state of a live session has no end", () => {
  expect(stretchesOf(answer, "s-2").at(-1)).toMatchObject({ state: "working", from: 160, to: undefined });
});

test("sums time by state, the longest first, and counts no time after the end", () => {
  expect(timeByState(stretchesOf(answer, "s-2"), 200)).toEqual([
    { state: "working", ms: 80 },
    { state: "starting", ms: 10 },
    { state: "waiting-for-input", ms: 10 },
  ]);
  expect(timeByState(stretchesOf(answer, "s-1"), 10_000).map(({ state }) => state)).not.toContain("exited");
});

test("stretches stand side by side in the band, and none is too thin to be seen or sticks out", () => {
  const band = { from: 0, to: 1_000_000 };
  const [starting] = stretchesOf(answer, "s-1");
  if (starting === undefined) throw new Error("There is a first one.");
  expect(placeOf(starting, band)).toEqual({ left: 0, width: 0.004 });
  const last = placeOf({ ...starting, from: 999_999, to: 1_000_000 }, band);
  expect(last.left + last.width).toBeLessThanOrEqual(1);
  expect(placeOf({ ...starting, from: 500_000, to: undefined }, band)).toEqual({ left: 0.5, width: 0.5 });
});
