import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Hook } from "../../../shared/model/agent.ts";
import type { HookWorktrees, WorktreeFacts } from "./ports.ts";
import { type HookWorktree, isInQueue, worktreesOf } from "./worktrees.ts";

export interface Looked {
  readonly at: HookWorktree;
  readonly facts: WorktreeFacts;
}

/** Paths named in a refusal; more than that is a folder that should be ignored. */
const SHOWN_PATHS = 20;

/** All worktrees of a hook as they are now, or the first that cannot be read. */
export async function lookAtAll(
  worktrees: Pick<HookWorktrees, "look">,
  hook: Hook,
): Promise<Result<readonly Looked[], Failure<"internal">>> {
  const looked: Looked[] = [];
  for (const at of worktreesOf(hook)) {
    const facts = await worktrees.look(at.project, at.worktree);
    if (!facts.ok) {
      return fail("internal", `The worktree ${at.worktree} cannot be read: ${facts.error.message}`, facts.error);
    }
    looked.push({ at, facts: facts.value });
  }
  return ok(looked);
}

/** It has commits that are neither on the target nor in the merge queue. */
export function isNew({ at, facts }: Looked): boolean {
  return facts.ahead > 0 && facts.head !== at.landed && !(isInQueue(at) && facts.head === at.submitted);
}

/** Why what is in it cannot be taken as it is. */
export function notReady(
  { at, facts }: Looked,
  isOneOfSeveral: boolean,
): Failure<"wrong-branch" | "uncommitted-changes"> | undefined {
  if (facts.branch !== at.branch) {
    const where = facts.branch === undefined ? "no branch (is a rebase still under way?)" : facts.branch;
    return {
      code: "wrong-branch",
      message: `The worktree${nameOf(at, isOneOfSeveral)} is on ${where}, and the work belongs on ${at.branch}.`,
      remedy: `Finish or abort what is under way, then \`git switch ${at.branch}\`.`,
    };
  }
  if (facts.uncommitted.length > 0) return uncommitted(facts.uncommitted, nameOf(at, isOneOfSeveral));
  return undefined;
}

/** Which worktree is meant, where there are several. */
export function nameOf({ project, worktree }: HookWorktree, isOneOfSeveral: boolean): string {
  return isOneOfSeveral ? ` in ${project} (${worktree})` : "";
}

export function uncommitted(paths: readonly string[], where: string): Failure<"uncommitted-changes"> {
  const more = paths.length > SHOWN_PATHS ? `, and ${paths.length - SHOWN_PATHS} more` : "";
  return {
    code: "uncommitted-changes",
    message: `These are not committed${where}: ${paths.slice(0, SHOWN_PATHS).join(", ")}${more}.`,
    remedy: "Commit what belongs to the work, remove or ignore the rest, then submit again.",
    details: { paths: paths.slice(0, SHOWN_PATHS), count: paths.length },
  };
}
