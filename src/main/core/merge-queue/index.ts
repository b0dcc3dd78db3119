import { type Failure, type Result, err, fail, ok } from "../../../shared/model/result.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import { shortId } from "../base/short-id.ts";
import { redTargetOf } from "./line/await-target.ts";
import { batchKind } from "./line/batch-state.ts";
import { Coordinator } from "./line/coordinator.ts";
import type { CoordinatorDeps } from "./line/coordinator-deps.ts";
import { type Queued, type SentBack, isUnderWay, mostTelling, queueSubmission, submissionKind } from "./decide.ts";
import { findSubmission } from "./find-submission.ts";
import { queueActs } from "./acts/queue-acts.ts";
import { queueKind } from "./queue-state.ts";
import { createQueueViews } from "./queue-views.ts";
import { type Verdict, isSentBackByReview, reviewSubmission } from "./acts/review-submission.ts";
import type { NewEvent } from "../../../shared/model/event.ts";

export { findSubmission } from "./find-submission.ts";
export { resolverBriefing, inheritedBriefing } from "./conflicts/briefing.ts";
export {
  type ConflictDecider,
  type ConflictPlans,
  type ResolverOrder,
  createConflictDecider,
  knownFacts,
} from "./conflicts/decide.ts";
export { createConflictGit } from "./conflicts/git.ts";
export { conflictHandlers } from "./conflicts/handlers.ts";
export type { DiscardPlans } from "./acts/discard.ts";
export { keptTips } from "./repository/kept-tips.ts";
export { readIntents } from "./conflicts/intents.ts";
export { type ConflictWatch, createConflictWatch } from "./conflicts/watch.ts";
export { fileLines } from "./conflicts/words.ts";
export { type Resolutions, createResolutions } from "./conflicts/resolution.ts";
export { type SentBack, isUnderWay, submissionKind } from "./decide.ts";
export { type Integrations, createIntegrations } from "./integration/integration.ts";
export type { IntegrationDeps } from "./integration/ports.ts";
export { describeIntegrationEvent, integrationKind } from "./integration/state.ts";
export { batchKind, describeBatchEvent } from "./line/batch-state.ts";
export { queueKind } from "./queue-state.ts";
export { describeSubmissionEvent } from "./describe.ts";
export { createMergeRepository } from "./repository/git-repository.ts";
export { describeQueueEvent } from "./queue-state.ts";
export { targetRef } from "./repository/git-repository.ts";
export { type Gates, createGates } from "./gates/gates.ts";
export { inOrder } from "./line/order.ts";
export {
  type PullRequestDeps,
  type PullRequestService,
  createPullRequests,
} from "./pull-request/pull-request-service.ts";
export { type RevertDeps, createReverts } from "./acts/revert.ts";
export type { MergeRepository } from "./repository/repository.ts";
export type { Verdict } from "./acts/review-submission.ts";

export interface MergeQueueDeps extends Omit<CoordinatorDeps, "submissions" | "batches" | "isPaused"> {
  hasProject(name: string): boolean;
  projects(): readonly string[];
  /** Nobody holds the merge coordinator's role there: what is submitted is kept, and nothing lands. */
  isOff(project: string): boolean;
  /** Everything stands still, this queue too. */
  isFrozen(): boolean;
  /** What else is true once a submission that came back is tried again as it is (its author need not redo it). */
  consequencesOfRetry(submission: Submission, by: IdentityPath): readonly NewEvent[];
  consequencesOfSendingBack(submission: Submission, back: SentBack): readonly NewEvent[];
}

/** What an agent hands in. `priority` is its item's. */
export type NewSubmission = Queued;

