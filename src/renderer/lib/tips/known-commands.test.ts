import { expect, test } from "vitest";
import { memoryStorage } from "../storage.ts";
import { createKnownCommands } from "./known-commands.ts";

test("what is known stays known over a reload, until all tips are wanted again", () => {
  const storage = memoryStorage();
  createKnownCommands(storage).add("item.sling");
  const again = createKnownCommands(storage);
  expect([...again.store.getState()]).toEqual(["item.sling"]);
  again.forget();
  expect(createKnownCommands(storage).store.getState().size).toBe(0);
});

test("something else in the storage is nothing known", () => {
  const storage = memoryStorage();
  storage.set("drover.tips", '{"item.sling":true}');
  expect(createKnownCommands(storage).store.getState().size).toBe(0);
});
