import type { Agents } from "../agent/index.ts";
import type { Hooks } from "../hook/index.ts";
import { createMemories } from "../memory/index.ts";
import type { ProjectsService } from "../project/index.ts";
import { createSalvage } from "../salvage/index.ts";
import { type Sessions, authorName } from "../session/index.ts";
import type { Platform, PlatformOptions } from "./platform.ts";

export interface KeepingWorkDeps extends Pick<Platform, "store" | "git" | "owner">, Pick<PlatformOptions, "clock"> {
  readonly projects: ProjectsService;
  readonly agents: Agents;
  /** Built after this, and asked only once all is built. */
  readonly later: () => { readonly hooks: Hooks; readonly sessions: Sessions };
  readonly report: (error: unknown) => void;
}

/** What outlives sessions: everything that was in worktrees, and what agents have learned. */
export function createKeepingWork({ projects, later, owner, ...deps }: KeepingWorkDeps) {
  const salvage = createSalvage({
    ...deps,
    projects: () => projects.list().map(({ name }) => name),
    repositories: (name) => (projects.get(name) === undefined ? undefined : projects.place(name)),
    originOf: (name) => projects.get(name)?.origin,
    person: (agent) => ({ name: authorName(agent), email: owner.email }),
    hookOf: (agent) => later().hooks.get(agent),
    hasLiveSession: (agent) => later().sessions.liveOf(agent) !== undefined,
  });
  const memories = createMemories({
    ...deps,
    itemOf(agent) {
      const hook = later().hooks.get(agent);
      return hook?.state === "archived" ? undefined : hook?.item;
    },
  });
  return { salvage, memories, handlers: { ...salvage.handlers, ...memories.handlers } };
}
