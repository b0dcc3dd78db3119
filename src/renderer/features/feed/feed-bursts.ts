import type { FeedEvent } from "../../../shared/contract/workspace.ts";

/** A line of the feed: an event, or the newest of a burst of the same by the same, which can be unfolded. */
export interface FeedLine {
  readonly event: FeedEvent;
  /** Behind that one in the same burst; they have lines of their own while it is unfolded. */
  readonly more: number;
  /** Belongs to the unfolded burst of that event. */
  readonly under: number | undefined;
}

/** So close one to the next they are of one burst. */
const CLOSE_MS = 10_000;
/** Fewer are as quickly read as unfolded. */
const LEAST = 4;

/** Folds bursts, but for those that are unfolded, which are named by their oldest event: it stays while the burst grows. Pure. */
export function linesOf(events: readonly FeedEvent[], unfolded: ReadonlySet<number>): readonly FeedLine[] {
  const lines: FeedLine[] = [];
  for (let at = 0; at < events.length;) {
    const first = events[at];
    if (first === undefined) break;
    let end = at + 1;
    for (let last = first, next = events[end]; next !== undefined && isSame(last, next); next = events[end]) {
      last = next;
      end += 1;
    }
    const size = end - at;
    if (size < LEAST) {
      for (const event of events.slice(at, end)) lines.push({ event, more: 0, under: undefined });
    } else {
      lines.push({ event: first, more: size - 1, under: undefined });
      const name = burstName(events, end);
      if (unfolded.has(name)) {
        for (const event of events.slice(at + 1, end)) lines.push({ event, more: 0, under: name });
      }
    }
    at = end;
  }
  return lines;
}

/** The name of the burst that a folded line stands for. */
export function burstOf(events: readonly FeedEvent[], line: FeedLine): number {
  const at = events.indexOf(line.event);
  return burstName(events, at + line.more + 1);
}

function burstName(events: readonly FeedEvent[], end: number): number {
  return events[end - 1]?.seq ?? 0;
}

function isSame(newer: FeedEvent, older: FeedEvent): boolean {
  return (
    newer.actor === older.actor &&
    newer.type === older.type &&
    newer.ledger === older.ledger &&
    newer.at - older.at <= CLOSE_MS
  );
}
