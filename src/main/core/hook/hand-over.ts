import { type Failure, type Result, ok } from "../../../shared/model/result.ts";
import type { Hook } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { SalvageReason } from "../../../shared/model/salvage.ts";
import type { SavedWork } from "../platform/git/saved-work.ts";
import { type HookBoard, beginHandOff, checkpointHook, handOffHook } from "./decide.ts";
import type { Places } from "./places.ts";
import type { HookDeps } from "./ports.ts";
import type { Checkpoints } from "./reduce.ts";
import { worktreesOf } from "./worktrees.ts";

/** What was saved of the hook's own worktree: nothing where the vault had it all. */
export interface Kept {
  readonly checkpoint?: string;
  readonly salvage?: string;
}

export interface Order {
  readonly actor: IdentityPath;
  readonly note?: string | undefined;
}

/**
 * Hand-offs and checkpoints. A hand-off is ordered first, so that it is remembered, then everything is saved, and only then
 * the next session's round begins: whatever ends in between is gone on with, and no session is replaced before its work is safe.
 */
export interface HandOver {
  order(hook: Hook, order: Order): Promise<Result<Kept>>;
  /** Does what was ordered and is not done; at most once at a time for each agent. */
  finish(agent: IdentityPath): Promise<Result<Kept>>;
  checkpoint(hook: Hook, order: Order): Promise<Result<Kept>>;
}

type Deps = Pick<HookDeps, "store" | "salvage" | "letter"> & { readonly board: HookBoard; readonly places: Places };

export function createHandOver({ store, salvage, letter, board, places }: Deps): HandOver {
  const finishing = new Map<IdentityPath, Promise<Result<Kept>>>();

  /** All of its worktrees. */
  async function save(hook: Hook, reason: SalvageReason, note: string | undefined): Promise<Result<Saved>> {
    const { agent, item } = hook;
    const there = await places.bringBack(agent);
    if (!there.ok) return there;
    let own: SavedWork | undefined;
    const also: { readonly project: string; readonly checkpoint: string }[] = [];
    for (const { project, worktree } of worktreesOf(hook)) {
      const saved = await salvage({ project, agent, worktree, reason, item, note });
      if (!saved.ok) return saved;
      const { commit } = saved.value;
      if (project === hook.project) own = saved.value;
      else if (commit !== undefined) also.push({ project, checkpoint: commit });
    }
    return ok({ own, also });
  }

  async function finish(agent: IdentityPath): Promise<Result<Kept>> {
    const hook = board.get(agent);
    const ordered = hook?.handOff;
    if (hook === undefined || ordered === undefined) return ok({});
    const saved = await save(hook, "hand-off", ordered.note);
    if (!saved.ok) return saved;
    const done = await store.commit<void, Failure>(() => {
      const decided = handOffHook(board.get(agent), { actor: ordered.by, kept: checkpointsOf(saved.value) });
      if (!decided.ok) return decided;
      const { item } = hook;
      const { note } = ordered;
      const isTold = decided.value.length > 0 && item !== undefined && note !== undefined;
      const letters = isTold ? [letter(letterOf(hook, item, note))] : [];
      return ok({ events: [...decided.value, ...letters], result: () => undefined });
    });
    return done.ok ? ok(keptAs(saved.value.own)) : done;
  }

  function finishOnce(agent: IdentityPath): Promise<Result<Kept>> {
    const running = finishing.get(agent);
    if (running !== undefined) return running;
    const begun = finish(agent).finally(() => finishing.delete(agent));
    finishing.set(agent, begun);
    return begun;
  }

  return {
    async order(hook, { actor, note }) {
      const begun = await store.commit(() => {
        const decided = beginHandOff(board.get(hook.agent), { actor, note });
        return decided.ok ? ok({ events: decided.value, result: () => undefined }) : decided;
      });
      return begun.ok ? finishOnce(hook.agent) : begun;
    },
    finish: finishOnce,
    async checkpoint(hook, { actor, note }) {
      const saved = await save(hook, "checkpoint", note);
      if (!saved.ok) return saved;
      const kept = checkpointsOf(saved.value);
      if (kept.checkpoint === undefined && kept.also === undefined) return ok({});
      const done = await store.commit(() => {
        const decided = checkpointHook(board.get(hook.agent), kept, { actor });
        return decided.ok ? ok({ events: decided.value, result: () => undefined }) : decided;
      });
      return done.ok ? ok(keptAs(saved.value.own)) : done;
    },
  };
}

interface Saved {
  readonly own: SavedWork | undefined;
  readonly also: NonNullable<Checkpoints["also"]>;
}

function checkpointsOf({ own, also }: Saved): Checkpoints {
  return {
    ...(own?.commit === undefined ? {} : { checkpoint: own.commit }),
    ...(also.length === 0 ? {} : { also }),
  };
}

function keptAs(saved: SavedWork | undefined): Kept {
  const { ref, commit } = saved ?? {};
  if (ref === undefined || commit === undefined) return {};
  return { checkpoint: commit, salvage: ref.slice(ref.lastIndexOf("/") + 1) };
}

function letterOf(hook: Hook, item: string, note: string) {
  const { agent, handOff } = hook;
  const about = { kind: "item", id: item } as const;
  return { from: handOff?.by ?? agent, to: agent, subject: `Hand-off of ${item}`, body: note, about };
}
