import type { CursoredEvent, SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { Mail } from "../../../shared/model/mail.ts";
import { ok } from "../../../shared/model/result.ts";

interface Shown {
  readonly about?: Mail["about"];
}

/** Hands what somebody wants to see on to the desktop apps that listen just now. */
export function windowHandlers(): SomeHandlers<"window.show" | "window.watch"> {
  const readers = new Set<(shown: Shown) => void>();

  async function* follow(signal: AbortSignal): AsyncGenerator<CursoredEvent<Shown>> {
    const waiting: Shown[] = [];
    let count = 0;
    let wake = Promise.withResolvers<void>();
    const rouse = () => {
      wake.resolve();
    };
    const reader = (shown: Shown) => {
      // Of several that came at once, the last is what the user wants to see.
      waiting.splice(0, waiting.length, shown);
      rouse();
    };
    readers.add(reader);
    signal.addEventListener("abort", rouse);
    try {
      while (!signal.aborted) {
        const next = waiting.shift();
        if (next !== undefined) {
          yield { cursor: `${++count}`, value: next };
          continue;
        }
        await wake.promise;
        wake = Promise.withResolvers<void>();
      }
    } finally {
      readers.delete(reader);
      signal.removeEventListener("abort", rouse);
    }
  }

  return {
    "window.show": async ({ about }) => {
      for (const reader of readers) reader(about === undefined ? {} : { about });
      return ok({ apps: readers.size });
    },
    "window.watch": (_input, _caller, _after, signal) => ok(follow(signal)),
  };
}
