import assert from "node:assert/strict";
import { test } from "node:test";
import { openKitchen } from "./helpers/kitchen.js";

test("finds items by a part of their name", async () => {
  const { pantry } = await openKitchen();
  await pantry("add", "Brown rice", "2");
  await pantry("add", "beans");
  const { lines } = await pantry("search", "RICE");
  assert.equal(lines.length, 1);
  assert.match(lines[0], /^Brown rice +2/);
});

test("says that nothing matches", async () => {
  const { pantry } = await openKitchen();
  assert.deepEqual((await pantry("search", "caviar")).lines, ['Nothing matches "caviar".']);
});
