import assert from "node:assert/strict";
import { test } from "node:test";
import { openKitchen } from "./helpers/kitchen.js";

test("lists the most first, and the same amounts by name", async () => {
  const { pantry } = await openKitchen();
  for (const [name, amount] of [["rice", "2"], ["beans", "7"], ["corn", "2"]]) await pantry("add", name, amount);
  const { lines } = await pantry("list", "--sort", "amount");
  assert.deepEqual(lines.slice(1).map((line) => line.split(" ")[0]), ["beans", "corn", "rice"]);
});
