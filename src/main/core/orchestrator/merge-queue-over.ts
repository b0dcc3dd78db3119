import type { DispatchService } from "../dispatch/index.ts";
import { type MergeQueueDeps, type MergeQueueService, createMergeQueue } from "../merge-queue/index.ts";
import type { ProjectsService } from "../project/index.ts";
import type { Roles } from "../role/index.ts";
import { type Conflicts, type ConflictsDeps, createConflicts } from "./conflicts-over.ts";
import { consequencesOver } from "./consequences.ts";
import type { mergePorts } from "./merge-ports.ts";
import type { Platform, PlatformOptions } from "./platform.ts";

export interface MergeQueueWiring
  extends
    Pick<Platform, "store">,
    Pick<PlatformOptions, "clock">,
    Pick<MergeQueueDeps, "report">,
    ReturnType<typeof mergePorts>,
    Omit<ConflictsDeps, "later"> {
  readonly projects: ProjectsService;
  readonly roles: Pick<Roles, "holderOf">;
  /** Built after this, and asked only once all is built. */
  readonly later: () => { readonly dispatch: DispatchService };
}

/**
 * The merge queue over the real domains, with what becomes of its conflicts: what lands or comes back moves the item, the hook and
 * the assignment in the same step.
 */
export function mergeQueueOver({ roles, later, ...deps }: MergeQueueWiring): {
  readonly mergeQueue: MergeQueueService;
  readonly conflicts: Conflicts;
} {
  const { projects, ledger, hooks } = deps;
  const ofItem: MergeQueueService["ofItem"] = (item) => mergeQueue.ofItem(item);
  const planEnd: DispatchService["planEnd"] = (item, by) => later().dispatch.planEnd(item, by);
  const conflicts = createConflicts({ ...deps, later: () => ({ mergeQueue, ...later() }) });
  const mergeQueue: MergeQueueService = createMergeQueue({
    ...deps,
    hasProject: (name) => projects.get(name) !== undefined,
    projects: () => projects.list().map(({ name }) => name),
    isOff: (name) => roles.holderOf("merge-coordinator", name) === "off",
    gatesOf: (name) => projects.get(name)?.gates ?? [],
    ...consequencesOver({ ledger, hooks, ofItem, planEnd }),
  });
  return { mergeQueue, conflicts };
}
