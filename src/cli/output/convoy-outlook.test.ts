import { expect, it } from "vitest";
import type { OutputOf } from "../../shared/contract/contract.ts";
import { workerPath } from "../../shared/model/identity.ts";
import { outlookFields, outlookText } from "./convoy-outlook.ts";
import { createStyle } from "./style.ts";

const plain = createStyle({ env: {}, outIsTerminal: false }, false);
const MIN = 60_000;

const outlook: OutputOf<"convoy.outlook"> = {
  convoy: "cv-1",
  forecast: { state: "known", earliest: 10 * MIN, likely: 20 * MIN, latest: 40 * MIN, basis: ["Up to 2 at a time."] },
  criticalPath: {
    items: [
      { id: "a-1", title: "One" },
      { id: "a-2", title: "Two" },
    ],
    ms: 20 * MIN,
  },
  width: 2,
  swarm: [{ agent: workerPath("shop", "ada"), item: "a-1", title: "One", stage: "in-progress", state: "working" }],
  waiting: [{ item: "a-2", title: "Two", on: [{ item: "x-1", title: "X", isOutside: true }], why: "sent\u001bback" }],
  cost: {
    soFar: { usd: 1.5, source: "priced", unpriced: 0 },
    sessions: 2,
    tokens: 1_200,
    toCome: { low: 1, likely: 2, high: 3 },
    basis: "By what 3 finished items like them cost.",
  },
  burnUp: [],
};

it("says when a convoy will be done and what it costs, with what that rests on", () => {
  expect(outlookFields(outlook, 0)).toEqual([
    ["done", "in 20 min, most likely between 10 min and 40 min"],
    ["critical path", "a-1 → a-2"],
    ["cost so far", "$1.50, 1.2k tokens"],
    ["cost to come", "$2.00, most likely between $1.00 and $3.00"],
  ]);
  expect(outlookText(outlook, plain)).toBe(
    "  Up to 2 at a time.\n\nSwarm\n  ada  a-1  One  working\n\nWaiting\n  a-2  x-1 (outside it), sent␛back\n",
  );
});

it("says unknown where it is, and nothing where all is done", () => {
  const { toCome: _, ...cost } = outlook.cost;
  const unknown = { ...outlook, forecast: { state: "unknown" as const, basis: [] }, cost };
  expect(outlookFields(unknown, 0)).toContainEqual(["done", "unknown"]);
  expect(outlookFields(unknown, 0)).toContainEqual(["cost to come", "unknown"]);
  const done = { ...outlook, forecast: { state: "done" as const, basis: [] } };
  expect(outlookFields(done, 0)).toContainEqual(["done", undefined]);
});
