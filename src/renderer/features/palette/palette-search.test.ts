import { expect, test } from "vitest";
import { searchEntries } from "./palette-search.ts";

const entry = (group: string, title: string, words = "") => ({ id: title, group, title, words });
const entries = [
  entry("Commands", "New item…", "create issue"),
  entry("Commands", "Go to the merge queue"),
  entry("Items", "Parse ISO dates", "dm-4f2"),
  entry("Items", "Print dates", "dm-9aa"),
];
const find = (text: string) => searchEntries(entries, text, { found: 10, perGroup: 1 }).map(({ title }) => title);

test("shows the first of each group before anything is typed", () => {
  expect(find("")).toEqual(["New item…", "Parse ISO dates"]);
});

test("finds by title, by other words and by id", () => {
  expect(find("merge")).toEqual(["Go to the merge queue"]);
  expect(find("create")).toEqual(["New item…"]);
  expect(find("4f2")).toEqual(["Parse ISO dates"]);
});

test("finds words in any order, and nothing where nothing fits", () => {
  expect(find("dates parse")).toEqual(["Parse ISO dates"]);
  expect(find("zzz")).toEqual([]);
});
