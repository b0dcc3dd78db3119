/** Decides whether to wait on for a workspace that `holder` has. Called at each look, it answers false once it is too long. */
export type Patience = (holder: string, now: number) => boolean;

export interface PatienceLimits {
  /** With one and the same holder: it is starting, ending, or hangs. */
  readonly eachMs: number;
  /** With all of them: short commands that take turns. */
  readonly allMs: number;
}

/** Patience begins anew with every holder, since a queue that moves on is no reason to give up. */
export function createPatience({ eachMs, allMs }: PatienceLimits, begin: number): Patience {
  let known: string | undefined;
  let since = begin;
  return (holder, now) => {
    if (holder !== known) {
      known = holder;
      since = now;
    }
    return now - since <= eachMs && now - begin <= allMs;
  };
}
