import assert from "node:assert/strict";
import { test } from "node:test";
import { openKitchen } from "./helpers/kitchen.js";

test("lists what expires, the most urgent first", async () => {
  const { pantry } = await openKitchen();
  await pantry("add", "jam", "1", "--expires", "2027-01-01");
  await pantry("add", "milk", "1", "--expires", "2026-03-04");
  await pantry("add", "fish", "1", "--expires", "2026-02-27");
  assert.deepEqual((await pantry("soon")).lines, ["fish has expired", "milk in 3 days"]);
  assert.deepEqual((await pantry("soon", "--days", "1")).lines, ["fish has expired"]);
});
