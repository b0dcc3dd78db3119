import type { NewEvent } from "../../../../shared/model/event.ts";
import type { QueueSettings } from "../../../../shared/model/queue-settings.ts";
import { type Failure, type Result, ok } from "../../../../shared/model/result.ts";
import type { PullRequestFacts, Submission } from "../../../../shared/model/submission.ts";
import type { RecordStore, RecordTable } from "../../platform/store/record-store.ts";
import { type SentBack, submissionEvent } from "../decide.ts";
import type { ForgePulls, ForgeTrouble, PullState } from "./pull-request.ts";
import type { MergeRepository } from "../repository/repository.ts";
import { branchOf } from "./publish.ts";
import { objectionText, redText } from "./pull-request-text.ts";
import { type Verdict, judge } from "./verdict.ts";

export interface FollowDeps {
  readonly store: RecordStore;
  readonly submissions: RecordTable<Submission>;
  readonly repository: Pick<MergeRepository, "fetchTarget" | "isAncestor" | "forget">;
  now(): number;
  settingsOf(project: string): Pick<QueueSettings, "merge">;
  isPaused(project: string): boolean;
  /** The order in which submissions are taken. */
  inLine(all: readonly Submission[]): readonly Submission[];
  /** What the target was before the forge merged it there. */
  landedFrom(one: Submission, merged: string): Promise<string | undefined>;
  consequencesOfLanding(submission: Submission, commit: string): readonly NewEvent[];
  consequencesOfSendingBack(submission: Submission, back: SentBack): readonly NewEvent[];
}

export type Published = Submission & { readonly pullRequest: PullRequestFacts };

/** What a round came to: nothing new, something new, or that another should follow at once. */
export type Round = "quiet" | "changed" | "again";

type FollowTrouble = ForgeTrouble | Failure<"unreachable" | "branch-not-found">;

/** Logs that are asked for when many checks are red: the first ones tell enough. */
const MAX_LOGS = 3;
/** States of one that is on its way to be published anew. */
const RENEWING: readonly Submission["state"][] = ["queued", "preparing", "gating", "landing"];

export function isPublished(one: Submission): one is Published {
  return one.state === "published" && one.pullRequest !== undefined;
}

/** Looks at all open pull requests of a project, and records what follows. */
export async function followRound(
  deps: FollowDeps,
  forge: ForgePulls,
  project: string,
): Promise<Result<Round, FollowTrouble>> {
  const ofProject = [...deps.submissions.values()].filter((one) => one.project === project);
  const open = deps.inLine(ofProject.filter(isPublished)).filter(isPublished);
  const looked = await forge.look(open.map(({ pullRequest }) => pullRequest.number));
  if (!looked.ok) return looked;
  // Asked after the forge, so that what it has merged is in them; once a branch and round.
  const targets = new Map<string | undefined, ReturnType<MergeRepository["fetchTarget"]>>();
  const targetOf: TargetOf = (branch) => {
    const asked = targets.get(branch) ?? deps.repository.fetchTarget(project, branch);
    targets.set(branch, asked);
    return asked;
  };
  const judged: { readonly one: Published; readonly verdict: Verdict; readonly isBehind: boolean }[] = [];
  for (const one of open) {
    const seen = await judgeOne(deps, { one, forge, targetOf, state: looked.value.get(one.pullRequest.number) });
    if (!seen.ok) return seen;
    judged.push({ one, ...seen.value });
  }
  // One at a time is put on the newest target, since each that is merged moves it for all others.
  let isTurnTaken =
    ofProject.some((one) => one.pullRequest !== undefined && one.held === undefined && RENEWING.includes(one.state)) ||
    judged.some(({ verdict, isBehind }) => !isBehind && verdict.kind === "keep" && verdict.checks === "pending");
  let round: Round = "quiet";
  for (const { one, verdict } of judged) {
    const isRenewal = verdict.kind === "renew" && !verdict.isUrgent;
    const done = await act(deps, {
      forge,
      one,
      targetOf,
      verdict: isRenewal && isTurnTaken ? later(one, verdict) : verdict,
    });
    if (!done.ok) return done;
    if (isRenewal) isTurnTaken = true;
    if (done.value === "again") return done;
    if (done.value === "changed") round = "changed";
  }
  return ok(round);
}

type TargetOf = (branch: string | undefined) => ReturnType<MergeRepository["fetchTarget"]>;

interface Look {
  readonly one: Published;
  readonly forge: ForgePulls;
  readonly targetOf: TargetOf;
  readonly state: PullState | undefined;
}

async function judgeOne(
  deps: FollowDeps,
  { one, forge, targetOf, state }: Look,
): Promise<Result<{ readonly verdict: Verdict; readonly isBehind: boolean }, FollowTrouble>> {
  const { project, branch, pullRequest: facts } = one;
  const target = await targetOf(branch);
  if (!target.ok) return target;
  const isBehind = !(await deps.repository.isAncestor(project, target.value, facts.commit));
  const restraint = restraintOf(deps, one, forge.name);
  return ok({
    isBehind,
    verdict: judge({ facts, state, what: whatOf(one, forge), isBehind, restraint, now: deps.now() }),
  });
}

function whatOf({ pullRequest }: Published, forge: ForgePulls): string {
  return `${forge.sign}${pullRequest.number} on ${forge.name}`;
}

