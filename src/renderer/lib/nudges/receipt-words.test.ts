import { expect, test } from "vitest";
import type { Nudge } from "../../../shared/model/nudge.ts";
import { USER, workerPath } from "../../../shared/model/identity.ts";
import { isOpen, receiptSteps, triesText } from "./receipt-words.ts";

const nudge: Nudge = {
  id: "n-1",
  agent: workerPath("shop", "ada"),
  from: USER,
  text: "Go on",
  kind: "message",
  state: "queued",
  tries: [],
  queuedAt: 1,
  expiresAt: 100,
};
const steps = (change: Partial<Nudge>) => receiptSteps({ ...nudge, ...change }).map(({ state, at }) => [state, at]);

test("shows the whole way, and how far it got on it", () => {
  expect(steps({ state: "delivered", deliveredAt: 2 })).toEqual([
    ["queued", 1],
    ["delivered", 2],
    ["seen", undefined],
    ["acted", undefined],
  ]);
});

test("shows where it broke off in place of the steps it never took", () => {
  expect(steps({ state: "failed", deliveredAt: 2, settledAt: 9 })).toEqual([
    ["queued", 1],
    ["delivered", 2],
    ["failed", 9],
  ]);
  expect(steps({ state: "expired", settledAt: 100 })).toEqual([
    ["queued", 1],
    ["expired", 100],
  ]);
});

test("nothing more comes of one that was settled, acted on, or failed", () => {
  expect(isOpen({ state: "queued" })).toBe(true);
  expect(isOpen({ state: "delivered" })).toBe(true);
  expect(isOpen({ state: "delivered", settledAt: 5 })).toBe(false);
  expect(isOpen({ state: "acted", settledAt: 5 })).toBe(false);
  expect(isOpen({ state: "failed" })).toBe(false);
});

test("says how it was handed over, and how often that was tried", () => {
  const typed = { way: "typed", at: 1, outcome: "nothing came of it" } as const;
  expect(triesText({ tries: [] })).toBe("not tried yet");
  expect(triesText({ tries: [typed] })).toBe("typed into its terminal");
  expect(triesText({ tries: [typed, { way: "hook", at: 2, outcome: "taken" }] })).toBe(
    "tried 2 times, at last by its hook",
  );
});
