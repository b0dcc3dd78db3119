import assert from "node:assert/strict";
import { test } from "node:test";
import { openKitchen } from "./helpers/kitchen.js";

test("takes an amount away", async () => {
  const { pantry, items } = await openKitchen();
  await pantry("add", "apples", "5");
  await pantry("use", "apples", "2");
  assert.equal((await items())[0].amount, 3);
});

test("refuses to take more than there is", async () => {
  const { pantry } = await openKitchen();
  await pantry("add", "apples", "1");
  assert.deepEqual(await pantry("use", "apples", "2"), { code: 1, lines: ["There is only 1 of apples."] });
});
