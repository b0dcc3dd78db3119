import { expect, test } from "vitest";
import { memoryStorage } from "../../lib/storage.ts";
import { FIRST_VIEW, PRESETS, isSameFilter, queryOf, readView, saveView, sortedBy } from "./view.ts";

test("asks for matches the best first, but keeps an order the user chose", () => {
  expect(queryOf({ ...FIRST_VIEW, filter: { overdue: true } })).toEqual({ overdue: true, sort: "ready" });
  expect(queryOf({ ...FIRST_VIEW, text: " log in " })).toEqual({ text: "log in" });
  expect(queryOf({ ...FIRST_VIEW, text: "log", sort: "due", isReversed: true })).toEqual({
    text: "log",
    sort: "due",
    reverse: true,
  });
});

test("turns an order round at the second press, and gives it up at the third", () => {
  const once = sortedBy(FIRST_VIEW, "title");
  const twice = sortedBy(once, "title");
  expect([once.sort, once.isReversed]).toEqual(["title", false]);
  expect([twice.sort, twice.isReversed]).toEqual(["title", true]);
  expect(sortedBy(twice, "title")).toEqual(FIRST_VIEW);
});

test("knows a filter again whatever the order of its parts", () => {
  expect(isSameFilter({ labels: ["a", "b"], overdue: true }, { overdue: true, labels: ["b", "a"] })).toBe(true);
  expect(isSameFilter({ labels: ["a"] }, {})).toBe(false);
  const names = PRESETS.map(({ filter }) => PRESETS.filter((other) => isSameFilter(other.filter, filter)).length);
  expect(names.every((same) => same === 1)).toBe(true);
});

test("keeps filter, order and grouping over a reload, but no words, and reads damaged ones as none", () => {
  const storage = memoryStorage();
  const view = { filter: { labels: ["ui"] }, text: "typed", sort: "due", isReversed: true, grouping: "stage" } as const;
  saveView(storage, { ...view, filter: { labels: ["ui"] } });
  expect(readView(storage)).toEqual({ ...view, text: "" });
  storage.set("drover.backlog.view", '{"sort":"colour","grouping":7,"filter":[]}');
  expect(readView(storage)).toEqual({ ...FIRST_VIEW, sort: "ready" });
});
