import { useSyncExternalStore } from "react";
import { shortAge } from "./age.ts";

/** One tick for all ages on the page, running only while something shows an age and the page can be seen. */
const TICK_MS = 1_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    if (document.visibilityState === "visible") for (const tick of listeners) tick();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== undefined) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** How long ago `at` (milliseconds since 1970) was; the exact time is in the tooltip of the browser. */
export function Age({ at, className }: { at: number; className?: string }) {
  const text = useSyncExternalStore(subscribe, () => shortAge(Date.now() - at));
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString()} className={className}>
      {text}
    </time>
  );
}
