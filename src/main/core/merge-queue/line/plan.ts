import type { Batch, GateRun } from "../../../../shared/model/batch.ts";
import type { QueueSettings } from "../../../../shared/model/queue-settings.ts";
import type { GateResult, Submission } from "../../../../shared/model/submission.ts";
import { tipOf } from "./batch-state.ts";
import { type Verdict, judge, needless } from "./bisect.ts";
import type { Stack, StackBase } from "./stack.ts";
import { type TargetVerdict, redGateOf } from "./target-verdict.ts";

/** All that decides what a branch's queue does next. Nothing here is asked of git. */
export interface LineState {
  /** What is under way for the branch, in the order in which it is to be taken. */
  readonly queue: readonly Submission[];
  /** Open batches in the order in which they were formed. */
  readonly batches: readonly Batch[];
  /** An ended batch, as long as it is kept. */
  readonly endedBatch: (id: string) => Batch | undefined;
  readonly settings: Pick<QueueSettings, "batch" | "retries" | "preVerified" | "review">;
  /** Nothing new begins, and nothing lands. What runs goes on. */
  readonly isPaused: boolean;
  /** Names of the gates. Without any, everything is green. */
  readonly gates: readonly string[];
  /** Whether those very gates were green on that very commit before, in a batch that could not land then. */
  readonly isProven: (commit: string) => boolean;
  /** Whether that gate is red on that commit of the branch without anybody's work. */
  readonly targetAt: (commit: string, gate: string) => TargetVerdict;
  /** Each batch is published on its own and lands elsewhere: none is stacked on another. */
  readonly isPublishing: boolean;
  /** The newest commit of the branch that is known; undefined when it has to be asked for. */
  readonly target: string | undefined;
  /** Lanes that this branch may use, smallest first. */
  readonly freeLanes: readonly number[];
  /** What this process is doing just now. Whatever records say beyond it was left by one that is gone. */
  readonly live: {
    readonly runs: ReadonlySet<string>;
    readonly landing: ReadonlySet<string>;
    /** Landings that were begun by one that is gone, and that the target does not have: they wait while it is paused. */
    readonly unpushed: ReadonlySet<string>;
    /** What is being stacked, as its key says. */
    readonly stacking: string | undefined;
    /** Submissions that are in that work. */
    readonly inStack: ReadonlySet<string>;
  };
  /** Stacked and not frozen yet. */
  readonly ready: Stack | undefined;
}

/** What is to be done next, in that order. Those of one plan do not depend on one another. */
export type Deed =
  /** Says that a step which nobody takes any more is to be taken again. */
  | { readonly kind: "requeue"; readonly submissions: readonly Submission[] }
  | { readonly kind: "lose-run"; readonly batch: Batch; readonly run: GateRun }
  | { readonly kind: "cancel-run"; readonly batch: Batch; readonly run: GateRun }
  | { readonly kind: "drop"; readonly batches: readonly Batch[]; readonly reason: string }
  | { readonly kind: "settle"; readonly batch: Batch }
  | { readonly kind: "bisecting"; readonly batch: Batch }
  | { readonly kind: "land"; readonly batch: Batch; readonly lands: number }
  | { readonly kind: "split"; readonly batch: Batch; readonly lands: number; readonly culprit?: string }
  | {
      readonly kind: "run";
      readonly batch: Batch;
      readonly upTo: number;
      readonly lane: number;
      readonly until?: string;
    }
  | { readonly kind: "await-target"; readonly batch: Batch; readonly gate: string }
  | { readonly kind: "form"; readonly stack: Stack }
  | {
      readonly kind: "stack";
      readonly key: string;
      readonly base: StackBase;
      readonly candidates: readonly Submission[];
    };

/** More of the line than a batch holds is looked at, so that those with files of their own can go first. */
const WINDOW = 3;

export function plan(state: LineState): readonly Deed[] {
  const tidying = tidy(state);
  if (tidying.length > 0) return tidying;
  if (state.isPaused) return [];
  const free = [...state.freeLanes];
  const deeds: Deed[] = [];
  let isFirst = true;
  let mayFollow = true;
  for (const batch of state.batches) {
    const verdict = verdictOf(batch, state, { isFirst, free: free.length });
    deeds.push(...actOn(batch, verdict, { isFirst, free, state }));
    if (state.isPublishing) continue;
    isFirst &&= verdict.kind === "green";
    mayFollow &&= verdict.kind === "green" || (verdict.kind === "gate" && batch.state === "gating");
  }
  const isBroken = deeds.some(({ kind }) => ["split", "bisecting", "await-target"].includes(kind));
  if (!isBroken && mayFollow) deeds.push(...formNext(state, free.length));
  return deeds;
}

