import assert from "node:assert/strict";
import { test } from "node:test";
import { openKitchen } from "./helpers/kitchen.js";

test("counts by category and what has expired", async () => {
  const { pantry } = await openKitchen();
  await pantry("add", "milk", "1", "--category", "dairy", "--expires", "2026-02-01");
  await pantry("add", "cheese", "1", "--category", "dairy");
  await pantry("add", "salt");
  assert.deepEqual((await pantry("stats")).lines, ["dairy  2", "other  1", "3 items, 1 expired"]);
});
