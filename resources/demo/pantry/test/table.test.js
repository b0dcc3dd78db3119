import assert from "node:assert/strict";
import { test } from "node:test";
import { table } from "../src/table.js";

test("aligns columns", () => {
  assert.deepEqual(table([["a", "bb"], ["ccc", "d"]]), ["a    bb", "ccc  d"]);
});
