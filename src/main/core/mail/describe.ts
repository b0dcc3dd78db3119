import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { MailEvent } from "./decide.ts";

/** A message's event in words, for the feed. What it says stays between the two. */
export function describeMailEvent(raw: LedgerEvent): string {
  const event = raw as MailEvent;
  return event.type === "mailSent" ? `wrote to ${event.data.to}` : "read a message";
}
