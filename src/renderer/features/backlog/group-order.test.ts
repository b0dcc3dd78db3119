import { expect, test } from "vitest";
import { orderValues } from "./group-order.ts";

const values = (...names: readonly (string | null)[]) => names.map((value, index) => ({ value, count: index }));
const names = (ordered: readonly { readonly value: string | null }[]) => ordered.map(({ value }) => value);

test("orders stages as work goes, priorities by urgency, people by name with you first, and what has none last", () => {
  expect(names(orderValues(values("closed", "ready", "in-progress"), "stage"))).toEqual([
    "in-progress",
    "ready",
    "closed",
  ]);
  expect(names(orderValues(values("3", "0", "2"), "priority"))).toEqual(["0", "2", "3"]);
  expect(names(orderValues(values(null, "demo/workers/ada", "user", "demo/crew/bo"), "assignee"))).toEqual([
    "user",
    "demo/crew/bo",
    "demo/workers/ada",
    null,
  ]);
  // The largest first, and what has none behind them however much it is.
  expect(names(orderValues(values("ui", "auth", null), "label"))).toEqual(["auth", "ui", null]);
});
