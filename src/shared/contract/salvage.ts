import { z } from "zod";
import { commitId, name, timestamp } from "../model/primitives.ts";
import { salvage } from "../model/salvage.ts";
import { agentRef } from "./agent.ts";
import { ANYONE, HOOK_OWNERS, USER_ONLY, request } from "./verb.ts";

/** The id of a salvage, or the part of it behind the hyphen. */
export const salvageRef = z.string().min(4).max(60);

export const salvageList = request({
  name: "salvage.list",
  summary: "List what was saved of worktrees, newest first.",
  input: z.strictObject({
    project: name.optional(),
    agent: agentRef.optional(),
    item: z.string().max(80).optional(),
    since: timestamp.optional(),
    until: timestamp.optional(),
    limit: z.int().min(1).max(1000).optional(),
  }),
  /** `total` counts those that the limit left out too. */
  output: z.object({ salvages: z.array(salvage), total: z.int() }),
  errors: ["project-not-found", "agent-not-found", "agent-ambiguous"],
  callers: ANYONE,
  danger: "safe",
});

const salvagedFile = z.object({
  path: z.string(),
  /** Where a renamed one was before. */
  from: z.string().optional(),
  /** Lines; absent for binary files. */
  added: z.int().optional(),
  removed: z.int().optional(),
});

export const salvageShow = request({
  name: "salvage.show",
  summary: "Show what a salvage holds: files with how much changed, what was staged, commits, stashes.",
  input: z.strictObject({ salvage: salvageRef }),
  output: z.object({
    salvage,
    /** The worktree against HEAD, untracked files included. */
    files: z.array(salvagedFile.extend({ isUntracked: z.boolean() })),
    /** The index against HEAD. */
    staged: z.array(salvagedFile),
    /** Files with a conflict, from the index. */
    conflicts: z.array(z.string()),
    /** Commits that the project's branches do not have, newest first. */
    commits: z.array(z.object({ id: commitId, subject: z.string(), at: timestamp })),
    stashes: z.array(z.object({ id: commitId, subject: z.string(), at: timestamp })),
    /** Set where lists were cut off. */
    isTruncated: z.boolean(),
  }),
  errors: ["salvage-not-found", "salvage-ambiguous"],
  callers: ANYONE,
  danger: "safe",
});

/** Which part of a salvage: worktree against HEAD, index against HEAD, HEAD against the target, or a stash against its base. */
export const SALVAGE_PARTS = ["worktree", "staged", "commits", "stash"] as const;

export const salvageDiff = request({
  name: "salvage.diff",
  summary: "Show a part of a salvage as a patch, of one file or of all.",
  input: z.strictObject({
    salvage: salvageRef,
    part: z.enum(SALVAGE_PARTS).optional(),
    path: z.string().max(4096).optional(),
    /** Which stash, as `salvage.show` lists them; the first is 0. */
    stash: z.int().min(0).optional(),
  }),
  output: z.object({ text: z.string(), isTruncated: z.boolean() }),
  errors: ["salvage-not-found", "salvage-ambiguous"],
  callers: ANYONE,
  danger: "safe",
});

export const RESTORE_TARGETS = ["worktree", "hook", "repository"] as const;

export const salvageRestore = request({
  name: "salvage.restore",
  summary: "Bring a salvage back: into a fresh worktree, onto its agent's hook, or as a branch in your repository.",
  input: z.strictObject({
    salvage: salvageRef,
    /** Without it a fresh worktree, which disturbs nobody. */
    to: z.enum(RESTORE_TARGETS).optional(),
    /** Name of the branch that is made; without it one of Drover's choice. Not for a hook, which has its own. */
    branch: z.string().min(1).max(200).optional(),
  }),
  output: z.object({
    to: z.enum(RESTORE_TARGETS),
    /** Where the files are; absent for a branch in a repository. */
    worktree: z.string().optional(),
    branch: z.string(),
    /** What the branch is at. */
    head: commitId.optional(),
    /** Salvage of what was on the hook before. */
    before: z.string().optional(),
    /** What could not be brought back there, in words. */
    leftOut: z.array(z.string()),
  }),
  errors: [
    "salvage-not-found",
    "salvage-ambiguous",
    "salvage-damaged",
    "salvage-failed",
    "no-hook",
    "nothing-on-hook",
    "session-running",
    "branch-exists",
    "no-repository",
    "push-refused",
  ],
  callers: ["user", ...HOOK_OWNERS],
  danger: "confirm",
});

export const salvageVerify = request({
  name: "salvage.verify",
  summary: "Read salvages back from the vault, object by object, and compare each with its name.",
  input: z.strictObject({ salvages: z.array(salvageRef).max(1000).optional(), project: name.optional() }),
  output: z.object({
    checked: z.array(
      z.object({
        salvage: z.string(),
        isWhole: z.boolean(),
        /** What is missing or damaged, in words. */
        problems: z.array(z.string()),
        /** Objects that were read, and their bytes. */
        objects: z.int(),
        bytes: z.int(),
      }),
    ),
  }),
  errors: ["salvage-not-found", "salvage-ambiguous", "project-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const salvageDrop = request({
  name: "salvage.drop",
  summary: "Give salvages up for good. Drover never does so by itself.",
  input: z.strictObject({ salvages: z.array(salvageRef).min(1).max(1000) }),
  output: z.object({ dropped: z.array(salvage) }),
  errors: ["salvage-not-found", "salvage-ambiguous", "salvage-in-use"],
  callers: USER_ONLY,
  danger: "restricted",
});

export const salvageVerbs = [
  salvageList,
  salvageShow,
  salvageDiff,
  salvageRestore,
  salvageVerify,
  salvageDrop,
] as const;
