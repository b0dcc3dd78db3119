import { createStore, type StoreApi } from "zustand/vanilla";
import type { FeedEvent } from "../../../shared/contract/workspace.ts";

/** Events a page keeps: an afternoon of a busy herd, some megabytes. */
export const FEED_LIMIT = 5_000;

/** The feed, newest first. History and live events may overlap; each event is kept once. */
export interface FeedStore {
  readonly store: StoreApi<{ readonly events: readonly FeedEvent[]; readonly loaded: boolean }>;
  /** History, in any order. */
  addHistory(events: readonly FeedEvent[]): void;
  append(event: FeedEvent): void;
}

export function createFeedStore(): FeedStore {
  const store = createStore<{ events: readonly FeedEvent[]; loaded: boolean }>(() => ({ events: [], loaded: false }));
  return {
    store,
    addHistory(events) {
      store.setState((state) => {
        const bySeq = new Map([...state.events, ...events].map((event) => [event.seq, event]));
        const merged = [...bySeq.values()].toSorted((a, b) => b.seq - a.seq).slice(0, FEED_LIMIT);
        return { events: merged, loaded: true };
      });
    },
    append(event) {
      store.setState(({ events }) => {
        const newest = events[0];
        if (newest !== undefined && newest.seq >= event.seq) return { events };
        return { events: [event, ...events.slice(0, FEED_LIMIT - 1)] };
      });
    },
  };
}
