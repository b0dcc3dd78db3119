import type { Batch, GateRun } from "../../../shared/model/batch.ts";

/**
 * landed    — in the target
 * green     — in a prefix that was green
 * running   — in the prefix that is being gated
 * suspect   — behind the longest green prefix and within the shortest red one
 * culprit   — turned it red
 * untold    — behind a red prefix: nothing is known of it yet
 */
export type MemberLight = "landed" | "green" | "running" | "suspect" | "culprit" | "untold";

/** How far it is known which members of a batch are green. */
export interface BatchProgress {
  /** The first so many are green. */
  readonly green: number;
  /** The shortest red prefix; undefined while none is. */
  readonly red: number | undefined;
  /** The run under way, the latest where several are. */
  readonly running: GateRun | undefined;
  /** One light a member, in their order. */
  readonly lights: readonly MemberLight[];
  /** Runs that are over, oldest first; those that were cancelled said nothing. */
  readonly over: readonly GateRun[];
  /** Runs that the search for one culprit may take at most, and how many it took. Undefined while nothing is red. */
  readonly bound: { readonly used: number; readonly of: number } | undefined;
  /** A run was green on a commit that was red just before. */
  readonly isFlaky: boolean;
}

/** What the runs of a batch say of its members. */
export function batchProgress(batch: Batch): BatchProgress {
  const { members, culprits } = batch;
  // Runs on the target itself say nothing about its members.
  const runs = batch.runs.filter(({ upTo }) => upTo > 0);
  const over = runs.filter(({ state }) => state === "green" || state === "red");
  const greens = over.filter(({ state }) => state === "green").map(({ upTo }) => upTo);
  const green = Math.max(0, ...greens);
  // A commit that was green in any run is green: its red one was a flake.
  const reds = over.filter(({ state, upTo }) => state === "red" && !greens.includes(upTo) && upTo > green);
  const red = reds.length === 0 ? undefined : Math.min(...reds.map(({ upTo }) => upTo));
  const running = runs.findLast(({ state }) => state === "running");
  const known = new Set(culprits);
  const isSearching = batch.state === "bisecting" || (red !== undefined && red < members.length);
  const lights = members.map(({ submission }, index): MemberLight => {
    const nth = index + 1;
    if (batch.state === "landed") return "landed";
    if (known.has(submission)) return "culprit";
    if (nth <= green) return "green";
    if (running !== undefined && nth <= running.upTo) return "running";
    if (isSearching && red !== undefined) return nth <= red ? "suspect" : "untold";
    return red === undefined ? "untold" : "suspect";
  });
  return {
    green,
    red,
    running,
    lights,
    over,
    bound:
      red === undefined
        ? undefined
        : { used: over.length + (running === undefined ? 0 : 1), of: bound(members.length) },
    isFlaky:
      runs.some(({ gates }) => gates.some(({ isFlaky }) => isFlaky === true)) || over.some((run) => flipped(run, over)),
  };
}

/** Runs of gates that finding one culprit among `members` takes at most, the first red and its repetition included. */
export function bound(members: number): number {
  return 2 * Math.ceil(Math.log2(Math.max(1, members))) + 1;
}

/** The lanes in which its runs are under way, else the one of its last run. A search may run in several at once. */
export function lanesOf({ runs }: Batch): readonly number[] {
  const running = runs.filter(({ state }) => state === "running");
  const lanes = (running.length === 0 ? runs.slice(-1) : running).flatMap(({ lane }) => lane ?? []);
  return [...new Set(lanes)].toSorted((a, b) => a - b);
}

/** How the search stands, in a sentence; undefined where there is none. */
export function progressWords(batch: Batch, progress: BatchProgress): string | undefined {
  const { green, red, running, bound: limit } = progress;
  const count = batch.members.length;
  if (batch.state === "landing") return "The target is being moved";
  if (batch.runs.some(({ upTo, state }) => upTo === 0 && state === "running")) {
    return "Red: the gate runs on the target itself, before anybody is blamed";
  }
  if (red === undefined) {
    return running !== undefined && running.attempt > 1
      ? "Red: the same commit is run again, in case a gate is flaky"
      : undefined;
  }
  const spent = limit === undefined ? "" : ` · run ${limit.used} of at most ${limit.of}`;
  if (batch.state === "gating") return `Red: the same commit is run again, in case a gate is flaky${spent}`;
  if (red === green + 1) return `${ordinal(red)} of ${count} turned it red${spent}`;
  const suspects = green === 0 && red === count ? `these ${count}` : `numbers ${green + 1}–${red}`;
  return `One of ${suspects} may have turned it red${spent}`;
}

function ordinal(nth: number): string {
  const end = nth % 100 >= 11 && nth % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][nth % 10] ?? "th");
  return `${nth}${end}`;
}

function flipped(run: GateRun, over: readonly GateRun[]): boolean {
  return run.state === "red" && over.some((other) => other.state === "green" && other.commit === run.commit);
}
