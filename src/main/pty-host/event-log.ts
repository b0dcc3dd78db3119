import type { PtyEvent } from "../../shared/wire/pty-host-protocol.ts";
import { type Result, fail, ok } from "../../shared/model/result.ts";
import type { StreamEvent } from "../../shared/wire/server.ts";

/** Events a core may miss and still catch up with; one that was away longer lists the sessions afresh. */
const KEPT_EVENTS = 4096;

/** The newest events of a host, in order, for any number of followers. */
export interface EventLog {
  append(event: PtyEvent): void;
  /** What comes after the cursor, or from now on without one; `cursor-too-old` when that is not kept any more. */
  follow(after: string | undefined, signal: AbortSignal): Result<AsyncIterable<StreamEvent>>;
}

/** `instance` makes the cursors of different hosts differ. */
export function createEventLog(instance: string): EventLog {
  let events: PtyEvent[] = [];
  /** Number of events before `events[0]`. */
  let dropped = 0;
  const wakers = new Set<() => void>();

  function positionOf(after: string | undefined): number | undefined {
    if (after === undefined) return dropped + events.length;
    const [name, text] = after.split(":");
    const position = Number(text);
    const known = name === instance && Number.isSafeInteger(position) && position >= dropped;
    return known ? position : undefined;
  }

  async function* read(from: number, signal: AbortSignal): AsyncIterable<StreamEvent> {
    let next = from;
    while (!signal.aborted) {
      // A follower slower than the log loses its place; the gap shows as the end of the stream.
      if (next < dropped) return;
      const event = events[next - dropped];
      if (event !== undefined) {
        next += 1;
        yield { cursor: `${instance}:${next}`, value: event };
        continue;
      }
      await new Promise<void>((resolve) => {
        const wake = () => {
          wakers.delete(wake);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        wakers.add(wake);
        signal.addEventListener("abort", wake, { once: true });
      });
    }
  }

  return {
    append(event) {
      events.push(event);
      if (events.length > 2 * KEPT_EVENTS) {
        dropped += events.length - KEPT_EVENTS;
        events = events.slice(-KEPT_EVENTS);
      }
      for (const wake of wakers) wake();
    },
    follow(after, signal) {
      const from = positionOf(after);
      if (from === undefined) {
        return fail("cursor-too-old", "The events behind that cursor are gone.", {
          remedy: "List the sessions afresh.",
        });
      }
      return ok(read(from, signal));
    },
  };
}
