import type { Batch } from "../../../../shared/model/batch.ts";
import type { NewEvent } from "../../../../shared/model/event.ts";
import type { Gate } from "../../../../shared/model/project.ts";
import type { GateResult, Submission } from "../../../../shared/model/submission.ts";
import { batchEvent, tipOf } from "./batch-state.ts";
import type { ConflictPort } from "../conflicts/port.ts";
import { type SentBack, submissionEvent } from "../decide.ts";
import { type QueueRecords, dropBatch, greenGates, membersOf, record, redRunOf, stopRuns } from "./deeds.ts";
import type { Line } from "./line.ts";
import { SUBMODULES } from "../gates/submodules.ts";
import { verifiedGates } from "./plan.ts";
import type { PullRequests } from "../pull-request/pull-request.ts";
import type { MergeRepository } from "../repository/repository.ts";

/** How often in a row others may move a branch under a landing before its batch makes way for a while. */
const MAX_MOVED = 5;

export interface LandingDeps extends QueueRecords {
  readonly project: string;
  readonly repository: Pick<MergeRepository, "land" | "allows" | "isAncestor" | "fetchTarget" | "forget">;
  readonly conflicts: ConflictPort;
  gatesOf(project: string): readonly Gate[];
  isPaused(project: string): boolean;
  /** Set where landings become pull requests. */
  pullRequests(): PullRequests | undefined;
  consequencesOfLanding(submission: Submission, commit: string): readonly NewEvent[];
  /** Something waits for room: it is to be tried again later. */
  waits(): void;
  /** A landing succeeded. */
  landed(): void;
  report(error: unknown): void;
}

export interface Outcome {
  /** How many members, from the first, are green together. */
  readonly lands: number;
  /** The submission that turns the gates red. */
  readonly culprit?: string;
}

/**
 * Lands the green beginning of a batch. What is to be pushed is durable before it is; in the same step the culprit leaves, and those
 * behind it go back in line.
 */
export async function landBatch(deps: LandingDeps, line: Line, batch: Batch, outcome: Outcome): Promise<void> {
  const { store, submissions, batches } = deps;
  const { lands, culprit } = outcome;
  await record(store, () => {
    const gates = greenGatesOf(deps, batch, lands);
    const back = culprit === undefined ? undefined : submissions.get(culprit);
    const rest = membersOf(deps, batch, { from: lands, to: batch.members.length }).filter(({ id }) => id !== culprit);
    const culprits = culprit === undefined ? [] : [culprit];
    return [
      ...stopRuns(line, batch, batch.runs),
      lands === 0
        ? batchEvent(batch, "batchSplit", { culprits, reason: splitReason(culprit) })
        : batchEvent(batch, "batchLanding", { upTo: lands, culprits }),
      ...membersOf(deps, batch, { from: 0, to: lands }).map((one) =>
        submissionEvent(one, "submissionLanding", { commit: one.prepared ?? one.tip, gates }),
      ),
      ...(back === undefined ? [] : deps.conflicts.red(back, whyRed(deps, batch, lands))),
      ...rest.map((one) => submissionEvent(one, "submissionRequeued", {})),
    ];
  });
  const now = batches.get(batch.id);
  if (now?.state === "landing") await moveBranch(deps, line, now);
}

/**
 * Finds out what became of a landing whose coordinator is gone, and ends it. Where it was not pushed and the queue is
 * paused, it stays as it is until the queue goes on.
 */
export async function settleLanding(deps: LandingDeps, line: Line, batch: Batch): Promise<void> {
  const { repository, project, pullRequests } = deps;
  if (pullRequests() !== undefined) return moveUnlessPaused(deps, line, batch);
  const target = await repository.fetchTarget(project, line.branch);
  if (!target.ok) return rest(deps, line, batch, { reason: target.error.message });
  line.target = target.value;
  if (await repository.isAncestor(project, tipOf(batch), target.value)) return noteLanded(deps, batch);
  if (target.value === batch.onto) return moveUnlessPaused(deps, line, batch);
  await record(deps.store, () => dropBatch(deps, line, batch, "The target has moved."));
}

async function moveUnlessPaused(deps: LandingDeps, line: Line, batch: Batch): Promise<void> {
  line.unpushed.add(batch.id);
  if (deps.isPaused(deps.project)) return;
  line.unpushed.delete(batch.id);
  await moveBranch(deps, line, batch);
}

