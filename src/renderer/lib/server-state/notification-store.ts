import { createStore, type StoreApi } from "zustand/vanilla";
import type { Notification } from "../../../shared/model/mail.ts";
import type { KeyValueStorage } from "../storage.ts";

const READ_KEY = "drover.notifications.read-at";
/** A list nobody scrolls further. */
const LIMIT = 200;

export interface NotificationState {
  /** Newest first. */
  readonly notifications: readonly Notification[];
  /** What is newer than this was not seen yet. */
  readonly readAt: number;
}

export interface NotificationStore {
  readonly store: StoreApi<NotificationState>;
  /** False for one that was told before. */
  take(notification: Notification): boolean;
  markAllRead(): void;
}

export function createNotificationStore(storage: KeyValueStorage): NotificationStore {
  const store = createStore<NotificationState>(() => ({
    notifications: [],
    readAt: Number(storage.get(READ_KEY) ?? 0) || 0,
  }));
  return {
    store,
    take(notification) {
      const { notifications } = store.getState();
      if (notifications.some((known) => known.id === notification.id)) return false;
      const next = [notification, ...notifications].toSorted((a, b) => b.at - a.at).slice(0, LIMIT);
      store.setState({ notifications: next });
      return true;
    },
    markAllRead() {
      const newest = store.getState().notifications[0]?.at ?? 0;
      if (newest <= store.getState().readAt) return;
      store.setState({ readAt: newest });
      storage.set(READ_KEY, String(newest));
    },
  };
}

export function unreadCount({ notifications, readAt }: NotificationState): number {
  return notifications.filter((notification) => notification.at > readAt).length;
}
