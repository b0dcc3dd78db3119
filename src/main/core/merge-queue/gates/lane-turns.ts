export interface LaneTurnsOptions {
  /** The number of the first of these lanes. */
  readonly first: number;
  /** How many of them a project has. It may change. */
  limit(project: string): number;
}

/** Lanes for those who come as they please: whoever finds all of them taken waits, first come, first served. */
export interface LaneTurns {
  /** The lowest number that is free, once there is one; undefined when the signal came first. */
  take(project: string, signal: AbortSignal): Promise<number | undefined>;
  giveBack(project: string, lane: number): void;
}

interface Waiting {
  readonly project: string;
  readonly begin: (lane: number | undefined) => void;
}

export function createLaneTurns({ first, limit }: LaneTurnsOptions): LaneTurns {
  const taken = new Map<string, Set<number>>();
  let waiting: readonly Waiting[] = [];

  function choose(project: string): number | undefined {
    const used = taken.get(project) ?? new Set();
    if (used.size >= limit(project)) return undefined;
    let lane = first;
    while (used.has(lane)) lane += 1;
    taken.set(project, used.add(lane));
    return lane;
  }

  function leave(entry: Waiting): void {
    waiting = waiting.filter((other) => other !== entry);
  }

  return {
    async take(project, signal) {
      if (signal.aborted) return undefined;
      const lane = choose(project);
      if (lane !== undefined) return lane;
      const { promise, resolve } = Promise.withResolvers<number | undefined>();
      const entry: Waiting = { project, begin: resolve };
      waiting = [...waiting, entry];
      const giveUp = () => {
        leave(entry);
        resolve(undefined);
      };
      signal.addEventListener("abort", giveUp);
      const given = await promise;
      signal.removeEventListener("abort", giveUp);
      return given;
    },
    giveBack(project, lane) {
      taken.get(project)?.delete(lane);
      for (const entry of waiting.filter((other) => other.project === project)) {
        const free = choose(project);
        if (free === undefined) return;
        leave(entry);
        entry.begin(free);
      }
    },
  };
}