async function moveBranch(deps: LandingDeps, line: Line, batch: Batch): Promise<void> {
  const { repository, project } = deps;
  const pullRequests = deps.pullRequests();
  if (pullRequests !== undefined) return publish(deps, { line, batch, pullRequests });
  const commit = tipOf(batch);
  const landing = await repository.land(project, { branch: line.branch, commit, expected: batch.onto });
  switch (landing.kind) {
    case "landed":
      line.target = commit;
      line.moved = 0;
      return noteLanded(deps, batch);
    case "refused":
      return rest(deps, line, batch, landing);
    case "moved":
      line.target = undefined;
      line.moved += 1;
      if (line.moved <= MAX_MOVED) {
        return record(deps.store, () => dropBatch(deps, line, batch, "Somebody else moved the target meanwhile."));
      }
      line.moved = 0;
      return rest(deps, line, batch, { reason: `The target moved ${MAX_MOVED} times while this was being gated.` });
  }
}

async function noteLanded(deps: LandingDeps, batch: Batch): Promise<void> {
  const { store, project, repository, report } = deps;
  const members = membersOf(deps, batch);
  await record(store, () => [
    endOf(batch),
    ...membersOf(deps, batch).flatMap((one) => {
      const { commit = tipOf(batch), from } = batch.members.find(({ submission }) => submission === one.id) ?? {};
      const landed = submissionEvent(one, "submissionLanded", from === undefined ? { commit } : { commit, from });
      return [landed, ...deps.consequencesOfLanding(one, commit)];
    }),
  ]);
  deps.landed();
  for (const { id } of members) await repository.forget(project, id).catch(report);
}

function endOf(batch: Batch): NewEvent {
  return batch.lands === batch.members.length
    ? batchEvent(batch, "batchLanded", {})
    : batchEvent(batch, "batchSplit", { reason: splitReason(batch.culprits[0]) });
}

function splitReason(culprit: string | undefined): string {
  return culprit === undefined
    ? "Its gates do not say whose work is red: the others are gated one by one."
    : `${culprit} turned the gates red.`;
}

type Waiting = Pick<Submission, "waitsFor" | "consent"> & { readonly reason: string };

/** Members wait until there is room, or for the user. */
async function rest(
  deps: LandingDeps,
  line: Line,
  batch: Batch,
  { reason, waitsFor = "room", consent }: Waiting,
): Promise<void> {
  const waiting = { reason, waitsFor, ...(consent === undefined ? {} : { consent }) };
  await record(deps.store, () => {
    // Who allowed it while the push was under way found nothing to put in line again.
    const isAllowed = consent !== undefined && deps.repository.allows(deps.project, consent);
    return [
      ...stopRuns(line, batch, batch.runs),
      batchEvent(batch, "batchDropped", { reason }),
      ...membersOf(deps, batch).map((one) =>
        isAllowed ? submissionEvent(one, "submissionRequeued", {}) : submissionEvent(one, "submissionWaiting", waiting),
      ),
    ];
  });
  if (waitsFor === "room") deps.waits();
}

async function publish(
  deps: LandingDeps,
  { line, batch, pullRequests }: { readonly line: Line; readonly batch: Batch; readonly pullRequests: PullRequests },
): Promise<void> {
  const [one] = membersOf(deps, batch);
  if (one === undefined) return record(deps.store, () => dropBatch(deps, line, batch, "Its member went another way."));
  const published = await pullRequests.publish({ submission: one, commit: tipOf(batch), gates: one.gates });
  if (published.kind === "waits") return rest(deps, line, batch, published);
  const { pullRequest } = published;
  await record(deps.store, () => [
    endOf(batch),
    ...membersOf(deps, batch).map((member) => submissionEvent(member, "submissionPublished", { pullRequest })),
  ]);
}

/** What the gates said of the commit that lands. */
function greenGatesOf(deps: LandingDeps, batch: Batch, lands: number): readonly GateResult[] {
  const { batches, submissions, project, gatesOf } = deps;
  const commit = tipOf({ ...batch, lands });
  const names = gatesOf(project).map(({ name }) => name);
  return greenGates(batches.values(), commit) ?? verifiedGates(batch, [...submissions.values()], names) ?? [];
}

function whyRed({ gatesOf, project, submissions }: LandingDeps, batch: Batch, lands: number): SentBack {
  const run = redRunOf(batch, lands + 1);
  const red = run?.gates.findLast(({ exitCode }) => exitCode !== 0);
  const name = red?.name ?? "";
  const limit = (gatesOf(project).find((gate) => gate.name === name)?.timeoutMs ?? 0) / 1000;
  const how = red?.timedOut === true ? `took longer than ${limit} s` : `failed (exit ${red?.exitCode ?? "by signal"})`;
  const ahead = batch.members.slice(0, lands).map(({ submission }) => submissions.get(submission)?.item ?? submission);
  const where = ahead.length === 0 ? "" : ` on top of ${ahead.join(", ")}`;
  return {
    kind: "gate-failed",
    reason: `${name === SUBMODULES ? "Its submodules could not be checked out" : `The gate “${name}” ${how}`}${where}.\n\n${red?.tail ?? ""}`,
    conflicts: [],
    onto: batch.members[lands]?.from ?? batch.onto,
    ...(run === undefined ? {} : { gates: run.gates }),
  };
}
