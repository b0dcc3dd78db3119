import { type Result, ok } from "../../../shared/model/result.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { exists } from "../platform/fs/exists.ts";
import type { HookBoard } from "./decide.ts";
import type { HookDeps } from "./ports.ts";
import { worktreesOf } from "./worktrees.ts";

/** The folders in which the work on hooks is done. */
export interface Places {
  /** Projects whose worktree should be there for the agent, and is not. */
  missing(agent: IdentityPath): Promise<readonly string[]>;
  /** Makes those again, from their branches. */
  bringBack(agent: IdentityPath): Promise<Result<void>>;
}

export function createPlaces({
  worktrees,
  board,
}: Pick<HookDeps, "worktrees"> & { readonly board: HookBoard }): Places {
  async function missing(agent: IdentityPath) {
    const hook = board.get(agent);
    if (hook?.state !== "active" && hook?.state !== "suspended") return [];
    const gone = await Promise.all(
      worktreesOf(hook).map(async (one) => (one.worktree === "" || (await exists(one.worktree)) ? [] : [one])),
    );
    return gone.flat();
  }

  return {
    missing: async (agent) => (await missing(agent)).map(({ project }) => project),
    async bringBack(agent) {
      for (const { project, branch } of await missing(agent)) {
        const made = await worktrees.acquire({ project, agent, branch });
        if (!made.ok) return made;
      }
      return ok();
    },
  };
}
