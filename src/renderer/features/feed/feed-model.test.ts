import { expect, test } from "vitest";
import type { FeedEvent } from "../../../shared/contract/workspace.ts";
import { USER } from "../../../shared/model/identity.ts";
import { feedKinds, filterFeed } from "./feed-model.ts";

const event = (seq: number, kind: string, text: string): FeedEvent => ({
  seq,
  at: seq,
  ledger: "demo",
  kind,
  subject: `dm-${seq}`,
  type: "x",
  actor: USER,
  text,
});
const events = [
  event(1, "item", "created Parse dates"),
  event(2, "convoy", "started Sprint"),
  event(3, "item", "landed"),
];

test("filters by words and kind", () => {
  expect(filterFeed(events, "parse DATES", undefined).map(({ seq }) => seq)).toEqual([1]);
  expect(filterFeed(events, "dm-3", undefined).map(({ seq }) => seq)).toEqual([3]);
  expect(filterFeed(events, "", "convoy").map(({ seq }) => seq)).toEqual([2]);
});

test("names the kinds that occur", () => {
  expect(feedKinds(events)).toEqual(["convoy", "item"]);
});
