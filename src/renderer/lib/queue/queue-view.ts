import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { Batch } from "../../../shared/model/batch.ts";
import type { Standing, Submission } from "../../../shared/model/submission.ts";

export type QueueList = OutputOf<"mq.list">;
export type PausedBy = QueueList["paused"][number]["by"];

/** The way to one branch: what is on it, in the order in which it may land. */
export interface BranchQueue {
  readonly key: string;
  readonly project: string;
  /** Absent for the project's target. */
  readonly branch: string | undefined;
  readonly pausedBy: PausedBy | undefined;
  /** Why it cannot go on, where that is no submission's. */
  readonly trouble: string | undefined;
  /** Being gated or landed now, the first to land first. */
  readonly batches: readonly Batch[];
  /** What cannot go on unless the user decides. */
  readonly needsUser: readonly Submission[];
  /** In the order in which they will be taken; those that are being put on the target stand first. */
  readonly queue: readonly QueueEntry[];
  /** Under way, but not in the queue: a resolver has it, its pull request is open, the target has no room. */
  readonly elsewhere: readonly Submission[];
  /** Newest first, without what was submitted again since. */
  readonly sentBack: readonly Submission[];
  /** Newest first. */
  readonly landed: readonly Submission[];
}

export interface QueueEntry {
  readonly submission: Submission;
  readonly standing: Standing | undefined;
  /** Whether its place can be changed. */
  readonly isMovable: boolean;
}

const ENDED: ReadonlySet<Submission["state"]> = new Set(["landed", "sent-back", "discarded", "superseded"]);

/** The queue of each branch that has one, those with work first, then by their names. Projects without any work have none. */
export function branchQueues(list: QueueList, project?: string): readonly BranchQueue[] {
  const submissions = list.submissions.filter((one) => project === undefined || one.project === project);
  const batches = list.batches.filter((one) => project === undefined || one.project === project);
  const paused = new Map(list.paused.map((one) => [one.project, one.by]));
  const standings = new Map(list.standings.map((one) => [one.submission, one]));
  const gated = new Set(batches.flatMap((batch) => batch.members.map((member) => member.submission)));
  const newest = newestOfItems(submissions);
  const byBranch = Map.groupBy(submissions, keyOf);
  const batchesOf = Map.groupBy(batches, keyOf);
  return [...new Set([...byBranch.keys(), ...batchesOf.keys()])]
    .map((key): BranchQueue => {
      const own = byBranch.get(key) ?? [];
      const atWork = batchesOf.get(key) ?? [];
      const { project, branch } = own[0] ?? atWork[0] ?? { project: key, branch: undefined };
      return {
        key,
        project,
        branch,
        pausedBy: paused.get(project),
        trouble: list.troubles.find((one) => one.project === project)?.message,
        batches: atWork,
        needsUser: own.filter(needsUser),
        queue: own.filter((one) => isQueued(one) && !gated.has(one.id)).map((one) => entryOf(one, standings)),
        elsewhere: own.filter(isElsewhere),
        sentBack: own.filter((one) => one.state === "sent-back" && newest.get(workOf(one)) === one.id),
        landed: own.filter(({ state }) => state === "landed").toSorted((a, b) => b.updatedAt - a.updatedAt),
      };
    })
    .toSorted((a, b) => weight(b) - weight(a) || a.key.localeCompare(b.key));
}

/** How many are under way on the branch, wherever they stand. */
export function underWay(queue: BranchQueue): number {
  const gated = queue.batches.reduce((sum, batch) => sum + batch.members.length, 0);
  return gated + queue.needsUser.length + queue.queue.length + queue.elsewhere.length;
}

/** Whether nothing goes on with it unless the user decides. */
export function needsUser(one: Submission): boolean {
  return one.state === "waiting" && (one.waitsFor === "user" || one.consent !== undefined);
}

export function isEnded(one: Submission): boolean {
  return ENDED.has(one.state);
}

function keyOf({ project, branch }: { readonly project: string; readonly branch?: string | undefined }): string {
  return branch === undefined ? project : `${project} ${branch}`;
}

/** One item has at most one submission under way in each project. */
function workOf({ project, item }: Submission): string {
  return `${project} ${item}`;
}

function newestOfItems(submissions: readonly Submission[]): ReadonlyMap<string, string> {
  const newest = new Map<string, Submission>();
  for (const one of submissions) {
    const known = newest.get(workOf(one));
    if (known === undefined || known.submittedAt < one.submittedAt) newest.set(workOf(one), one);
  }
  return new Map([...newest].map(([key, one]) => [key, one.id]));
}

/** Also what says that it is gated or landed while no batch is known to have it: a moment between two answers. */
function isQueued({ state }: Submission): boolean {
  return state === "queued" || state === "preparing" || state === "gating" || state === "landing";
}

function isElsewhere(one: Submission): boolean {
  return one.state === "resolving" || one.state === "published" || (one.state === "waiting" && !needsUser(one));
}

function entryOf(submission: Submission, standings: ReadonlyMap<string, Standing>): QueueEntry {
  return { submission, standing: standings.get(submission.id), isMovable: submission.state === "queued" };
}

function weight(queue: BranchQueue): number {
  return underWay(queue) > 0 ? 2 : queue.sentBack.length > 0 ? 1 : 0;
}
