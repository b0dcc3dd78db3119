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

type AgeProps = {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly className?: string;
};

/** How long ago `at` was; the exact time is in the tooltip of the browser. */
export function Age(props: AgeProps) {
  return <Ticking {...props} text={shortAge} />;
}

/** The same in a sentence: `3s ago`, `just now`. */
export function Ago(props: AgeProps) {
  return <Ticking {...props} text={(ms) => (ms < 1_000 ? "just now" : `${shortAge(ms)} ago`)} />;
}

/** How long it is until `at`: `in 12m`, `over` once it has come. */
export function Until(props: AgeProps) {
  return <Ticking {...props} text={(ms) => (ms >= 0 ? "over" : `in ${shortAge(-ms)}`)} />;
}

function Ticking({ at, className, text }: AgeProps & { text: (sinceMs: number) => string }) {
  const read = () => text(Date.now() - at);
  const shown = useSyncExternalStore(subscribe, read, read);
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString()} className={className}>
      {shown}
    </time>
  );
}
