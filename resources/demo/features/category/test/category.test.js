import assert from "node:assert/strict";
import { test } from "node:test";
import { openKitchen } from "./helpers/kitchen.js";

test("puts items into categories, in lower case", async () => {
  const { pantry, items } = await openKitchen();
  await pantry("add", "milk", "1", "--category", "Dairy");
  assert.equal((await items())[0].category, "dairy");
  const { lines } = await pantry("list");
  assert.match(lines[0], /Category/);
});
