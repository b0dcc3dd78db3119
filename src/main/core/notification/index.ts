import type { AttentionList } from "../../../shared/contract/attention.ts";
import type { CursoredEvent, SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { Notification } from "../../../shared/model/mail.ts";
import { ok } from "../../../shared/model/result.ts";
import { followEvents } from "../platform/store/follow-events.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import { notifyOf } from "./asking.ts";
import { type NotificationFacts, notify } from "./decide.ts";
import { mergeStreams } from "./merge-streams.ts";
import { createRepeats } from "./repeats.ts";

export type { NotificationFacts } from "./decide.ts";

export interface NotificationDeps {
  readonly store: RecordStore;
  readonly facts: NotificationFacts;
  /** What needs the user, now and whenever it is another list, until the signal. */
  attention(signal: AbortSignal): AsyncIterable<Pick<AttentionList, "entries">>;
}

/** What the user is told at once, on whatever faces are attached; resumable, so that a face that was away misses nothing. */
export function createNotifications({ store, facts, attention }: NotificationDeps): {
  readonly handlers: SomeHandlers<"notification.watch">;
} {
  type Told = CursoredEvent<Notification>;

  async function* ofEvents(events: AsyncIterable<LedgerEvent>): AsyncGenerator<Told> {
    const repeats = createRepeats();
    for await (const event of events) {
      const value = notify(event, facts);
      const isNews = repeats.isNews(event, value);
      if (isNews && value !== undefined) yield { cursor: String(event.seq), value };
    }
  }

  async function* ofAttention(lists: AsyncIterable<Pick<AttentionList, "entries">>): AsyncGenerator<Told> {
    let told = new Set<string>();
    for await (const { entries } of lists) {
      const now = entries.map(notifyOf).filter((one) => one !== undefined);
      for (const value of now) if (!told.has(value.id)) yield { cursor: String(store.lastSeq), value };
      told = new Set(now.map(({ id }) => id));
    }
  }

  return {
    handlers: {
      "notification.watch": ({ past = 0 }, _caller, after, signal) => {
        const early = past === 0 ? undefined : String(Math.max(0, store.lastSeq - past));
        const asked = followEvents(store, after ?? early, signal);
        // What is not kept any more was told long ago.
        const events = asked.ok || after !== undefined ? asked : followEvents(store, undefined, signal);
        if (!events.ok) return events;
        return ok(mergeStreams([ofEvents(events.value), ofAttention(attention(signal))], signal));
      },
    },
  };
}
