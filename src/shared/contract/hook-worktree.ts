import { z } from "zod";
import { secondWorktree } from "../model/agent.ts";
import { identityPath, name } from "../model/primitives.ts";
import { agentRef } from "./agent.ts";
import { ANYONE, HOOK_OWNERS, request } from "./verb.ts";

/** A worktree of a hook with what belongs to its project. */
export const hookWorktreeView = secondWorktree.omit({ isLeaving: true }).extend({
  /** In the project of the hook, not in another. */
  isOwn: z.boolean(),
  state: z.enum(["being-made", "there", "leaving"]),
  /** The branch that what is submitted there lands on. */
  target: z.string().optional(),
  /** Names of the gates there, in order. */
  gates: z.array(z.string()),
});
export type HookWorktreeView = z.infer<typeof hookWorktreeView>;

export const hookWorktreeAdd = request({
  name: "hook.worktree.add",
  summary: "Give an agent a worktree in another project; what it does there is submitted there under the same item.",
  input: z.strictObject({
    project: name,
    /** The user may add one for an agent. */
    agent: agentRef.optional(),
  }),
  output: z.object({ item: z.string(), worktree: hookWorktreeView }),
  errors: [
    "agent-not-found",
    "agent-ambiguous",
    "no-hook",
    "nothing-on-hook",
    "project-not-found",
    "own-project",
    "worktree-not-found",
    "item-submitted",
    "unlanded-work",
    "worktree-failed",
  ],
  callers: ["user", ...HOOK_OWNERS],
  danger: "safe",
});

export const hookWorktreeList = request({
  name: "hook.worktree.list",
  summary: "List the worktrees of a hook: its own and those in other projects.",
  input: z.strictObject({ agent: agentRef.optional() }),
  output: z.object({ agent: identityPath, worktrees: z.array(hookWorktreeView) }),
  errors: ["agent-not-found", "agent-ambiguous", "no-hook"],
  callers: ANYONE,
  danger: "safe",
});

export const hookWorktreeRemove = request({
  name: "hook.worktree.remove",
  summary: "Give a worktree in another project back; everything in it is saved first.",
  input: z.strictObject({
    project: name,
    agent: agentRef.optional(),
    /** Also with work in it that has not landed. */
    discard: z.boolean().optional(),
  }),
  output: z.object({
    project: name,
    /** The salvage that has what was in it; absent where the vault had it all. */
    salvage: z.string().optional(),
  }),
  errors: hookWorktreeAdd.errors,
  callers: ["user", ...HOOK_OWNERS],
  danger: "safe",
});

export const hookWorktreeVerbs = [hookWorktreeAdd, hookWorktreeList, hookWorktreeRemove] as const;
