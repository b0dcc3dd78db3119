import type { FeedEvent } from "../../../shared/contract/workspace.ts";

/** Events that have every word somewhere in text, subject, actor or cause. */
export function filterFeed(events: readonly FeedEvent[], text: string, kind: string | undefined): readonly FeedEvent[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0 && kind === undefined) return events;
  return events.filter((event) => {
    if (kind !== undefined && event.kind !== kind) return false;
    const line = `${event.text} ${event.subject} ${event.actor} ${event.cause ?? ""}`.toLowerCase();
    return words.every((word) => line.includes(word));
  });
}

/** Kinds of records that occur, by name. */
export function feedKinds(events: readonly FeedEvent[]): readonly string[] {
  return [...new Set(events.map(({ kind }) => kind))].toSorted((a, b) => a.localeCompare(b));
}
