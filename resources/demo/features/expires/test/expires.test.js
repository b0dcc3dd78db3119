import assert from "node:assert/strict";
import { test } from "node:test";
import { openKitchen } from "./helpers/kitchen.js";

test("keeps the day an item expires, and lists it", async () => {
  const { pantry, items } = await openKitchen();
  await pantry("add", "milk", "1", "--expires", "2026-03-04");
  assert.equal((await items())[0].expires, "2026-03-04");
  const { lines } = await pantry("list");
  assert.match(lines[0], /Expires/);
  assert.match(lines[1], /2026-03-04/);
});

test("refuses what is no day", async () => {
  const { pantry } = await openKitchen();
  assert.equal((await pantry("add", "milk", "1", "--expires", "soon")).code, 1);
});
