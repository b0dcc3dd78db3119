import assert from "node:assert/strict";
import { test } from "node:test";
import { checkUnit, convert } from "../src/units.js";

test("turns dozens into pieces", async () => {
  assert.equal(await convert(2, "dozen", "piece"), 24);
});

test("refuses what it does not know", async () => {
  await assert.rejects(checkUnit("bucket"), /not a unit/);
  await assert.rejects(convert(1, "bucket", "piece"), /cannot be turned/);
});
