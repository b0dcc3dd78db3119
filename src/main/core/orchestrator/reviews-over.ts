import type { Agents } from "../agent/index.ts";
import type { Hooks } from "../hook/index.ts";
import type { Ledger } from "../ledger/index.ts";
import type { MailService } from "../mail/index.ts";
import { type MergeQueueService, isUnderWay, submissionKind, targetRef } from "../merge-queue/index.ts";
import type { ProjectsService } from "../project/index.ts";
import { type ReviewDeps, type ReviewService, createReviews } from "../review/index.ts";
import type { Sessions } from "../session/index.ts";
import { resolveItemId } from "./dispatch-ports.ts";

export interface ReviewWiring extends Pick<ReviewDeps, "store" | "git"> {
  readonly projects: ProjectsService;
  readonly agents: Agents;
  readonly hooks: Hooks;
  readonly ledger: Ledger;
  readonly mail: MailService;
  readonly sessions: Sessions;
  readonly mergeQueue: MergeQueueService;
  report(error: unknown): void;
}

/** Whether what is submitted to a project lands only once it is approved. */
export function reviewedIn(projects: Pick<ProjectsService, "get">): (project: string) => boolean {
  return (project) => projects.get(project)?.queue.review === "required";
}

/** Reviews over the real domains. */
export function reviewsOver({ store, git, report, ...deps }: ReviewWiring): ReviewService {
  const { projects, agents, hooks, ledger, mail, sessions, mergeQueue } = deps;
  const table = store.table(submissionKind);
  return createReviews({
    store,
    git,
    placeOf(name) {
      const project = projects.get(name);
      return project === undefined ? undefined : { ...projects.place(name), targetRef: targetRef(project.target) };
    },
    isRequired: reviewedIn(projects),
    submissions: {
      get: (id) => table.get(id),
      values: () => mergeQueue.values(),
      ofItem: (item) => mergeQueue.ofItem(item),
      isUnderWay,
      planReview: (id, verdict) => mergeQueue.planReview(id, verdict),
      wake: (project) => mergeQueue.wake(project),
    },
    resolveAgent: (ref, ownProject) => agents.resolve(ref, ownProject),
    hookOf: (agent) => hooks.get(agent),
    holderOf: (item) => hooks.holderOf(item),
    resolveItem: (ref) => resolveItemId(ledger, ref),
    item: (id) => ledger.get(id),
    async tell({ from, to, subject, body }) {
      const sent = await mail.send({ from, to, subject, body });
      if (!sent.ok) {
        report(new Error(`What was remarked could not be told to ${to}: ${sent.error.message}`));
        return;
      }
      if (sessions.liveOf(to) === undefined) return;
      await sessions.nudge(
        to,
        `Your work was reviewed. Read it and mend what it says: drover mail read ${sent.value.id}`,
      );
    },
  });
}
