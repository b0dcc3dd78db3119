import { type MergeQueueDeps, type MergeQueueService, createMergeQueue } from "../merge-queue/index.ts";
import type { ProjectsService } from "../project/index.ts";
import type { Roles } from "../role/index.ts";
import { type ConsequencesDeps, consequencesOver } from "./consequences.ts";
import type { mergePorts } from "./merge-ports.ts";
import type { Platform, PlatformOptions } from "./platform.ts";

export interface MergeQueueWiring
  extends
    Pick<Platform, "store">,
    Pick<PlatformOptions, "clock">,
    Pick<MergeQueueDeps, "report">,
    ReturnType<typeof mergePorts>,
    Omit<ConsequencesDeps, "ofItem"> {
  readonly projects: Pick<ProjectsService, "get" | "list">;
  readonly roles: Pick<Roles, "holderOf">;
}

/** The merge queue over the real domains: what lands or comes back moves the item, the hook and the assignment in the same step. */
export function mergeQueueOver({
  projects,
  roles,
  ledger,
  hooks,
  planEnd,
  ...deps
}: MergeQueueWiring): MergeQueueService {
  const mergeQueue: MergeQueueService = createMergeQueue({
    ...deps,
    hasProject: (name) => projects.get(name) !== undefined,
    projects: () => projects.list().map(({ name }) => name),
    isOff: (name) => roles.holderOf("merge-coordinator", name) === "off",
    gatesOf: (name) => projects.get(name)?.gates ?? [],
    ...consequencesOver({ ledger, hooks, ofItem: (item) => mergeQueue.ofItem(item), planEnd }),
  });
  return mergeQueue;
}
