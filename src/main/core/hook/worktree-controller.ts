import type { HookWorktreeView } from "../../../shared/contract/hook-worktree.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Hook } from "../../../shared/model/agent.ts";
import { subjects } from "./controller.ts";
import type { HookBoard } from "./decide.ts";
import type { HookDeps } from "./ports.ts";
import type { SecondWorktrees } from "./second-worktrees.ts";
import { worktreeIn } from "./worktrees.ts";

export type WorktreeHandlers = SomeHandlers<"hook.worktree.add" | "hook.worktree.list" | "hook.worktree.remove">;

type Deps = Pick<HookDeps, "agents" | "project"> & { readonly board: HookBoard; readonly seconds: SecondWorktrees };

/** Worktrees that an agent asks for in other projects than its own. */
export function worktreeHandlers(deps: Deps): WorktreeHandlers {
  const { board, seconds } = deps;
  const { subject, hookOf } = subjects(deps);

  function viewOf(hook: Hook, project: string): HookWorktreeView | undefined {
    const at = worktreeIn(hook, project);
    if (at === undefined || at.worktree === "") return undefined;
    const { target, gates = [] } = deps.project(project, hook.item) ?? {};
    const isOwn = project === hook.project;
    const state = isOwn ? "there" : stateOf(hook, project);
    return { ...at, isOwn, state, gates: [...gates], ...(target === undefined ? {} : { target }) };
  }

  return {
    "hook.worktree.add": async ({ agent: ref, project }, caller) => {
      const agent = subject(ref, caller, ["user"]);
      if (!agent.ok) return agent;
      const hook = hookOf(agent.value);
      if (!hook.ok) return hook;
      const { item, state } = hook.value;
      if (item === undefined || state !== "active") {
        return fail("nothing-on-hook", `There is nothing on the hook of ${agent.value.path} that is being worked on.`, {
          remedy: "A second worktree belongs to an item that its agent is at work on.",
        });
      }
      if (deps.project(project) === undefined) {
        return fail("project-not-found", `There is no project ${JSON.stringify(project)}.`, {
          remedy: "List them with `drover project list`.",
        });
      }
      const added = await seconds.add(hook.value, { project, actor: caller.identity });
      if (!added.ok) return refused(added.error);
      const now = board.get(agent.value.path);
      const view = now && viewOf(now, project);
      if (view === undefined) return fail("worktree-failed", `The worktree in ${project} was given back meanwhile.`);
      return ok({ item, worktree: view });
    },
    "hook.worktree.list": async ({ agent: ref }, caller) => {
      const agent = subject(ref, caller, [caller.role]);
      if (!agent.ok) return agent;
      const hook = hookOf(agent.value);
      if (!hook.ok) return hook;
      const projects = [hook.value.project, ...hook.value.also.map(({ project }) => project)];
      const worktrees = projects.flatMap((project) => viewOf(hook.value, project) ?? []);
      return ok({ agent: agent.value.path, worktrees });
    },
    "hook.worktree.remove": async ({ agent: ref, project, discard = false }, caller) => {
      const agent = subject(ref, caller, ["user"]);
      if (!agent.ok) return agent;
      const hook = hookOf(agent.value);
      if (!hook.ok) return hook;
      const removed = await seconds.remove(hook.value, { project, discard, actor: caller.identity });
      if (!removed.ok) return refused(removed.error);
      const { salvage } = removed.value;
      return ok({
        project,
        ...(salvage === undefined ? {} : { salvage: salvage.slice(salvage.lastIndexOf("/") + 1) }),
      });
    },
  };
}

function stateOf(hook: Hook, project: string): HookWorktreeView["state"] {
  const one = hook.also.find((at) => at.project === project);
  if (one?.isLeaving === true || hook.state === "archived") return "leaving";
  return one?.base === undefined ? "being-made" : "there";
}

type Told = "own-project" | "worktree-not-found" | "item-submitted" | "unlanded-work" | "journal-stopped";

const TOLD: ReadonlySet<string> = new Set<Told>([
  "own-project",
  "worktree-not-found",
  "item-submitted",
  "unlanded-work",
  "journal-stopped",
]);

/** What the caller can see to, as it is; all else is a worktree that could not be made or given back. */
function refused(failure: Failure): Result<never, Failure<Told | "worktree-failed">> {
  const isTold = (code: string): code is Told => TOLD.has(code);
  return fail(isTold(failure.code) ? failure.code : "worktree-failed", failure.message, failure);
}
