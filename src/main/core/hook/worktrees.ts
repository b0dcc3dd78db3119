import type { Hook, SecondWorktree } from "../../../shared/model/agent.ts";

/** One of the worktrees of a hook: its own, or one in another project. */
export type HookWorktree = Omit<SecondWorktree, "isLeaving">;

/** Those that are there to be worked in, the hook's own first. */
export function worktreesOf(hook: Hook): readonly HookWorktree[] {
  const own = hook.worktree === "" ? [] : [ownOf(hook)];
  return [...own, ...hook.also.filter((one) => one.base !== undefined && one.isLeaving !== true)];
}

/** The one in that project, also while it is being made or given back. */
export function worktreeIn(hook: Hook, project: string): HookWorktree | undefined {
  return project === hook.project ? ownOf(hook) : hook.also.find((one) => one.project === project);
}

function ownOf(hook: Hook): HookWorktree {
  const { project, worktree, branch, base, submitted, landed, sentBack, isReviewed, checkpoint } = hook;
  return { project, worktree, branch, base, submitted, landed, sentBack, isReviewed, checkpoint };
}

/** What was submitted there last is on the target. */
export function hasLanded({ submitted, landed }: HookWorktree): boolean {
  return landed !== undefined && landed === submitted;
}

/** What was submitted there last has neither landed nor come back. */
export function isInQueue(at: HookWorktree): boolean {
  return at.submitted !== undefined && at.sentBack === undefined && !hasLanded(at);
}

/**
 * Whether an item is not finished with what lands in that project: in another one work came back, or its agent is at work and
 * has not submitted there.
 */
export function isOpenElsewhere(hook: Hook, project: string): boolean {
  const isInWork = hook.state === "active" || hook.state === "suspended";
  return worktreesOf(hook).some(
    (at) => at.project !== project && (at.sentBack !== undefined || (isInWork && at.submitted === undefined)),
  );
}
