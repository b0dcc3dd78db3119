import { expect, it } from "vitest";
import { type Care, type SessionFacts, careFor } from "./decide.ts";

const limits = { stallMs: 30_000, graceMs: 10_000 };
const NOW = 10_000_000;
const working: SessionFacts = {
  state: "working",
  hasWork: true,
  heardAt: NOW,
  idleSince: undefined,
  probes: 0,
  probedAt: undefined,
};
const silent = (ms: number, more: Partial<SessionFacts> = {}): SessionFacts => ({
  ...working,
  heardAt: NOW - ms,
  ...more,
});
const done = (ms: number, more: Partial<SessionFacts> = {}): SessionFacts =>
  silent(ms, { hasWork: false, idleSince: NOW - ms, ...more });

const cases: readonly (readonly [string, SessionFacts, Care["kind"]])[] = [
  ["leaves one alone that was heard of just now", working, "leave"],
  ["leaves one alone that is silent for less than a stall", silent(29_999), "leave"],
  ["probes one that is silent for a stall", silent(30_000), "probe"],
  ["probes one whose state is unknown", silent(30_000, { state: "unknown" }), "probe"],
  ["waits for an answer before it probes again", silent(60_000, { probes: 1, probedAt: NOW - 29_000 }), "leave"],
  ["probes again when the first was not answered", silent(60_000, { probes: 1, probedAt: NOW - 30_000 }), "probe"],
  ["waits longer after each probe", silent(200_000, { probes: 2, probedAt: NOW - 59_000 }), "leave"],
  ["restarts after three unanswered probes", silent(300_000, { probes: 3, probedAt: NOW - 120_000 }), "restart"],
  ["never touches one that waits for a permission", silent(9_000_000, { state: "waiting-for-permission" }), "leave"],
  ["never touches one that a user types into", silent(9_000_000, { state: "user-typing" }), "leave"],
  ["waits out a rate limit", silent(9_000_000, { state: "rate-limited" }), "leave"],
  ["lets one that is done leave by itself", done(9_999), "leave"],
  ["ends one that is done and did not leave", done(10_000), "end"],
  ["does not end one that is done and still says something", done(60_000, { heardAt: NOW - 1000 }), "leave"],
];

it.each(cases)("%s", (_name, facts, care) => {
  expect(careFor(facts, limits, NOW).kind).toBe(care);
});
