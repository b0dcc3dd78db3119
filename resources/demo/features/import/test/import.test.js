import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { test } from "node:test";
import { openKitchen } from "./helpers/kitchen.js";

test("takes in what export printed", async () => {
  const from = await openKitchen();
  await from.pantry("add", 'salt, "fine"', "2");
  await from.pantry("add", "eggs", "1", "--unit", "dozen");
  const csv = `${from.file}.csv`;
  await writeFile(csv, (await from.pantry("export")).lines[0]);
  const to = await openKitchen();
  assert.deepEqual((await to.pantry("import", csv)).lines, ["Imported 2 items."]);
  assert.deepEqual(await to.items(), await from.items());
});
