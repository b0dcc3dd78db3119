import { type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { LedgerEvent } from "../../../../shared/model/event.ts";
import type { RecordStore } from "./record-store.ts";

/** Events fetched at a time: a follower's share of memory, however far behind it is. */
const BATCH = 256;

/**
 * Published events behind a cursor, for as long as the signal is not aborted. Pull-based: a slow reader holds its place, not
 * a queue. A cursor is a `seq` as text; without one the stream begins with what comes next.
 */
export function followEvents(
  store: Pick<RecordStore, "subscribe" | "eventsAfter" | "lastSeq">,
  after: string | undefined,
  signal: AbortSignal,
): Result<AsyncIterable<LedgerEvent>, { readonly code: "cursor-too-old"; readonly message: string }> {
  const start = after === undefined ? store.lastSeq : Number(after);
  if (!Number.isSafeInteger(start) || start < 0 || start > store.lastSeq || store.eventsAfter(start, 1) === undefined) {
    return fail(
      "cursor-too-old",
      `The stream cannot be resumed behind ${JSON.stringify(after)}: read afresh and subscribe again.`,
    );
  }
  return ok(follow(store, start, signal));
}

async function* follow(
  store: Pick<RecordStore, "subscribe" | "eventsAfter">,
  start: number,
  signal: AbortSignal,
): AsyncGenerator<LedgerEvent> {
  let seq = start;
  let wake = Promise.withResolvers<void>();
  const rouse = () => {
    wake.resolve();
  };
  const subscription = store.subscribe(rouse);
  signal.addEventListener("abort", rouse);
  try {
    while (!signal.aborted) {
      wake = Promise.withResolvers<void>();
      const batch = store.eventsAfter(seq, BATCH);
      // Fallen out of the window while reading: the reader ends and has to begin again.
      if (batch === undefined) return;
      for (const event of batch) {
        yield event;
        if (signal.aborted) return;
        seq = event.seq;
      }
      if (batch.length === 0) await wake.promise;
    }
  } finally {
    subscription[Symbol.dispose]();
    signal.removeEventListener("abort", rouse);
  }
}
