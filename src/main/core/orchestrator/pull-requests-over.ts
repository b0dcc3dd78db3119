import type { Ledger } from "../ledger/index.ts";
import {
  type MergeQueueService,
  type PullRequestDeps,
  type PullRequestService,
  createPullRequests,
  inOrder,
  queueKind,
  submissionKind,
} from "../merge-queue/index.ts";
import type { ProjectsService } from "../project/index.ts";
import type { Platform, PlatformOptions } from "./platform.ts";

export interface PullRequestWiring
  extends
    Pick<Platform, "store" | "git" | "runner">,
    Pick<PlatformOptions, "clock" | "env" | "workspaceDir">,
    Pick<PullRequestDeps, "repository" | "report" | "consequencesOfLanding" | "consequencesOfSendingBack"> {
  readonly projects: ProjectsService;
  readonly ledger: Pick<Ledger, "get">;
  isOff(project: string): boolean;
  isFrozen(): boolean;
  convoySince(item: string): number | undefined;
  /** Built after this, and asked only once all is built. */
  readonly later: () => { readonly queue: Pick<MergeQueueService, "wake"> };
}

/** Pull requests over the real domains: what of an item is told, and whose settings count. */
export function pullRequestsOver({
  projects,
  ledger,
  isOff,
  convoySince,
  later,
  ...deps
}: PullRequestWiring): PullRequestService {
  const queues = deps.store.table(queueKind);
  return createPullRequests({
    ...deps,
    submissions: deps.store.table(submissionKind),
    random: () => Math.random(),
    originOf: (project) => projects.present(project).origin,
    placeOf: (project) => ({ vault: projects.place(project).vault, origin: projects.present(project).origin }),
    targetOf: ({ project, branch }) => branch ?? projects.present(project).target,
    settingsOf: (project) => projects.present(project).queue,
    isPaused: (project) => deps.isFrozen() || isOff(project) || (queues.get(project)?.paused ?? false),
    inLine: (all) => inOrder(all, { now: deps.clock.now(), convoySince }),
    itemOf(id) {
      const item = ledger.get(id);
      return {
        title: item?.title ?? id,
        description: item?.description ?? "",
        acceptance: item?.acceptance ?? "",
        link: item?.externalRef,
      };
    },
    wakeQueue(project) {
      later().queue.wake(project).catch(deps.report);
    },
  });
}

/** The merge queue with its pull requests: whoever opens, wakes, awaits or ends the one does so with the other. */
export function withPullRequests(queue: MergeQueueService, pullRequests: PullRequestService): MergeQueueService {
  return {
    ...queue,
    async open(project) {
      await queue.open(project);
      pullRequests.wake(project);
    },
    async wake(project) {
      await queue.wake(project);
      pullRequests.wake(project);
    },
    async idle() {
      await pullRequests.idle();
      await queue.idle();
    },
    async [Symbol.asyncDispose]() {
      await pullRequests[Symbol.asyncDispose]();
      await queue[Symbol.asyncDispose]();
    },
  };
}
