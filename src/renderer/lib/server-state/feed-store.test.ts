import { expect, test } from "vitest";
import type { FeedEvent } from "../../../shared/contract/workspace.ts";
import { USER } from "../../../shared/model/identity.ts";
import { manualClock } from "../../testing/manual-clock.ts";
import { FEED_LIMIT, createFeedStore } from "./feed-store.ts";

const event = (seq: number): FeedEvent => ({
  seq,
  at: seq,
  ledger: "demo",
  kind: "item",
  subject: `demo-${seq}`,
  type: "itemEdited",
  actor: USER,
  text: `event ${seq}`,
});
const seqs = (feed: ReturnType<typeof createFeedStore>) => feed.store.getState().events.map(({ seq }) => seq);

test("keeps each event once when history and live events overlap", async () => {
  const clock = manualClock();
  const feed = createFeedStore(clock);
  feed.append(event(4));
  feed.append(event(5));
  feed.addHistory([event(1), event(2), event(4), event(3)]);
  await clock.advance(100);
  expect(seqs(feed)).toEqual([5, 4, 3, 2, 1]);
});

test("ignores an event that a resumed stream tells again", async () => {
  const clock = manualClock();
  const feed = createFeedStore(clock);
  feed.append(event(7));
  feed.append(event(7));
  feed.append(event(6));
  await clock.advance(100);
  expect(seqs(feed)).toEqual([7]);
});

test("forgets the oldest beyond its limit", async () => {
  const clock = manualClock();
  const feed = createFeedStore(clock);
  feed.addHistory(Array.from({ length: FEED_LIMIT }, (_, seq) => event(seq)));
  feed.append(event(FEED_LIMIT));
  await clock.advance(100);
  const kept = seqs(feed);
  expect(kept).toHaveLength(FEED_LIMIT);
  expect(kept.at(-1)).toBe(1);
});

test("draws once for a storm", async () => {
  const clock = manualClock();
  const feed = createFeedStore(clock);
  let drawn = 0;
  feed.store.subscribe(() => (drawn += 1));
  for (let seq = 1; seq <= 200; seq += 1) feed.append(event(seq));
  await clock.advance(100);
  expect(drawn).toBe(1);
  expect(seqs(feed)[0]).toBe(200);
  expect(seqs(feed)).toHaveLength(200);
});
