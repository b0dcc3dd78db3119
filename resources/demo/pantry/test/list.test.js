import assert from "node:assert/strict";
import { test } from "node:test";
import { openKitchen } from "./helpers/kitchen.js";

test("says that nothing is there", async () => {
  const { pantry } = await openKitchen();
  assert.deepEqual((await pantry("list")).lines, ["The pantry is empty."]);
});

test("lists by name", async () => {
  const { pantry } = await openKitchen();
  await pantry("add", "rice", "2");
  await pantry("add", "beans", "3");
  const { lines } = await pantry("list");
  assert.match(lines[0], /^Item +Amount/);
  assert.match(lines[1], /^beans +3/);
  assert.match(lines[2], /^rice +2/);
});

test("names the orders there are", async () => {
  const { pantry } = await openKitchen();
  const { code, lines } = await pantry("list", "--sort", "colour");
  assert.equal(code, 1);
  assert.match(lines[0], /there are name/);
});
