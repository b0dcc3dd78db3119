import type { DispatchService } from "../dispatch/index.ts";
import { type FreezeDeps, type FreezeService, createFreeze } from "../freeze/index.ts";
import type { MergeQueueService } from "../merge-queue/index.ts";
import type { ProjectsService } from "../project/index.ts";
import type { Sessions } from "../session/index.ts";

export interface FreezeWiring extends Pick<FreezeDeps, "store" | "report"> {
  readonly projects: ProjectsService;
  /** Built after it, since they ask it; used only once all is built. */
  readonly later: () => {
    readonly sessions: Sessions;
    readonly dispatch: DispatchService;
    readonly mergeQueue: MergeQueueService;
  };
}

/** Pausing everything over the real domains; what waited for a thaw looks anew. */
export function freezeOver({ projects, later, ...deps }: FreezeWiring): FreezeService {
  return createFreeze({
    ...deps,
    live: () =>
      later()
        .sessions.live()
        .map(({ session, status }) => ({ session, isPaused: status.state === "paused" })),
    pause: (session, actor) => later().sessions.pause(session, actor),
    resume: (session, actor) => later().sessions.resume(session, actor),
    changed() {
      const { dispatch, mergeQueue } = later();
      dispatch.wake();
      for (const { name } of projects.list()) mergeQueue.wake(name).catch(deps.report);
    },
  });
}
