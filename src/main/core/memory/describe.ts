import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { MemoryEvent } from "./decide.ts";

/** A memory's event in words, for the feed. */
export function describeMemoryEvent(raw: LedgerEvent): string {
  const event = raw as MemoryEvent;
  const count = event.data.entries.length;
  const what = count === 1 ? "1 thing" : `${count} things`;
  return event.type === "memoryNoted"
    ? `noted ${what} in the memory of ${event.subject}`
    : `took ${what} out of the memory of ${event.subject}`;
}
