import type { CursoredEvent } from "../../../shared/contract/handlers.ts";
import type { SessionStatus } from "../../../shared/model/agent.ts";

/** Many readers of one flow of statuses; a slow one gets the newest of each session, never a growing queue. */
export interface StatusFeed {
  tell(status: SessionStatus): void;
  /** `now` first, then what changes, until the signal. */
  watch(now: readonly SessionStatus[], signal: AbortSignal): AsyncIterable<CursoredEvent<SessionStatus>>;
}

export function createStatusFeed(): StatusFeed {
  const readers = new Set<(status: SessionStatus) => void>();
  let count = 0;

  async function* watch(
    now: readonly SessionStatus[],
    signal: AbortSignal,
  ): AsyncGenerator<CursoredEvent<SessionStatus>> {
    const waiting = new Map(now.map((status) => [status.session, status]));
    let wake = Promise.withResolvers<void>();
    const rouse = () => {
      wake.resolve();
    };
    const reader = (status: SessionStatus) => {
      waiting.set(status.session, status);
      rouse();
    };
    readers.add(reader);
    signal.addEventListener("abort", rouse);
    try {
      while (!signal.aborted) {
        for (const [session, value] of waiting) {
          waiting.delete(session);
          yield { cursor: `${++count}`, value };
          if (signal.aborted) return;
        }
        if (waiting.size > 0) continue;
        await wake.promise;
        wake = Promise.withResolvers<void>();
      }
    } finally {
      readers.delete(reader);
      signal.removeEventListener("abort", rouse);
    }
  }

  return {
    tell(status) {
      for (const reader of readers) reader(status);
    },
    watch,
  };
}
