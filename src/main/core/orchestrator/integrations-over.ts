import type { Ledger } from "../ledger/index.ts";
import {
  type IntegrationDeps,
  type Integrations,
  type MergeQueueService,
  type MergeRepository,
  createIntegrations,
} from "../merge-queue/index.ts";
import type { ProjectsService } from "../project/index.ts";

export interface IntegrationWiring extends Pick<IntegrationDeps, "store" | "clock" | "git" | "report"> {
  readonly projects: ProjectsService;
  readonly ledger: Ledger;
  readonly repository: MergeRepository;
  /** Built after this, and asked only once all is built. */
  readonly later: () => { readonly mergeQueue: MergeQueueService };
}

/** Integration branches over the real domains: what is below an epic, and what lands. */
export function integrationsOver({ projects, ledger, later, ...deps }: IntegrationWiring): Integrations {
  return createIntegrations({
    ...deps,
    place(name) {
      const { vault, clone } = projects.place(name);
      return { vault, clone, origin: projects.present(name).origin };
    },
    targetOf: (name) => projects.present(name).target,
    hasProject: (name) => projects.get(name) !== undefined,
    items: {
      get: (id) => ledger.get(id),
      resolve: (ref) => ledger.resolve(ref),
      projectOf: (id) => ledger.projectOf(id),
      children: (id) => ledger.readiness.children(id),
      planClose: (id, outcome, by) => ledger.planClose(id, outcome, by),
      planOutcome: (id, outcome, by) => ledger.planOutcome(id, outcome, by),
    },
    queue: () => later().mergeQueue,
  });
}