export interface MergeQueueService {
  /**
   * Keeps the commits in their vaults and queues them, one a project: all or none. `together` is committed in the same step
   * (the hook's completion). The commits stay reachable from then on, whatever becomes of the agent.
   */
  submit(
    what: readonly NewSubmission[],
    together: () => Result<readonly NewEvent[]>,
  ): Promise<Result<{ readonly submissions: readonly string[] }>>;
  /** By its id, or the beginning of it. */
  find(ref: string): Result<Submission, Failure<"submission-not-found">>;
  /** The newest submission of an item; where there are some in several projects, one that has not landed. */
  latestOf(item: string): Submission | undefined;
  /** All submissions of an item, oldest first. */
  ofItem(item: string): readonly Submission[];
  /** What a reviewer's verdict makes of it, to be committed with the review itself; `wake` its project then. */
  planReview(id: string, verdict: Verdict): Result<readonly NewEvent[], Failure<"wrong-transition" | "tip-replaced">>;
  /** How often an item was sent back so far, but for what reviewers asked for. */
  sentBackCount(item: string): number;
  isUnderWay(item: string): boolean;
  values(): IterableIterator<Submission>;
  /** Begins with a project: goes on with whatever an earlier core left. */
  open(project: string): Promise<void>;
  /** Looks at the queue of a project again at once, e.g. when its settings changed. */
  wake(project: string): Promise<void>;
  /** Resolves when no coordinator has anything to do. */
  idle(): Promise<void>;
  readonly handlers: SomeHandlers<
    "mq.list" | "mq.show" | "mq.retry" | "mq.hold" | "mq.release" | "mq.reorder" | "mq.pause" | "mq.resume"
  >;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The only way to a target branch: one coordinator a project. */
export function createMergeQueue(deps: MergeQueueDeps): MergeQueueService {
  const { store, repository } = deps;
  const submissions = store.table(submissionKind);
  const batches = store.table(batchKind);
  const queues = store.table(queueKind);
  const isPaused = (project: string) =>
    deps.isFrozen() || deps.isOff(project) || (queues.get(project)?.paused ?? false);
  const coordinators = new Map<string, Coordinator>();
  const byItem = new Map<string, string[]>();
  const index = (one: Submission) => {
    const ids = byItem.get(one.item);
    if (ids === undefined) byItem.set(one.item, [one.id]);
    else if (!ids.includes(one.id)) ids.push(one.id);
  };
  for (const one of submissions.values()) index(one);
  const watching = submissions.watch((change) => {
    if (change.after !== undefined) index(change.after);
  });
  const ofItem = (item: string) =>
    (byItem.get(item) ?? []).map((id) => submissions.get(id)).filter((one) => one !== undefined);
  const find = (ref: string) => findSubmission(submissions, ref);
  const wake = (project: string) => {
    coordinators.get(project)?.wake();
  };

  const views = createQueueViews({
    ...deps,
    submissions,
    batches,
    isPaused,
    find,
    troubleOf: (project) => coordinators.get(project)?.trouble ?? redTargetOf(submissions.values(), project),
  });
  const goOn = (project: string) => {
    void coordinators.get(project)?.resume();
  };
  const acts = queueActs({ ...deps, ...views, submissions, queues, isPaused, ofItem, find, wake, goOn });

  return {
    find,
    ofItem,
    latestOf: (item) => mostTelling(ofItem(item)),
    sentBackCount: (item) => ofItem(item).filter((one) => one.state === "sent-back" && !isSentBackByReview(one)).length,
    planReview(id, verdict) {
      const one = submissions.get(id);
      if (one === undefined) return fail("wrong-transition", `There is no submission ${id}.`);
      return reviewSubmission(one, verdict, { ...deps, line: views.lineOf(one) });
    },
    isUnderWay: (item) => ofItem(item).some(isUnderWay),
    values: () => submissions.values(),
    async submit(what, together) {
      const ids = new Map<string, NewSubmission>();
      for (const one of what) {
        const id = shortId("sub", (taken) => submissions.get(taken) !== undefined || ids.has(taken), 6);
        const kept = await repository.keep(one.project, id, one.tip);
        if (!kept.ok) return err(kept.error);
        ids.set(id, one);
      }
      const done = await store.commit(() => {
        const also = together();
        if (!also.ok) return also;
        const queued = [...ids].flatMap(([id, one]) => queueSubmission(id, { ...one }, ofItem(one.item)));
        return ok({ events: [...queued, ...also.value], result: () => ({ submissions: [...ids.keys()] }) });
      });
      for (const { project } of what) wake(project);
      return done;
    },
    async open(project) {
      const coordinator = new Coordinator(project, { ...deps, submissions, batches, isPaused });
      coordinators.set(project, coordinator);
      coordinator.recover();
    },
    async wake(project) {
      await coordinators.get(project)?.retryWaiting();
    },
    async idle() {
      await Promise.all([...coordinators.values()].map((one) => one.idle()));
    },
    handlers: { ...views.handlers, ...acts },
    async [Symbol.asyncDispose]() {
      watching[Symbol.dispose]();
      await Promise.all([...coordinators.values()].map((one) => one[Symbol.asyncDispose]()));
    },
  };
}
