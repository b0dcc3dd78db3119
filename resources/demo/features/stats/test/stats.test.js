import assert from "node:assert/strict";
import { test } from "node:test";
import { save } from "../src/store.js";
import { openKitchen } from "./helpers/kitchen.js";

test("counts by category and what has expired", async () => {
  const { pantry, file } = await openKitchen();
  await save(file, [
    { name: "milk", added: "2026-01-20", amount: 1, category: "dairy", expires: "2026-02-01" },
    { name: "cheese", added: "2026-01-20", amount: 1, category: "dairy" },
    { name: "salt", added: "2025-06-01", amount: 1 },
  ]);
  assert.deepEqual((await pantry("stats")).lines, ["dairy  2", "other  1", "3 items, 1 expired"]);
});
