import type { Batch, GateRun } from "../../../../shared/model/batch.ts";

/**
 * What is to be done about a batch by what its runs say.
 *  gate       — run the gates on these prefixes (lengths), at once; none: wait for what runs
 *  green      — the whole of it is green
 *  culprit    — the first `lands` members are green together and the next one turns it red
 *  unclear    — the bound is reached and the runs contradict one another; the first `lands` members are green
 */
export type Verdict =
  | { readonly kind: "gate"; readonly prefixes: readonly number[] }
  | { readonly kind: "green" }
  | { readonly kind: "culprit" | "unclear"; readonly lands: number };

interface Evidence {
  /** The longest prefix that was green; 0 is what the batch is stacked on. */
  readonly green: number;
  /** The shortest red prefix behind that; undefined while none is known. */
  readonly red: number | undefined;
  redsOf(prefix: number): number;
  readonly running: readonly number[];
  /** Runs that count against the bound. */
  readonly used: number;
}

/** Green counts for more than red of the same commit: that is a flake, not a fault. */
function weigh(all: readonly GateRun[]): Evidence {
  const runs = ofMembers(all);
  const green = Math.max(0, ...runs.filter(({ state }) => state === "green").map(({ upTo }) => upTo));
  const reds = runs.filter(({ state, upTo }) => state === "red" && upTo > green).map(({ upTo }) => upTo);
  return {
    green,
    red: reds.length === 0 ? undefined : Math.min(...reds),
    redsOf: (prefix) => reds.filter((upTo) => upTo === prefix).length,
    running: runs.filter(({ state }) => state === "running").map(({ upTo }) => upTo),
    used: runs.filter(({ state }) => state !== "cancelled").length,
  };
}

/** Without those on the target itself, which say nothing about the batch and do not count against its bound. */
function ofMembers(runs: readonly GateRun[]): readonly GateRun[] {
  return runs.filter(({ upTo }) => upTo > 0);
}

/** So many runs may be used on finding one culprit among `members`, flakes looked for included. */
export function boundOf(members: number, retries: number): number {
  return Math.max(2 * halvings(members) + 1, 1 + retries);
}

function halvings(length: number): number {
  return length <= 1 ? 0 : Math.ceil(Math.log2(length));
}

export interface BisectOptions {
  /** How often red is run again before it is believed. */
  readonly retries: number;
  /** Lanes that are free: several prefixes are gated at once as far as the bound allows. */
  readonly free: number;
  /** Whether what the batch is stacked on is known to be green: before that, red says nothing about the batch. */
  readonly isFirst: boolean;
}

export function judge(batch: Pick<Batch, "members" | "runs">, options: BisectOptions): Verdict {
  const { retries, free, isFirst } = options;
  const length = batch.members.length;
  const { green, red, redsOf, running, used } = weigh(batch.runs);
  if (green === length) return { kind: "green" };
  const wait: Verdict = { kind: "gate", prefixes: [] };
  const gate = (...prefixes: readonly number[]): Verdict => ({ kind: "gate", prefixes });
  if (running.includes(length)) return wait;
  if (redsOf(length) === 0) return free === 0 ? wait : gate(length);
  // Red of what is stacked on something that may be red itself.
  if (!isFirst || red === undefined) return wait;
  const left = boundOf(length, retries) - used;
  const gap = red - green;
  const known = ofMembers(batch.runs).every(({ upTo }) => upTo === length);
  if (known && redsOf(length) <= retries && left > halvings(gap) + (length === 1 ? 0 : 1)) {
    return free === 0 ? wait : gate(length);
  }
  if (gap === 1) {
    const isBelieved = redsOf(red) > (length === 1 ? retries : Math.min(retries, 1));
    if (isBelieved) return { kind: "culprit", lands: green };
    if (running.includes(red)) return wait;
    if (left <= 0) return { kind: "unclear", lands: green };
    return free === 0 ? wait : gate(red);
  }
  if (running.some((prefix) => prefix > green && prefix < red)) return wait;
  if (left <= 0) return { kind: "unclear", lands: green };
  return free === 0 ? wait : gate(...pointsBetween(green, red, affordable({ gap, left, free, retries })));
}

/** How many points of a gap can be gated at once so that the rest still fits in the bound: the more, the smaller what is left. */
function affordable({
  gap,
  left,
  free,
  retries,
}: {
  readonly gap: number;
  readonly left: number;
  readonly free: number;
  readonly retries: number;
}): number {
  for (let points = Math.min(free, gap - 1); points > 1; points--) {
    const rest = Math.ceil(gap / (points + 1));
    if (points + halvings(rest) + Math.min(retries, 1) <= left) return points;
  }
  return 1;
}

function pointsBetween(green: number, red: number, count: number): readonly number[] {
  const step = (red - green) / (count + 1);
  return [...new Set(Array.from({ length: count }, (_, i) => green + Math.max(1, Math.floor(step * (i + 1)))))];
}

/** Runs under way that nothing depends on any more. */
export function needless(batch: Pick<Batch, "members" | "runs">): readonly GateRun[] {
  const { green, red, redsOf } = weigh(batch.runs);
  const isSearching = redsOf(batch.members.length) > 0;
  return ofMembers(batch.runs).filter(
    ({ state, upTo }) =>
      state === "running" &&
      (upTo <= green || (isSearching && red !== undefined && upTo > red && upTo < batch.members.length)),
  );
}
