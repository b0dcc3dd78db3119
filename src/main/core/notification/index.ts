import { ok } from "../../../shared/model/result.ts";
import type { CursoredEvent, SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { Notification } from "../../../shared/model/mail.ts";
import { followEvents } from "../platform/store/follow-events.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import { type NotificationFacts, notify } from "./decide.ts";

export type { NotificationFacts } from "./decide.ts";

/** What the user is told at once, on whatever faces are attached; resumable, so that a face that was away misses nothing. */
export function createNotifications(deps: { readonly store: RecordStore; readonly facts: NotificationFacts }): {
  readonly handlers: SomeHandlers<"notification.watch">;
} {
  async function* present(events: AsyncIterable<LedgerEvent>): AsyncGenerator<CursoredEvent<Notification>> {
    for await (const event of events) {
      const value = notify(event, deps.facts);
      if (value !== undefined) yield { cursor: String(event.seq), value };
    }
  }
  return {
    handlers: {
      "notification.watch": (_input, _caller, after, signal) => {
        const events = followEvents(deps.store, after, signal);
        return events.ok ? ok(present(events.value)) : events;
      },
    },
  };
}
