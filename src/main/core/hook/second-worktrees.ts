import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Hook, SecondWorktree } from "../../../shared/model/agent.ts";
import { type IdentityPath, projectOf, recoveryMonitorPath } from "../../../shared/model/identity.ts";
import { type Decided, type HookBoard, branchFor } from "./decide.ts";
import { addWorktree, dropWorktree, makeWorktree, releaseWorktree } from "./decide-worktrees.ts";
import type { HookDeps } from "./ports.ts";
import { isInQueue } from "./worktrees.ts";

export interface Wanted {
  readonly project: string;
  readonly actor: IdentityPath;
}

export interface Removed {
  /** The ref that has what was still in it. */
  readonly salvage: string | undefined;
}

/** The worktrees of hooks in other projects than their own. */
export interface SecondWorktrees {
  /** Makes one. What cannot be made is wanted no more. */
  add(hook: Hook, wanted: Wanted): Promise<Result<SecondWorktree>>;
  /** Saves what is in it and gives it back. With `discard` also what has not landed. */
  remove(hook: Hook, wanted: Wanted & { readonly discard: boolean }): Promise<Result<Removed>>;
  /** Makes true what the hook says of it: makes it, or gives it back unless somebody runs in it. One at a time. */
  settle(agent: IdentityPath, project: string): Promise<Result<void>>;
}

type Deps = Pick<HookDeps, "store" | "worktrees" | "salvage" | "hasLiveSession" | "beginningOf"> & {
  readonly board: HookBoard;
};

export function createSecondWorktrees({
  store,
  worktrees,
  salvage,
  hasLiveSession,
  beginningOf,
  board,
}: Deps): SecondWorktrees {
  /** The end of what is under way, by agent and project. */
  const turns = new Map<string, Promise<unknown>>();
  /** Those that somebody waits to hear the salvage of, whoever gives them back. */
  const removing = new Map<string, string | undefined>();
  const find = (agent: IdentityPath, project: string) => board.get(agent)?.also.find((one) => one.project === project);

  async function commit(decide: () => Decided): Promise<Result<void>> {
    return await store.commit(() => {
      const decided = decide();
      return decided.ok ? ok({ events: decided.value, result: () => undefined }) : decided;
    });
  }

  async function step(agent: IdentityPath, project: string): Promise<Result<void>> {
    const hook = board.get(agent);
    const one = find(agent, project);
    if (hook === undefined || one === undefined) return ok();
    const by = { actor: recoveryMonitorPath(projectOf(agent) ?? hook.project) };
    if (one.isLeaving === true || hook.state === "archived") {
      if (hook.state === "archived" && hasLiveSession(agent)) return ok();
      const { worktree } = one;
      // Also one that was never said to be made: a core may have ended just before it said so.
      const saved = await salvage({ project, agent, worktree, item: hook.item, reason: "removal" });
      if (!saved.ok) return saved;
      const released = await worktrees.release(project, saved.value);
      if (!released.ok) return released;
      const { ref } = saved.value;
      const said = await commit(() => releaseWorktree(board.get(agent), { project, salvage: ref }, by));
      if (said.ok && removing.has(keyOf(agent, project))) removing.set(keyOf(agent, project), ref);
      return said;
    }
    if (one.base !== undefined) return ok();
    const from = hook.item === undefined ? undefined : beginningOf(hook.item, project);
    const made = await worktrees.acquire({ project, agent, branch: one.branch, from });
    if (!made.ok) return made;
    return await commit(() => makeWorktree(board.get(agent), { project, base: made.value.base, ...by }));
  }

  async function settle(agent: IdentityPath, project: string): Promise<Result<void>> {
    const key = keyOf(agent, project);
    const turn = (turns.get(key) ?? Promise.resolve()).then(() => step(agent, project));
    const end = turn.catch(() => {});
    turns.set(key, end);
    try {
      return await turn;
    } finally {
      if (turns.get(key) === end) turns.delete(key);
    }
  }

  return {
    settle,
    async add({ agent, item }, { project, actor }) {
      const path = worktrees.pathOf(project, agent);
      if (!path.ok) return path;
      const branch = branchFor(agent, item ?? "");
      const wanted = { project, worktree: path.value, branch, actor };
      const added = await commit(() => addWorktree(board.get(agent), wanted));
      if (!added.ok) return added;
      const made = await settle(agent, project);
      const one = find(agent, project);
      if (made.ok && one?.base !== undefined) return ok(one);
      await commit(() => dropWorktree(board.get(agent), project, { actor }));
      await settle(agent, project);
      const why = made.ok ? "the hook was cleared meanwhile" : made.error.message;
      return fail("worktree-failed", `No worktree could be made in ${project}: ${why}`);
    },
    async remove(hook, { project, actor, discard }) {
      const one = find(hook.agent, project);
      const unlanded = one?.base === undefined || discard || isInQueue(one) ? undefined : await notLanded(one);
      if (unlanded !== undefined) return { ok: false, error: unlanded };
      const key = keyOf(hook.agent, project);
      removing.set(key, undefined);
      try {
        const dropped = await commit(() => dropWorktree(board.get(hook.agent), project, { actor }));
        if (!dropped.ok) return dropped;
        const settled = await settle(hook.agent, project);
        return settled.ok ? ok({ salvage: removing.get(key) }) : settled;
      } finally {
        removing.delete(key);
      }
    },
  };

  async function notLanded({
    project,
    worktree,
    landed,
  }: SecondWorktree): Promise<Failure<"unlanded-work"> | undefined> {
    const facts = await worktrees.look(project, worktree);
    // One that is gone has nothing to lose.
    if (!facts.ok) return undefined;
    const { ahead, head, uncommitted } = facts.value;
    const commits = head === landed ? 0 : ahead;
    if (commits === 0 && uncommitted.length === 0) return undefined;
    return {
      code: "unlanded-work",
      message: `In ${worktree} there is work that has not landed: ${counted(commits, "commit")}${counted(uncommitted.length, "changed file", commits > 0)}.`,
      remedy:
        "`drover done` submits them. With --discard it is given back all the same, and a salvage keeps everything.",
    };
  }
}

function keyOf(agent: IdentityPath, project: string): string {
  return `${agent} ${project}`;
}

/** `2 commits`; nothing where there is none. */
function counted(count: number, what: string, isMore = false): string {
  if (count === 0) return "";
  return `${isMore ? ", " : ""}${count} ${what}${count === 1 ? "" : "s"}`;
}
