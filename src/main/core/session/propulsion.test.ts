import { describe, expect, it } from "vitest";
import { MAX_NUDGES, type PropulsionFacts, propel } from "./propulsion.ts";

const NOW = 1_000_000_000;
const AFTER = 45_000;
type Given = Partial<PropulsionFacts> & { readonly seen?: Partial<PropulsionFacts["evidence"]> };
const facts = ({ seen = {}, ...more }: Given): PropulsionFacts => ({
  evidence: { startedAt: NOW - AFTER, ...seen },
  state: "waiting-for-input",
  limitedUntil: undefined,
  isTakenOver: false,
  heldAt: undefined,
  nudges: 0,
  takesNudges: true,
  tells: true,
  nudgeAfterMs: AFTER,
  now: NOW,
  ...more,
});

describe("propulsion", () => {
  it.each<[string, Given, object]>([
    ["nudges one that shows nothing", { seen: { outputAt: NOW - 44_000 } }, { kind: "nudge" }],
    ["waits for its time", { seen: { startedAt: NOW - 44_000 } }, { kind: "wait", ms: 1_000 }],
    ["waits twice as long for the second", { nudges: 1 }, { kind: "wait", ms: 2 * AFTER }],
    ["gives the second", { seen: { startedAt: NOW - 3 * AFTER }, nudges: 1 }, { kind: "nudge" }],
    ["escalates after the last", { seen: { startedAt: NOW - 15 * AFTER }, nudges: MAX_NUDGES }, { kind: "stalled" }],
    [
      "escalates once",
      { seen: { startedAt: NOW - 15 * AFTER, stalledAt: NOW }, nudges: MAX_NUDGES },
      { kind: "begun" },
    ],
    ["sees a call of drover", { seen: { contactAt: NOW } }, { kind: "begun" }],
    ["sees a busy title or hook", { seen: { busyAt: NOW } }, { kind: "begun" }],
    ["sees a user who stepped in", { seen: { typedAt: NOW } }, { kind: "begun" }],
    ["is not taken in by output where its runtime tells", { seen: { outputAt: NOW } }, { kind: "nudge" }],
    ["believes output where its runtime does not tell", { seen: { outputAt: NOW }, tells: false }, { kind: "begun" }],
    ["leaves terminals alone that take no nudges", { takesNudges: false }, { kind: "begun" }],
    ["leaves a question to the user", { state: "waiting-for-permission" }, { kind: "held" }],
    ["leaves what is taken over to the user", { isTakenOver: true }, { kind: "held" }],
    ["leaves what is paused alone", { state: "paused" }, { kind: "held" }],
    ["hands off what is nearly full rather than push it", { state: "context-nearly-full" }, { kind: "held" }],
    ["waits out a limit", { state: "rate-limited", limitedUntil: NOW + 600_000 }, { kind: "held", ms: 600_000 }],
    [
      "looks now and then where the end of a limit is not known",
      { state: "rate-limited" },
      { kind: "held", ms: 5_000 },
    ],
    ["counts silence from when it was let go", { heldAt: NOW - 1_000 }, { kind: "wait", ms: AFTER - 1_000 }],
    [
      "does not call it stalled right after it was held",
      { seen: { startedAt: NOW - 100 * AFTER }, heldAt: NOW - 1_000, nudges: MAX_NUDGES },
      { kind: "wait" },
    ],
  ])("%s", (_name, given, expected) => {
    expect(propel(facts(given))).toMatchObject(expected);
  });
});
