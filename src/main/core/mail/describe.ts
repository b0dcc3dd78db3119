import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { MailEvent } from "./decide.ts";

const WORDS: Readonly<Record<Exclude<MailEvent["type"], "mailSent">, string>> = {
  mailRead: "read a message",
  mailUnread: "marked a message as unread",
  mailArchived: "archived a message",
  mailUnarchived: "took a message out of the archive",
  mailPinned: "pinned a message",
  mailUnpinned: "unpinned a message",
  mailAnswered: "answered a question",
};

/** A message's event in words, for the feed. What it says stays between the two. */
export function describeMailEvent(raw: LedgerEvent): string {
  const event = raw as MailEvent;
  if (event.type !== "mailSent") return WORDS[event.type] ?? event.type;
  const { to, question, inReplyTo } = event.data;
  return `${question !== undefined ? "asked" : inReplyTo === undefined ? "wrote to" : "answered"} ${to}`;
}
