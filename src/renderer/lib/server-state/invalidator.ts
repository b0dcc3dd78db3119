import type { Clock } from "../clock.ts";

/** Collects what became stale and lets it be read anew in bursts, so that a storm of events costs few reads. */
export interface Invalidator<Family extends string> {
  mark(families: readonly Family[]): void;
  dispose(): void;
}

/** The first change is shown about one frame later. */
const FIRST_DELAY_MS = 30;
/** While changes keep coming: smooth to the eye, and few enough reads. */
const SHORTEST_GAP_MS = 200;
/** Share of time that reading may take: a read of 300 ms is followed by 900 ms of rest. */
const REST_FACTOR = 3;

export function createInvalidator<Family extends string>(deps: {
  readonly clock: Clock;
  /** Reads the given families anew; resolves when what is on screen is fresh. */
  readonly refresh: (families: readonly Family[]) => Promise<void>;
}): Invalidator<Family> {
  const { clock, refresh } = deps;
  const stale = new Set<Family>();
  let waiting = false;
  let reading = false;
  let notBefore = 0;
  let takeBack = () => {};
  let disposed = false;

  function schedule(): void {
    if (waiting || reading || disposed || stale.size === 0) return;
    waiting = true;
    takeBack = clock.after(Math.max(FIRST_DELAY_MS, notBefore - clock.now()), () => void flush());
  }

  async function flush(): Promise<void> {
    waiting = false;
    reading = true;
    const families = [...stale];
    stale.clear();
    const began = clock.now();
    try {
      await refresh(families);
    } finally {
      reading = false;
      const took = clock.now() - began;
      notBefore = clock.now() + Math.max(SHORTEST_GAP_MS, took * REST_FACTOR);
      schedule();
    }
  }

  return {
    mark(families) {
      for (const family of families) stale.add(family);
      schedule();
    },
    dispose() {
      disposed = true;
      takeBack();
    },
  };
}
