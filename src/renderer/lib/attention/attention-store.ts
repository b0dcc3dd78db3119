import { type StoreApi, createStore } from "zustand/vanilla";
import type { AttentionList } from "../../../shared/contract/attention.ts";
import type { AttentionEntry } from "../../../shared/model/attention.ts";

export interface AttentionState {
  /** Undefined until the core has told it. */
  readonly list: AttentionList | undefined;
  /** The entry that the pane shows in full, and that commands act on. */
  readonly chosen: string | undefined;
  /** Where the chosen one stands, so that the one behind it takes its place when it goes. */
  readonly place: number;
}

/** What needs the user, as the core tells it: one list for pane, counts, badge and commands. */
export interface AttentionStore {
  readonly store: StoreApi<AttentionState>;
  take(list: AttentionList): void;
  choose(id: string | undefined): void;
  /** The one so many places further, around the ends; answers it. */
  step(by: 1 | -1): AttentionEntry | undefined;
}

export function createAttentionStore(): AttentionStore {
  const store = createStore<AttentionState>(() => ({ list: undefined, chosen: undefined, place: 0 }));
  const choose = (id: string | undefined) => {
    const place = store.getState().list?.entries.findIndex((entry) => entry.id === id) ?? -1;
    store.setState(place < 0 ? { chosen: id } : { chosen: id, place });
  };
  return {
    store,
    take(list) {
      const { chosen, place } = store.getState();
      const now = list.entries.findIndex(({ id }) => id === chosen);
      // One that was put off may be looked at on; one that is over makes room for the next.
      if (now >= 0) store.setState({ list, place: now });
      else if (chosen === undefined || list.putOff.some(({ id }) => id === chosen)) store.setState({ list });
      else store.setState({ list, chosen: list.entries[Math.min(place, list.entries.length - 1)]?.id });
    },
    choose,
    step(by) {
      const { list, chosen, place } = store.getState();
      const entries = list?.entries ?? [];
      const now = entries.findIndex(({ id }) => id === chosen);
      const from = now >= 0 ? now + by : by > 0 ? (chosen === undefined ? 0 : place) : place - 1;
      const next = entries[(from + entries.length) % Math.max(1, entries.length)];
      if (next !== undefined) choose(next.id);
      return next;
    },
  };
}

/** What the pane shows: the chosen one, else the first. */
export function chosenEntry({ list, chosen }: AttentionState): AttentionEntry | undefined {
  if (list === undefined) return undefined;
  return [...list.entries, ...list.putOff].find(({ id }) => id === chosen) ?? list.entries[0];
}

/** The one number. */
export function attentionCount({ list }: AttentionState): number | undefined {
  return list?.entries.length;
}
