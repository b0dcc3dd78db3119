import { z } from "zod";
import { LANDING_MODES, gate, project } from "../model/project.ts";
import { name, timestamp } from "../model/primitives.ts";
import { queueChange } from "../model/queue-settings.ts";
import { ANYONE, USER_ONLY, request } from "./verb.ts";

export const projectInspect = request({
  name: "project.inspect",
  summary: "Look at a path or URL and say whether it can be added, and how.",
  input: z.strictObject({ source: z.string().min(1).max(4096) }),
  output: z.object({
    /** Absolute path or URL. */
    origin: z.string(),
    suggestedName: z.string(),
    branches: z.array(z.string()),
    /** The branch that work would land on. */
    target: z.string(),
    landing: z.enum(LANDING_MODES),
    /** Branches that stand in the user's own work trees: nothing lands on these before the user allows it. */
    checkedOut: z.array(z.string()),
    /** What the user should know: uncommitted changes (left alone), a detached HEAD, submodules, … */
    remarks: z.array(z.string()),
    /** Gates that the repository's own files suggest, e.g. `npm test`. */
    suggestedGates: z.array(gate),
  }),
  errors: ["not-found", "not-a-repository", "empty-repository", "unreachable", "git-missing", "git-too-old"],
  callers: USER_ONLY,
  danger: "safe",
});

export const projectAdd = request({
  name: "project.add",
  summary: "Add a repository: Drover makes a clone of its own and leaves the user's checkout alone.",
  input: z.strictObject({
    source: z.string().min(1).max(4096),
    name: name.optional(),
    prefix: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,19}$/)
      .optional(),
    target: z.string().max(200).optional(),
    landing: z.enum(LANDING_MODES).optional(),
    /** Whether a target that is checked out is landed on, when its work tree is clean; else landings wait for that. */
    landOnCheckedOut: z.boolean().optional(),
    /** Without them the suggested ones are used. An empty list means that nothing gates a landing. */
    gates: z.array(gate).max(20).optional(),
    /** How its merge queue works, where it is to differ from what is usual. */
    queue: queueChange.optional(),
    runtime: z.string().max(60).optional(),
    maxWorkers: z.int().min(1).max(100).optional(),
    unattended: z.boolean().optional(),
    /** Push the ledger to the origin, and merge what other clones push there. */
    sync: z.boolean().optional(),
  }),
  output: project,
  errors: [
    "not-found",
    "not-a-repository",
    "empty-repository",
    "unreachable",
    "name-taken",
    "prefix-taken",
    "branch-not-found",
    "runtime-not-found",
    "git-missing",
    "git-too-old",
    "inside-workspace",
    "no-forge",
  ],
  callers: USER_ONLY,
  danger: "safe",
});

export const projectEdit = request({
  name: "project.edit",
  summary: "Change a project's settings: target, landing, gates, merge queue, runtime, limits, consent.",
  input: z.strictObject({
    project: name,
    target: z.string().max(200).optional(),
    landing: z.enum(LANDING_MODES).optional(),
    landOnCheckedOut: z.boolean().optional(),
    gates: z.array(gate).max(20).optional(),
    /** How its merge queue works; what is left out stays as it is. */
    queue: queueChange.optional(),
    runtime: z.string().max(60).optional(),
    maxWorkers: z.int().min(1).max(100).optional(),
    unattended: z.boolean().optional(),
    /** Push the ledger to the origin, and merge what other clones push there. */
    sync: z.boolean().optional(),
  }),
  output: project,
  errors: ["project-not-found", "branch-not-found", "runtime-not-found", "no-forge"],
  callers: USER_ONLY,
  danger: "confirm",
});

export const projectList = request({
  name: "project.list",
  summary: "List the projects of the workspace.",
  input: z.strictObject({}),
  output: z.object({ projects: z.array(project) }),
  errors: [],
  callers: ANYONE,
  danger: "safe",
});

export const projectFind = request({
  name: "project.find",
  summary: "Look for git repositories in your home folder, those worked on last first. Nothing is changed.",
  input: z.strictObject({}),
  output: z.object({
    repositories: z.array(
      z.object({
        /** Absolute. */
        path: z.string(),
        /** When something was last done there, as far as git's own files tell. */
        activeAt: timestamp,
        /** The project that was made of it, if one was. */
        project: name.optional(),
      }),
    ),
    /** The folder that was looked through. */
    root: z.string(),
    /** Whether all of it was; a large one is not. */
    isComplete: z.boolean(),
  }),
  errors: [],
  callers: USER_ONLY,
  danger: "safe",
});

export const projectVerbs = [projectInspect, projectFind, projectAdd, projectEdit, projectList] as const;