function restraintOf(deps: FollowDeps, one: Published, forge: string): string | undefined {
  if (one.held !== undefined) return "It is held.";
  if (deps.settingsOf(one.project).merge === "by-people") return `It is ready; somebody has to merge it on ${forge}.`;
  return deps.isPaused(one.project) ? "It is ready; the merge queue is paused." : undefined;
}

function later(one: Published, { checks }: Extract<Verdict, { readonly kind: "renew" }>): Verdict {
  const reason = "The target has moved; it is put on the newest one when those before it are through.";
  return { kind: "keep", checks, reason: one.held === undefined ? reason : "It is held." };
}

interface Act extends Omit<Look, "state"> {
  readonly verdict: Verdict;
}

async function act(deps: FollowDeps, { forge, one, targetOf, verdict }: Act): Promise<Result<Round, FollowTrouble>> {
  switch (verdict.kind) {
    case "merged":
      return noteMerged(deps, { forge, one, targetOf, commit: verdict.commit });
    case "merge": {
      const merged = await forge.merge(one.pullRequest.number, one.pullRequest.commit);
      if (merged.ok) {
        await forge.removeBranch(branchOf(one));
        return ok("again");
      }
      if (merged.error.code !== "forge-refused") return merged;
      return keep(deps, one, { checks: "green", reason: merged.error.message });
    }
    case "keep":
      return keep(deps, one, verdict);
    case "renew":
      if (one.held !== undefined) return keep(deps, one, { checks: verdict.checks, reason: "It is held." });
      return changed(deps, one, () => [submissionEvent(one, "submissionRequeued", {})]);
    case "user":
      return changed(deps, one, () => [
        submissionEvent(one, "submissionWaiting", { reason: verdict.reason, waitsFor: "user" }),
      ]);
    case "red": {
      const checks = await Promise.all(
        verdict.checks.map(async (check, at) => ({
          ...check,
          log: at < MAX_LOGS ? await forge.logOf(check) : undefined,
        })),
      );
      return sendBack(deps, { one, targetOf, kind: "checks-failed", reason: redText(checks, whatOf(one, forge)) });
    }
    case "objections": {
      const reason = objectionText(verdict.objections, whatOf(one, forge));
      return sendBack(deps, { one, targetOf, kind: "changes-requested", reason });
    }
  }
}

/** What a forge says it merged counts when the target has it. */
async function noteMerged(
  deps: FollowDeps,
  { forge, one, targetOf, commit }: Omit<Act, "verdict"> & { readonly commit: string },
): Promise<Result<Round, FollowTrouble>> {
  const target = await targetOf(one.branch);
  if (!target.ok) return target;
  if (!(await deps.repository.isAncestor(one.project, commit, target.value))) {
    const reason = `${whatOf(one, forge)} was merged as ${commit.slice(0, 10)}, which the target does not have.`;
    return keep(deps, one, { checks: one.pullRequest.checks, reason });
  }
  const from = await deps.landedFrom(one, commit);
  const data = from === undefined ? { commit } : { commit, from };
  const round = await changed(deps, one, () => [
    submissionEvent(one, "submissionLanded", data),
    ...deps.consequencesOfLanding(one, commit),
  ]);
  if (deps.submissions.get(one.id)?.state === "landed") await deps.repository.forget(one.project, one.id);
  return round;
}

async function sendBack(
  deps: FollowDeps,
  { one, targetOf, kind, reason }: Pick<Look, "one" | "targetOf"> & Pick<SentBack, "kind" | "reason">,
): Promise<Result<Round, FollowTrouble>> {
  const target = await targetOf(one.branch);
  if (!target.ok) return target;
  const back: SentBack = { kind, reason, conflicts: [], onto: target.value };
  const checks = kind === "checks-failed" ? "red" : one.pullRequest.checks;
  return changed(deps, one, () => [
    submissionEvent(one, "submissionChecked", { checks, checkedAt: deps.now() }),
    submissionEvent(one, "submissionSentBack", back),
    ...deps.consequencesOfSendingBack(one, back),
  ]);
}

/** Stays published. What is known of it already is not recorded again. */
export async function keep(
  deps: Pick<FollowDeps, "store" | "submissions" | "now">,
  one: Published,
  { checks, reason }: { readonly checks: PullRequestFacts["checks"]; readonly reason: string | undefined },
): Promise<Result<Round, never>> {
  if (one.pullRequest.checks === checks && one.reason === reason) return ok("quiet");
  const data = { checks, checkedAt: deps.now(), ...(reason === undefined ? {} : { reason }) };
  return changed(deps, one, () => [submissionEvent(one, "submissionChecked", data)]);
}

/** Nothing is recorded of one that is no longer published: somebody discarded or superseded it meanwhile. */
async function changed(
  { store, submissions }: Pick<FollowDeps, "store" | "submissions">,
  one: Published,
  decide: () => readonly NewEvent[],
): Promise<Result<Round, never>> {
  const done = await store.commit(() => {
    const current = submissions.get(one.id);
    const isCurrent = current?.state === "published" && current.pullRequest?.commit === one.pullRequest.commit;
    return ok({ events: isCurrent ? decide() : [], result: () => undefined });
  });
  if (!done.ok) throw new Error(`What became of ${one.id} could not be recorded: ${done.error.message}`);
  return ok("changed");
}

/** A trouble in words for those whose pull requests cannot be followed. */
export function inWords({ message, remedy }: Failure): string {
  return remedy === undefined ? message : `${message}\n${remedy}`;
}