/** Takes back what cannot go on as it is. */
function tidy(state: LineState): readonly Deed[] {
  const { queue, batches, live, ready } = state;
  const deeds: Deed[] = [];
  for (const batch of batches) {
    for (const run of batch.runs) {
      if (run.state === "running" && !live.runs.has(run.id)) deeds.push({ kind: "lose-run", batch, run });
    }
    const waits = state.isPaused && live.unpushed.has(batch.id);
    if (batch.state === "landing" && !live.landing.has(batch.id) && !waits) deeds.push({ kind: "settle", batch });
  }
  const broken = firstBroken(state);
  if (broken !== undefined) deeds.push({ kind: "drop", ...broken });
  const open = new Set(batches.map(({ id }) => id));
  const stacked = new Set([...live.inStack, ...(ready?.members ?? []).map(({ submission }) => submission)]);
  const orphans = queue.filter((one) => {
    if (one.state === "preparing") return !stacked.has(one.id) || one.held !== undefined;
    if (one.state === "waiting") return one.waitsFor === "target" && hasMovedFrom(one.onto, state);
    return (one.state === "gating" || one.state === "landing") && !(one.batch !== undefined && open.has(one.batch));
  });
  if (orphans.length > 0) deeds.push({ kind: "requeue", submissions: orphans });
  return deeds;
}

function hasMovedFrom(onto: string | undefined, { target }: LineState): boolean {
  return target !== undefined && onto !== target;
}

/** The first batch that cannot land any more, and those that are stacked on it. */
function firstBroken(state: LineState): { readonly batches: readonly Batch[]; readonly reason: string } | undefined {
  const { batches, isPublishing, queue } = state;
  const byId = new Map(queue.map((one) => [one.id, one]));
  for (const [at, batch] of batches.entries()) {
    if (batch.state === "landing") continue;
    const reason = whyBroken(batch, at === 0 || isPublishing ? undefined : batches[at - 1], state, byId);
    if (reason === undefined) continue;
    return { batches: isPublishing ? [batch] : batches.slice(at).filter((one) => one.state !== "landing"), reason };
  }
  return undefined;
}

function whyBroken(
  batch: Batch,
  ahead: Batch | undefined,
  state: LineState,
  byId: ReadonlyMap<string, Submission>,
): string | undefined {
  for (const { submission } of batch.members) {
    const one = byId.get(submission);
    if (one === undefined) return `${submission} is not to be landed any more.`;
    if (one.held !== undefined) return `${submission} is held.`;
    if (one.batch !== batch.id || one.state !== "gating") return `${submission} went another way.`;
    if (!isReviewed(one, state.settings)) return `${submission} needs an approval.`;
  }
  if (ahead === undefined) {
    const before = batch.after === undefined ? undefined : state.endedBatch(batch.after);
    const hasLanded = before === undefined || ((before.lands ?? 0) > 0 && tipOf(before) === batch.onto);
    if (!hasLanded) return `What it was stacked on, ${before.id}, has not landed.`;
    const hasMoved = state.target !== undefined && batch.onto !== state.target;
    if (hasMoved && !state.isPublishing) return "The target has moved.";
    return undefined;
  }
  const isOnIt = batch.after === ahead.id && batch.onto === tipOf(ahead);
  if (ahead.state !== "bisecting" && isOnIt) return undefined;
  return `What it was stacked on, ${ahead.id}, does not land as it was.`;
}

function verdictOf(
  batch: Batch,
  state: LineState,
  { isFirst, free }: { readonly isFirst: boolean; readonly free: number },
): Verdict {
  const { settings, gates, isProven, queue } = state;
  if (batch.state === "landing") return { kind: "green" };
  if (gates.length === 0 || isProven(tipOf(batch))) return { kind: "green" };
  if (settings.preVerified && verifiedGates(batch, queue, gates) !== undefined) return { kind: "green" };
  const verdict = judge(batch, { retries: settings.retries, free, isFirst });
  return verdict.kind === "gate" && isFirst && isRedBelow(batch, state) ? { kind: "unclear", lands: 0 } : verdict;
}

/** All of it is red at a gate that is known to be red on the target too: then each is gated by itself, since one of them may mend it. */
function isRedBelow(batch: Batch, { targetAt }: LineState): boolean {
  const { members, onto, runs } = batch;
  const gate = members.length === 1 ? undefined : redGateOf(batch, members.length);
  return gate !== undefined && runs.every(({ state }) => state !== "green") && targetAt(onto, gate) === "red";
}

/** Before the first member of a batch is blamed; undefined when the target has nothing to do with it. */
function askTarget(batch: Batch, free: number[], { targetAt }: LineState): readonly Deed[] | undefined {
  const gate = redGateOf(batch, 1);
  const verdict = gate === undefined ? "fine" : targetAt(batch.onto, gate);
  if (gate === undefined || verdict === "fine") return undefined;
  if (verdict === "red") return [{ kind: "await-target", batch, gate }];
  const lane = verdict === "running" ? undefined : free.shift();
  return lane === undefined ? [] : [{ kind: "run", batch, upTo: 0, lane, until: gate }];
}

