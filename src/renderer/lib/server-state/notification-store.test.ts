import { expect, test } from "vitest";
import type { Notification } from "../../../shared/model/mail.ts";
import { memoryStorage } from "../storage.ts";
import { createNotificationStore, unreadCount } from "./notification-store.ts";

const told = (id: string, at: number): Notification => ({
  id,
  kind: "convoy-landed",
  urgency: "normal",
  title: "Convoy landed",
  body: "",
  about: undefined,
  at,
});

test("counts what came after the list was last read, also after a reload", () => {
  const storage = memoryStorage();
  const before = createNotificationStore(storage);
  before.take(told("a", 10));
  before.take(told("b", 20));
  expect(unreadCount(before.store.getState())).toBe(2);
  before.markAllRead();

  const after = createNotificationStore(storage);
  after.take(told("b", 20));
  after.take(told("c", 30));
  expect(unreadCount(after.store.getState())).toBe(1);
});

test("takes a notification that a resumed stream tells again only once", () => {
  const store = createNotificationStore(memoryStorage());
  expect(store.take(told("a", 10))).toBe(true);
  expect(store.take(told("a", 10))).toBe(false);
});
