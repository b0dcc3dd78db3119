import { expect, test } from "vitest";
import { memoryStorage } from "../../lib/storage.ts";
import { readLayout } from "./layout-storage.ts";

const stored = (value: unknown) => {
  const storage = memoryStorage();
  storage.set("drover.layout", typeof value === "string" ? value : JSON.stringify(value));
  return readLayout(storage);
};
const dock = (params: unknown) => ({ grid: {}, panels: { one: { id: "one", params } } });

test("reads back a layout whose panes are all known", () => {
  expect(stored({ version: 1, dock: dock({ kind: "item", item: "dm-1" }) })).toBeDefined();
});

test("gives up what is damaged, of another version, empty, or shows an unknown pane", () => {
  expect(stored("{")).toBeUndefined();
  expect(stored("null")).toBeUndefined();
  expect(stored({ version: 99, dock: dock({ kind: "board" }) })).toBeUndefined();
  expect(stored({ version: 1, dock: { grid: {}, panels: {} } })).toBeUndefined();
  expect(stored({ version: 1, dock: dock({ kind: "spreadsheet" }) })).toBeUndefined();
  expect(stored({ version: 1, dock: dock({ kind: "terminal" }) })).toBeUndefined();
  expect(stored({ version: 1, dock: dock(undefined) })).toBeUndefined();
});
