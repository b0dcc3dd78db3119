import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import { DEFAULT_QUEUE_SETTINGS } from "../../../shared/model/queue-settings.ts";
import type { ConvoyService } from "../convoy/index.ts";
import type { DispatchService } from "../dispatch/index.ts";
import {
  type Integrations,
  type MergeQueueDeps,
  type MergeQueueService,
  createMergeQueue,
  submissionKind,
} from "../merge-queue/index.ts";
import type { ProjectsService } from "../project/index.ts";
import type { Roles } from "../role/index.ts";
import { type Conflicts, type ConflictsDeps, createConflicts } from "./conflicts-over.ts";
import { consequencesOver } from "./consequences.ts";
import { integrationsOver } from "./integrations-over.ts";
import type { mergePorts } from "./merge-ports.ts";
import type { Platform, PlatformOptions } from "./platform.ts";
import { revertsOver } from "./reverts-over.ts";
import { pullRequestsOver, withPullRequests } from "./pull-requests-over.ts";

export interface MergeQueueWiring
  extends
    Pick<Platform, "store" | "git" | "runner">,
    Pick<PlatformOptions, "clock" | "env" | "workspaceDir">,
    Pick<MergeQueueDeps, "report" | "lanes">,
    ReturnType<typeof mergePorts>,
    Omit<ConflictsDeps, "later" | "integrations"> {
  readonly projects: ProjectsService;
  readonly roles: Pick<Roles, "holderOf">;
  isFrozen(): boolean;
  readonly convoys: Pick<ConvoyService, "holding">;
  /** Built after this, and asked only once all is built. */
  readonly later: () => { readonly dispatch: DispatchService };
}

/**
 * The merge queue over the real domains, with what becomes of its conflicts: what lands or comes back moves the item, the hook and
 * the assignment in the same step.
 */
export function mergeQueueOver({ roles, convoys, later, ...deps }: MergeQueueWiring): {
  readonly mergeQueue: MergeQueueService & { readonly handlers: SomeHandlers<"mq.revert"> };
  readonly conflicts: Conflicts;
  readonly integrations: Integrations;
} {
  const { projects, ledger, hooks } = deps;
  const ofItem: MergeQueueService["ofItem"] = (item) => mergeQueue.ofItem(item);
  const planEnd: DispatchService["planEnd"] = (item, by) => later().dispatch.planEnd(item, by);
  const planWithdrawal: DispatchService["planWithdrawal"] = (item, by) => later().dispatch.planWithdrawal(item, by);
  const integrations = integrationsOver({ ...deps, later: () => ({ mergeQueue }) });
  const conflicts = createConflicts({ ...deps, integrations, later: () => ({ mergeQueue, ...later() }) });
  const isOff = (name: string) => roles.holderOf("merge-coordinator", name) === "off";
  const convoySince = (item: string) => convoys.holding(item)[0]?.createdAt;
  const submissions = deps.store.table(submissionKind);
  const itemOf = (id: string) => submissions.get(id)?.item;
  const consequences = consequencesOver({ ledger, hooks, ofItem, itemOf, planEnd, planWithdrawal, integrations });
  const pullRequests = pullRequestsOver({ ...deps, ...consequences, isOff, convoySince, later: () => ({ queue }) });
  const queue = createMergeQueue({
    ...deps,
    ...consequences,
    hasProject: (name) => projects.get(name) !== undefined,
    projects: () => projects.list().map(({ name }) => name),
    isOff,
    targetOf: (name) => projects.get(name)?.target ?? "The target",
    gatesOf: (name) => projects.get(name)?.gates ?? [],
    settingsOf: (name) => projects.get(name)?.queue ?? DEFAULT_QUEUE_SETTINGS,
    convoySince,
    titleOf: (item) => ledger.get(item)?.title,
    pullRequests: (name) => (projects.get(name)?.landing === "pull-request" ? pullRequests : undefined),
    conflicts: conflicts.decider,
  });
  const followed = withPullRequests(queue, pullRequests);
  const reverts = revertsOver({ ...deps, mergeQueue: followed });
  const mergeQueue = { ...followed, handlers: { ...followed.handlers, ...reverts } };
  return { mergeQueue, conflicts, integrations };
}
