import { createStore, type StoreApi } from "zustand/vanilla";
import type { FeedEvent } from "../../../shared/contract/workspace.ts";
import type { Clock } from "../clock.ts";

/** Events a page keeps: an afternoon of a busy herd, some megabytes. */
export const FEED_LIMIT = 5_000;
/** Events come in storms; nobody reads more often than this, and each look at them costs a drawing. */
const GATHER_MS = 100;

/** The feed, newest first. History and live events may overlap; each event is kept once. */
export interface FeedStore {
  readonly store: StoreApi<{ readonly events: readonly FeedEvent[]; readonly loaded: boolean }>;
  /** History, in any order. */
  addHistory(events: readonly FeedEvent[]): void;
  /** Shown a moment later, together with what comes meanwhile. */
  append(event: FeedEvent): void;
}

export function createFeedStore(clock: Pick<Clock, "after">): FeedStore {
  const store = createStore<{ events: readonly FeedEvent[]; loaded: boolean }>(() => ({ events: [], loaded: false }));
  /** Newest first, none of them in the store. */
  let gathered: FeedEvent[] = [];

  function flush(): void {
    const fresh = gathered;
    gathered = [];
    store.setState(({ events }) => {
      const newest = events[0]?.seq ?? -1;
      const news = fresh.filter(({ seq }) => seq > newest);
      return news.length === 0 ? { events } : { events: [...news, ...events].slice(0, FEED_LIMIT) };
    });
  }

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
      const newest = gathered[0] ?? store.getState().events[0];
      if (newest !== undefined && newest.seq >= event.seq) return;
      gathered.unshift(event);
      if (gathered.length === 1) clock.after(GATHER_MS, flush);
    },
  };
}