/** What the gates said when its author had them run on that very commit, on top of that very target. */
export function verifiedGates(
  { members, onto }: Pick<Batch, "members" | "onto">,
  queue: readonly Submission[],
  gates: readonly string[],
): readonly GateResult[] | undefined {
  const [only, other] = members;
  if (only === undefined || other !== undefined) return undefined;
  const verified = queue.find(({ id }) => id === only.submission)?.verified;
  if (verified === undefined || verified.commit !== only.commit || verified.onto !== onto) return undefined;
  return areGreen(verified.gates, gates) ? verified.gates : undefined;
}

/** Every gate that there is now, and green. */
export function areGreen(results: readonly GateResult[], gates: readonly string[]): boolean {
  return gates.every((name) => results.some((result) => result.name === name && result.exitCode === 0));
}

function actOn(
  batch: Batch,
  verdict: Verdict,
  { isFirst, free, state }: { readonly isFirst: boolean; readonly free: number[]; readonly state: LineState },
): readonly Deed[] {
  if (batch.state === "landing") return [];
  const cancelled = needless(batch)
    .filter(({ id }) => state.live.runs.has(id))
    .map((run): Deed => ({ kind: "cancel-run", batch, run }));
  const mayLand = isFirst && (state.isPublishing || state.live.landing.size === 0) && isInTurn(batch, state);
  switch (verdict.kind) {
    case "gate": {
      const runs = verdict.prefixes.flatMap((upTo): readonly Deed[] => {
        const lane = free.shift();
        return lane === undefined ? [] : [{ kind: "run", batch, upTo, lane }];
      });
      const isShorter = verdict.prefixes.some((upTo) => upTo < batch.members.length);
      const bisecting: readonly Deed[] = isShorter && batch.state === "gating" ? [{ kind: "bisecting", batch }] : [];
      return [...cancelled, ...bisecting, ...runs];
    }
    case "green":
      return mayLand ? [{ kind: "land", batch, lands: batch.members.length }] : [];
    case "culprit":
    case "unclear": {
      if (!mayLand) return [];
      const { lands } = verdict;
      // Behind others that are green on it, whose work it is is plain.
      const asked = verdict.kind === "culprit" && lands === 0 ? askTarget(batch, free, state) : undefined;
      if (asked !== undefined) return [...cancelled, ...asked];
      const culprit = verdict.kind === "culprit" ? batch.members[lands]?.submission : undefined;
      return [...cancelled, { kind: "split", batch, lands, ...(culprit === undefined ? {} : { culprit }) }];
    }
  }
}

/** Strictly in order: nothing lands before what it is stacked on has. */
function isInTurn(batch: Batch, { batches, isPublishing }: LineState): boolean {
  return isPublishing || batches[0] === batch;
}

function formNext(state: LineState, free: number): readonly Deed[] {
  const { ready, settings, live, gates } = state;
  const last = state.isPublishing ? undefined : state.batches.at(-1);
  const base: StackBase = last === undefined ? {} : { after: last.id, onto: tipOf(last) };
  const candidates = state.queue.filter((one) => isEligible(one, state)).slice(0, settings.batch * WINDOW);
  if (candidates.length === 0) return [];
  // Without gates there is nothing to wait for but the landing before, and more to come meanwhile.
  const mayForm = gates.length === 0 ? state.batches.length === 0 : free > 0;
  const isUsable = ready !== undefined && fits(ready, base, state);
  if (mayForm && isUsable && ready.members.length > 0) return [{ kind: "form", stack: ready }];
  const key = keyOf(base, candidates, settings.batch);
  if (live.stacking !== undefined || (isUsable && ready.key === key)) return [];
  return [{ kind: "stack", key, base, candidates }];
}

/** Changes whenever another stack could come out. */
function keyOf(base: StackBase, candidates: readonly Submission[], size: number): string {
  return [base.onto ?? "", String(size), ...candidates.map(({ id, tip, place }) => `${id}:${tip}:${place ?? ""}`)].join(
    " ",
  );
}

function fits(ready: Stack, base: StackBase, state: LineState): boolean {
  const byId = new Map(state.queue.map((one) => [one.id, one]));
  const isThere = ready.members.every(({ submission, tip }) => {
    const one = byId.get(submission);
    return one !== undefined && one.tip === tip && isEligible(one, state);
  });
  const stands =
    base.onto === undefined ? ready.after === undefined && ready.onto === state.target : ready.onto === base.onto;
  return isThere && stands && ready.after === base.after;
}

export function isReviewed({ review, tip }: Submission, settings: Pick<QueueSettings, "review">): boolean {
  return settings.review === "off" || (review?.verdict === "approved" && review.tip === tip);
}

function isEligible(one: Submission, { settings }: Pick<LineState, "settings">): boolean {
  return (one.state === "queued" || one.state === "preparing") && one.held === undefined && isReviewed(one, settings);
}
