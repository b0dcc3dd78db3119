import type { Project } from "../../../shared/model/project.ts";
import type { DispatchService } from "../dispatch/index.ts";
import type { MergeQueueService } from "../merge-queue/index.ts";
import type { RecoveryMonitor } from "../patrol/index.ts";
import type { ProjectsService } from "../project/index.ts";
import { type Roles, type RolesDeps, createRoles } from "../role/index.ts";
import type { Settings } from "../../../shared/model/settings.ts";

export interface RoleWiring extends Pick<RolesDeps, "store" | "prompts" | "agents" | "isUsable"> {
  readonly projects: ProjectsService;
  readonly settings: Settings;
  runtimeOf(project: Project): string;
  report(error: unknown): void;
  /** Built after the roles, and asked only once all is built. */
  readonly later: () => {
    readonly mergeQueue: MergeQueueService;
    readonly dispatch: DispatchService;
    readonly monitor: RecoveryMonitor;
  };
}

/** Roles over the real domains: who does a role's work looks anew when its holder changes. */
export function rolesOver({ projects, settings, runtimeOf, report, later, ...deps }: RoleWiring): Roles {
  return createRoles({
    ...deps,
    projects: () => projects.list().map(({ name }) => name),
    runtimeFor: (name) => (name === undefined ? settings.defaultRuntime : runtimeOf(projects.present(name))),
    changed({ project }) {
      const { mergeQueue, dispatch, monitor } = later();
      if (project !== undefined) mergeQueue.wake(project).catch(report);
      dispatch.wake();
      monitor.wake();
    },
  });
}
