import type { QueryClient } from "@tanstack/react-query";
import type { Notification } from "../../../shared/model/mail.ts";
import type { Clock } from "../clock.ts";
import type { Connection } from "../connection/connection.ts";
import { follow } from "../connection/follow.ts";
import type { AttentionStore } from "../attention/attention-store.ts";
import type { FeedStore } from "./feed-store.ts";
import { createInvalidator } from "./invalidator.ts";
import { followItemTimes } from "./item-times.ts";
import type { NotificationStore } from "./notification-store.ts";
import { type QueryFamily, familiesTouchedBy, isOfItems, queryKeys } from "./query-keys.ts";
import type { SessionStore } from "./session-store.ts";

export interface LiveDeps {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly queries: QueryClient;
  readonly sessions: SessionStore;
  readonly feed: FeedStore;
  readonly attention: AttentionStore;
  readonly notifications: NotificationStore;
  /** Whether items are shown as they are now; those of a past moment do not become stale. */
  isOfNow(): boolean;
  /** Whether the user wants to hear of it at all. */
  isWanted(notification: Notification): boolean;
  /** For what the user is told now, not for what was told before this page came. */
  notify(notification: Notification): void;
}

/** History that fills the feed at first. */
const FEED_HISTORY = 500;
/** Events of which the panel shows what was told: an afternoon. */
const NEWS_EVENTS = 2_000;
/** What was told shortly before the page came is still news to whoever looks at it. */
const NEWS_MS = 3_000;

/** Keeps everything on screen in step with the core: events make queries stale, sessions and notifications flow in. */
export function followCore(deps: LiveDeps): () => void {
  const { connection, clock, queries, sessions, feed, attention, notifications, notify } = deps;
  const startedAt = clock.now();
  const invalidator = createInvalidator<QueryFamily>({
    clock,
    refresh: async (families) => {
      await Promise.all(families.map((family) => queries.invalidateQueries({ queryKey: [family] })));
    },
  });

  const stopTimes = followItemTimes({
    clock,
    queries,
    onTime() {
      if (deps.isOfNow()) invalidator.mark(familiesTouchedBy({ kind: "item" }));
    },
  });

  async function readAfresh(): Promise<string | undefined> {
    const overview = await connection.client.call("workspace.overview", {});
    if (!overview.ok) return undefined;
    queries.setQueryData(queryKeys.overview, overview.value);
    void connection.client.call("event.list", { limit: FEED_HISTORY }).then((history) => {
      if (history.ok) feed.addHistory(history.value.events);
    });
    void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "overview" });
    return overview.value.cursor;
  }

  let eventCursor: string | undefined;
  const stopEvents = follow(connection, clock, {
    verb: "event.watch",
    input: {},
    async begin() {
      // After a lost connection the stream is resumed, but what does not go through it may have changed as well.
      if (eventCursor !== undefined) void queries.invalidateQueries();
      eventCursor ??= await readAfresh();
      return eventCursor;
    },
    event(value, cursor) {
      eventCursor = cursor;
      feed.append(value);
      const touched = familiesTouchedBy(value);
      invalidator.mark(deps.isOfNow() ? touched : touched.filter((family) => !isOfItems(family)));
    },
    gap() {
      eventCursor = undefined;
    },
  });

  const stopSessions = follow(connection, clock, {
    verb: "session.watch",
    input: {},
    begin() {
      sessions.begin();
      return undefined;
    },
    event: sessions.take,
  });

  const stopAttention = follow(connection, clock, {
    verb: "attention.watch",
    input: {},
    begin: () => undefined,
    event: attention.take,
  });

  let notificationCursor: string | undefined;
  const stopNotifications = follow(connection, clock, {
    verb: "notification.watch",
    input: { past: NEWS_EVENTS },
    begin: () => notificationCursor,
    event(value, cursor) {
      notificationCursor = cursor;
      if (deps.isWanted(value) && notifications.take(value) && value.at >= startedAt - NEWS_MS) notify(value);
    },
    gap() {
      notificationCursor = undefined;
    },
  });

  return () => {
    stopEvents();
    stopSessions();
    stopAttention();
    stopNotifications();
    stopTimes();
    invalidator.dispose();
  };
}
