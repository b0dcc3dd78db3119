import assert from "node:assert/strict";
import { test } from "node:test";
import { openKitchen } from "./helpers/kitchen.js";

test("adds an item with amount and unit", async () => {
  const { pantry, items } = await openKitchen();
  await pantry("add", "eggs", "2", "--unit", "dozen");
  assert.deepEqual(await items(), [{ name: "eggs", added: "2026-03-01", amount: 2, unit: "dozen" }]);
});

test("adds to what is there, in its unit", async () => {
  const { pantry, items } = await openKitchen();
  await pantry("add", "eggs", "1", "--unit", "dozen");
  await pantry("add", "Eggs", "6", "--unit", "piece");
  assert.equal((await items())[0].amount, 1.5);
});

test("refuses an amount that is none", async () => {
  const { pantry } = await openKitchen();
  assert.deepEqual(await pantry("add", "eggs", "many"), { code: 1, lines: ['"many" is not an amount.'] });
});
