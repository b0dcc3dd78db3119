import { fail, ok } from "../../../shared/model/result.ts";
import type { Hook } from "../../../shared/model/agent.ts";
import { type By, type Decided, change, completeHook, wrong } from "./decide.ts";
import type { HookEventData, TipIn } from "./reduce.ts";
import { isInQueue, isOpenElsewhere, worktreeIn } from "./worktrees.ts";

/**
 * The life of a worktree in another project: added (wanted: its path and branch are known) → made (it is there) → dropped, or its
 * hook archived → released (given back, and forgotten). Each step is recorded before the next, so that whatever ends in between is
 * gone on with: what is at its path is this hook's, whether it was said to be made or not.
 */

/** Wants a worktree in another project. Asked again, nothing changes. */
export function addWorktree(hook: Hook | undefined, command: By & HookEventData["hookWorktreeAdded"]): Decided {
  if (hook?.state !== "active" || hook.item === undefined) return wrong(hook, "given another worktree");
  const { project, worktree, branch } = command;
  if (project === hook.project) {
    return fail("own-project", `${hook.worktree} is the worktree of ${hook.agent} in ${project} already.`, {
      remedy: "Name another project: `drover project list`.",
    });
  }
  const there = hook.also.find((one) => one.project === project);
  if (there?.isLeaving === true) return wrong(hook, `given a worktree in ${project} before the last one is given back`);
  if (there !== undefined) return ok([]);
  return change(hook, "hookWorktreeAdded", { data: { project, worktree, branch }, by: command });
}

/** It is there. Where it is wanted no more, nothing changes, and it is given back. */
export function makeWorktree(hook: Hook | undefined, command: By & HookEventData["hookWorktreeMade"]): Decided {
  const { project, base } = command;
  const one = hook?.also.find((at) => at.project === project);
  const isWanted = one !== undefined && one.base === undefined && one.isLeaving !== true;
  if (hook === undefined || !isWanted || hook.state === "archived") return ok([]);
  return change(hook, "hookWorktreeMade", { data: { project, base }, by: command });
}

/** It is wanted no more. Not while the merge queue has what was submitted from it. */
export function dropWorktree(hook: Hook | undefined, project: string, by: By): Decided {
  const one = hook?.also.find((at) => at.project === project);
  if (hook === undefined || one === undefined) {
    return fail("worktree-not-found", `${hook?.agent ?? "The agent"} has no second worktree in ${project}.`, {
      remedy: "List them with `drover worktree list`.",
    });
  }
  if (isInQueue(one)) {
    return fail("item-submitted", `What was done in ${project} is submitted and waits to land.`, {
      remedy: "See it with `drover mq list`.",
    });
  }
  return one.isLeaving === true ? ok([]) : change(hook, "hookWorktreeDropped", { data: { project }, by });
}

/** It was given back; `salvage` is the ref that has what was still in it. */
export function releaseWorktree(
  hook: Hook | undefined,
  { project, salvage }: { readonly project: string; readonly salvage: string | undefined },
  by: By,
): Decided {
  const one = hook?.also.find((at) => at.project === project);
  if (hook === undefined || one === undefined) return ok([]);
  if (one.isLeaving !== true && hook.state !== "archived") return wrong(hook, `rid of its worktree in ${project}`);
  const data = { project, ...(salvage === undefined ? {} : { salvage }) };
  return change(hook, "hookWorktreeReleased", { data, by });
}

/** What was submitted there has landed, and the item goes on elsewhere. */
export function landPart(hook: Hook | undefined, command: By & TipIn & { readonly item: string }): Decided {
  const { project, tip, item } = command;
  const at = hook === undefined ? undefined : worktreeIn(hook, project);
  if (hook === undefined || hook.item !== item || at === undefined) return wrong(hook, `landed in ${project}`);
  // Whatever became of it in the queue (a conflict that was resolved): what was submitted there has landed.
  return change(hook, "hookLanded", { data: { project, tip: at.submitted ?? tip }, by: command });
}

/** What came back is tried again as it is. Where nothing else is left to be done, the hook is completed. */
export function retryPart(
  hook: Hook | undefined,
  command: By & { readonly project: string; readonly item: string },
): Decided {
  const { project, item } = command;
  if (hook === undefined || hook.item !== item) return wrong(hook, "completed");
  if (hook.also.length === 0) return completeHook(hook, command);
  if (worktreeIn(hook, project)?.sentBack === undefined) return wrong(hook, `tried again in ${project}`);
  const retried = change(hook, "hookRetried", { data: { project }, by: command });
  const completed = isOpenElsewhere(hook, project) ? ok([]) : completeHook(hook, command);
  return retried.ok && completed.ok ? ok([...retried.value, ...completed.value]) : completed;
}
