import assert from "node:assert/strict";
import { test } from "node:test";
import { convert } from "../src/units.js";

test("turns litres into centilitres", async () => {
  assert.equal(await convert(0.5, "l", "cl"), 50);
});

test("does not weigh what is poured", async () => {
  await assert.rejects(convert(1, "l", "dozen"), /cannot be turned/);
});
