import assert from "node:assert/strict";
import { test } from "node:test";
import { toCsv } from "../src/csv.js";
import { openKitchen } from "./helpers/kitchen.js";

test("quotes what needs it", () => {
  assert.equal(toCsv([["a,b", 'say "hi"', "plain"]]), '"a,b","say ""hi""",plain\n');
});

test("prints a head and a line for each item", async () => {
  const { pantry } = await openKitchen();
  await pantry("add", "salt, fine", "2");
  const [text] = (await pantry("export")).lines;
  assert.match(text, /^name,amount,unit/);
  assert.match(text, /\n"salt, fine",2/);
});
