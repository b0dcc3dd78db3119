import type { Project } from "../../../shared/model/project.ts";
import { createTreeRemover } from "../platform/fs/remove-tree.ts";
import { type WorktreePool, createWorktreePool } from "../platform/git/worktree-pool.ts";
import type { ProjectsService } from "../project/index.ts";
import type { Platform } from "./platform.ts";

/** Unused worktrees kept ready in each project. */
const POOLED = 4;

export interface WorktreePoolsDeps extends Pick<Platform, "git" | "runner"> {
  readonly report: (error: unknown) => void;
  readonly placeOf: ProjectsService["place"];
}

/** The pool of worktrees of each project that is open. */
export interface WorktreePools extends AsyncDisposable {
  get(project: string): WorktreePool | undefined;
  open(project: Project): Promise<WorktreePool>;
}

export function createWorktreePools({ git, runner, report, placeOf }: WorktreePoolsDeps): WorktreePools {
  const pools = new Map<string, WorktreePool>();
  return {
    get: (project) => pools.get(project),
    async open({ name }) {
      const { clone, vault, worktrees } = placeOf(name);
      const pool = await createWorktreePool({
        git,
        clone,
        vault,
        root: worktrees,
        keep: POOLED,
        remove: createTreeRemover(runner),
        onError: report,
      });
      pools.set(name, pool);
      return pool;
    },
    async [Symbol.asyncDispose]() {
      for (const pool of pools.values()) await pool[Symbol.asyncDispose]();
    },
  };
}
