import { expect, test } from "vitest";
import { draftGate, gateOf } from "./gate-draft.ts";

const NOW = new Date(2026, 10, 21, 12).getTime();

test("becomes a gate once it says all that its kind needs", () => {
  expect(gateOf({ kind: "human", for: "ignored", until: "" }, NOW)).toEqual({ kind: "human" });
  expect(gateOf({ kind: "timer", for: "", until: "" }, NOW)).toBeUndefined();
  expect(gateOf({ kind: "timer", for: "", until: "never" }, NOW)).toBeUndefined();
  expect(gateOf({ kind: "timer", for: "", until: "in 2 days" }, NOW)?.until).toBeGreaterThan(NOW);
  expect(gateOf({ kind: "item", for: " ", until: "" }, NOW)).toBeUndefined();
  expect(gateOf({ kind: "item", for: " a-1 ", until: "" }, NOW)).toEqual({ kind: "item", for: "a-1" });
  expect(gateOf({ kind: "wish", for: "", until: "" }, NOW)).toBeUndefined();
});

test("begins with what the gate has", () => {
  expect(draftGate(undefined)).toEqual({ kind: "human", for: "", until: "" });
  expect(draftGate({ kind: "run", for: "x", until: Date.UTC(2026, 11, 24) })).toEqual({
    kind: "run",
    for: "x",
    until: "2026-12-24",
  });
});
