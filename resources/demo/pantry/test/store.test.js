import assert from "node:assert/strict";
import { test } from "node:test";
import { load, save } from "../src/store.js";
import { openKitchen } from "./helpers/kitchen.js";

test("gives back what was saved", async () => {
  const { file } = await openKitchen();
  assert.deepEqual(await load(file), []);
  await save(file, [{ name: "salt" }]);
  assert.deepEqual(await load(file), [{ name: "salt" }]);
});
