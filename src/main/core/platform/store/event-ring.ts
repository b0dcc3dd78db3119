import type { LedgerEvent } from "../../../../shared/model/event.ts";

/** The newest published events, for clients that come back. */
export interface EventRing {
  push(event: LedgerEvent): void;
  /** Undefined when some behind `seq` are gone. */
  after(seq: number, limit: number): readonly LedgerEvent[] | undefined;
}

/** `floor`: the number before the oldest of `events`, which come in order. */
export function createEventRing(capacity: number, floor: number, events: readonly LedgerEvent[]): EventRing {
  let kept: LedgerEvent[] = [];
  let oldest = floor;
  const ring: EventRing = {
    push(event) {
      kept.push(event);
      // Cut off by halves, so that a push stays cheap.
      if (kept.length < 2 * capacity) return;
      const cut = kept.length - capacity;
      oldest = kept[cut - 1]?.seq ?? oldest;
      kept = kept.slice(cut);
    },
    after(seq, limit) {
      if (seq < oldest) return undefined;
      const start = firstBehind(kept, seq);
      return kept.slice(start, start + limit);
    },
  };
  for (const event of events) ring.push(event);
  return ring;
}

/** Index of the first event behind `seq`; a damaged line may have left a hole in the numbers. */
function firstBehind(events: readonly LedgerEvent[], seq: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.seq ?? 0) <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
