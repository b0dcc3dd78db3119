import assert from "node:assert/strict";
import { test } from "node:test";
import { save } from "../src/store.js";
import { openKitchen } from "./helpers/kitchen.js";

test("lists the oldest first", async () => {
  const { pantry, file } = await openKitchen();
  await save(file, [
    { name: "new", added: "2026-02-20", amount: 1 },
    { name: "old", added: "2026-01-10", amount: 1 },
  ]);
  const { lines } = await pantry("list", "--sort", "age");
  assert.deepEqual(lines.slice(1).map((line) => line.split(" ")[0]), ["old", "new"]);
});
