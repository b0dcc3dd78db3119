import { expect, test } from "vitest";
import type { FeedEvent } from "../../../shared/contract/workspace.ts";
import { USER } from "../../../shared/model/identity.ts";
import { burstOf, linesOf } from "./feed-bursts.ts";
import { NO_FILTER, filterFeed, isNarrowed, readFilter, valuesOf } from "./feed-filter.ts";

const event = (seq: number, more: Partial<FeedEvent> = {}): FeedEvent => ({
  ...{ seq, at: seq * 1_000, ledger: "demo", kind: "item", subject: `dm-${seq}`, type: "x", actor: USER, text: "" },
  ...more,
});
const events = [
  event(3, { text: "landed" }),
  event(2, { kind: "convoy", text: "started Sprint", ledger: "web" }),
  event(1, { text: "created Parse dates" }),
];
const seqs = (some: readonly FeedEvent[]) => some.map(({ seq }) => seq);

test("filters by words, kinds, projects and actors, all of which must hold", () => {
  expect(seqs(filterFeed(events, { ...NO_FILTER, text: "parse DATES" }))).toEqual([1]);
  expect(seqs(filterFeed(events, { ...NO_FILTER, text: "dm-3" }))).toEqual([3]);
  expect(seqs(filterFeed(events, { ...NO_FILTER, kinds: ["convoy", "mail"] }))).toEqual([2]);
  expect(seqs(filterFeed(events, { ...NO_FILTER, projects: ["demo"], actors: [USER] }))).toEqual([3, 1]);
  expect(filterFeed(events, NO_FILTER)).toBe(events);
  expect(isNarrowed({ ...NO_FILTER, text: "  " })).toBe(false);
});

test("names the values that occur", () => {
  expect(valuesOf(events, "kind")).toEqual(["convoy", "item"]);
  expect(valuesOf(events, "ledger")).toEqual(["demo", "web"]);
});

test("reads what was kept, and nothing else", () => {
  expect(readFilter(JSON.stringify({ text: "a", kinds: ["item", 5] }))).toEqual({
    ...NO_FILTER,
    text: "a",
    kinds: ["item"],
  });
  expect(readFilter("no json")).toEqual(NO_FILTER);
  expect(readFilter(undefined)).toEqual(NO_FILTER);
});

test("folds a burst of the same by the same, and unfolds it while it grows", () => {
  const burst = [5, 4, 3, 2].map((seq) => event(seq));
  const all = [event(9, { type: "y" }), ...burst, event(1, { actor: "manager" as FeedEvent["actor"] })];
  const folded = linesOf(all, new Set());
  expect(folded.map(({ event: { seq }, more }) => [seq, more])).toEqual([
    [9, 0],
    [5, 3],
    [1, 0],
  ]);
  const [, line] = folded;
  const name = line === undefined ? 0 : burstOf(all, line);
  expect(name).toBe(2);
  const grown = linesOf([event(6), ...burst], new Set([name]));
  expect(grown.map(({ event: { seq }, more, under }) => [seq, more, under])).toEqual([
    [6, 4, undefined],
    [5, 0, 2],
    [4, 0, 2],
    [3, 0, 2],
    [2, 0, 2],
  ]);
  expect(linesOf(burst.slice(1), new Set())).toHaveLength(3);
  expect(linesOf([event(100), event(5), event(4), event(3)], new Set())).toHaveLength(4);
});
