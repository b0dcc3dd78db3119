import { expect, test } from "vitest";
import { type EntryKind, type PaletteEntry, indexEntries, searchEntries } from "./palette-search.ts";

const entry = (kind: EntryKind, group: string, title: string, words = ""): PaletteEntry => ({
  id: title,
  kind,
  group,
  title,
  words,
});
const index = indexEntries([
  entry("command", "Commands", "New item…", "create issue"),
  entry("command", "Commands", "Go to the merge queue"),
  entry("item", "Items", "Parse ISO dates", "dm-4f2"),
  entry("item", "Items", "Print dates", "dm-9aa"),
]);
const FRAME_MS = 16;
const find = (text: string, perGroup = 10) =>
  searchEntries(index, text, { found: 10, perGroup }).map(({ title }) => title);

test("shows the first of each group before anything is typed", () => {
  expect(find("", 1)).toEqual(["New item…", "Parse ISO dates"]);
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

test("shows so many of a group that others are seen, too", () => {
  expect(find("dates", 1)).toHaveLength(1);
});

test("keeps up with ten thousand items: every letter of a query well below a frame", () => {
  const words = ["parse", "retry", "upload", "cache", "token", "layout", "render", "queue", "merge", "agent"];
  const title = (n: number) => [1, 7, 31, 101].map((prime) => words[Math.floor(n / prime) % words.length]).join(" ");
  const large = indexEntries(
    Array.from({ length: 10_000 }, (_, n) => entry("item", "Items", title(n), `dm-${n.toString(36)} bug urgent`)),
  );
  const query = "merge queue up";
  const took = Array.from(query, (_, at) => {
    const started = performance.now();
    searchEntries(large, query.slice(0, at + 1), { found: 80, perGroup: 8 });
    return performance.now() - started;
  }).toSorted((a, b) => a - b);
  // The median, since a machine that tests much at once stops for longer now and then.
  expect(took[Math.floor(took.length / 2)]).toBeLessThan(FRAME_MS);
});
