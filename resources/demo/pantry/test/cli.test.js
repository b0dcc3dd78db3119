import assert from "node:assert/strict";
import { test } from "node:test";
import { openKitchen } from "./helpers/kitchen.js";

test("explains an unknown command", async () => {
  const { pantry } = await openKitchen();
  assert.deepEqual(await pantry("cook"), { code: 2, lines: ['There is no command "cook". Try: pantry help'] });
});

test("lists the commands", async () => {
  const { pantry } = await openKitchen();
  const { lines } = await pantry("help");
  assert.ok(lines.some((line) => line.startsWith("pantry add NAME")));
});
