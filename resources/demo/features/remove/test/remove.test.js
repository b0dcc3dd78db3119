import assert from "node:assert/strict";
import { test } from "node:test";
import { openKitchen } from "./helpers/kitchen.js";

test("removes an item whatever the case of its name", async () => {
  const { pantry, items } = await openKitchen();
  await pantry("add", "Flour");
  await pantry("add", "sugar");
  assert.deepEqual(await pantry("remove", "flour"), { code: 0, lines: ["Removed Flour."] });
  assert.deepEqual((await items()).map((item) => item.name), ["sugar"]);
});

test("says when there is nothing to remove", async () => {
  const { pantry } = await openKitchen();
  assert.deepEqual(await pantry("remove", "salt"), { code: 1, lines: ["There is no salt in the pantry."] });
});
