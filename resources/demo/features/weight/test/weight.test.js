import assert from "node:assert/strict";
import { test } from "node:test";
import { convert } from "../src/units.js";
import { openKitchen } from "./helpers/kitchen.js";

test("turns kilograms into grams", async () => {
  assert.equal(await convert(1.5, "kg", "g"), 1500);
});

test("adds grams to kilograms", async () => {
  const { pantry, items } = await openKitchen();
  await pantry("add", "flour", "1", "--unit", "kg");
  await pantry("add", "flour", "500", "--unit", "g");
  assert.equal((await items())[0].amount, 1.5);
});
