import { z } from "zod";
import { agentView, hook } from "../model/agent.ts";
import { bodyText, itemView } from "../model/work-item.ts";
import { identityPath, name } from "../model/primitives.ts";
import { itemRef } from "./item.ts";
import { ANYONE, HOOK_OWNERS, RECOVERERS, SUPERVISORS, USER_ONLY, request } from "./verb.ts";

/** An identity path, or its last part where that names a single agent. */
export const agentRef = z.string().min(1).max(120);

/** What an agent is good at: the name of a prompt part in `prompts/specialities`. */
const speciality = name;

export const agentList = request({
  name: "agent.list",
  summary: "List agents with their state, item and evidence.",
  input: z.strictObject({ project: name.optional(), all: z.boolean().optional() }),
  output: z.object({ agents: z.array(agentView) }),
  errors: ["project-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const agentShow = request({
  name: "agent.show",
  summary: "Show one agent: identity, hook, session, state with its evidence.",
  input: z.strictObject({ agent: agentRef }),
  output: agentView,
  errors: ["agent-not-found", "agent-ambiguous"],
  callers: ANYONE,
  danger: "safe",
});

export const agentAdd = request({
  name: "agent.add",
  summary: "Make a crew member: a persistent agent with a name of your choice.",
  input: z.strictObject({
    project: name,
    name,
    runtime: z.string().max(60).optional(),
    model: z.string().max(100).optional(),
    specialities: z.array(speciality).max(10).optional(),
  }),
  output: agentView,
  errors: ["project-not-found", "name-taken", "runtime-not-found", "speciality-not-found"],
  callers: USER_ONLY,
  danger: "safe",
});

export const agentEdit = request({
  name: "agent.edit",
  summary: "Change an agent's runtime, model or specialities; they count from its next session on.",
  input: z.strictObject({
    agent: agentRef,
    runtime: z.string().max(60).optional(),
    /** Null: the runtime's own choice again. */
    model: z.string().min(1).max(100).nullable().optional(),
    specialities: z.array(speciality).max(10).optional(),
  }),
  output: agentView,
  errors: ["agent-not-found", "agent-ambiguous", "runtime-not-found", "speciality-not-found"],
  callers: USER_ONLY,
  danger: "safe",
});

export const agentStart = request({
  name: "agent.start",
  summary: "Start a session for an agent, on its hook's work or on nothing.",
  input: z.strictObject({ agent: agentRef }),
  output: agentView,
  errors: ["agent-not-found", "agent-ambiguous", "already-running", "runtime-missing", "start-failed"],
  callers: RECOVERERS,
  danger: "safe",
});

export const agentStop = request({
  name: "agent.stop",
  summary:
    "End an agent's session, gently then hard. Its worktree and hook stay; it is not restarted until started again.",
  input: z.strictObject({ agent: agentRef }),
  output: agentView,
  errors: ["agent-not-found", "agent-ambiguous", "not-running"],
  callers: SUPERVISORS,
  danger: "confirm",
});

export const agentRestart = request({
  name: "agent.restart",
  summary: "Replace an agent's session by a fresh one on the same hook.",
  input: z.strictObject({ agent: agentRef }),
  output: agentView,
  errors: ["agent-not-found", "agent-ambiguous", "runtime-missing", "start-failed"],
  callers: RECOVERERS,
  danger: "confirm",
});

export const agentPeek = request({
  name: "agent.peek",
  summary: "Show what is on an agent's screen, as plain text.",
  input: z.strictObject({ agent: agentRef }),
  output: z.object({ screen: z.string(), cols: z.int(), rows: z.int() }),
  errors: ["agent-not-found", "agent-ambiguous", "not-running"],
  callers: RECOVERERS,
  danger: "safe",
});

/** What an agent is told about itself and its work. */
export const hookView = z.object({
  agent: identityPath,
  hook: hook.optional(),
  item: itemView.optional(),
  target: z.string().optional(),
  gates: z.array(z.string()),
  queue: z.array(itemView),
});

export const hookShow = request({
  name: "hook.show",
  summary: "Show what is on your hook (or on another agent's).",
  input: z.strictObject({ agent: agentRef.optional() }),
  output: hookView,
  errors: ["agent-not-found", "agent-ambiguous", "no-hook"],
  callers: ANYONE,
  danger: "safe",
});

export const hookPrime = request({
  name: "hook.prime",
  summary: "Print who you are, the rules of the house, your commands and your work: what every session begins with.",
  input: z.strictObject({ agent: agentRef.optional() }),
  output: z.object({ text: z.string() }),
  errors: ["agent-not-found", "agent-ambiguous", "no-hook"],
  callers: ANYONE,
  danger: "safe",
});

export const hookDone = request({
  name: "hook.done",
  summary: "Submit your branch to the merge queue. Everything must be committed.",
  input: z.strictObject({
    /** For work that needs no commit (an investigation, a review): what came out of it. */
    noChange: bodyText.optional(),
    /** The user may submit for an agent. */
    agent: agentRef.optional(),
  }),
  output: z.object({
    item: z.string(),
    /** The first of `submissions`. */
    submission: z.string().optional(),
    /** One for each project in which something was handed in. */
    submissions: z.array(z.string()).default([]),
    next: z.string(),
  }),
  errors: [
    "agent-not-found",
    "agent-ambiguous",
    "no-hook",
    "nothing-on-hook",
    "uncommitted-changes",
    "nothing-to-submit",
    "unresolved",
    "wrong-branch",
    "already-submitted",
  ],
  callers: ["user", ...HOOK_OWNERS],
  danger: "safe",
});

export const hookHandoff = request({
  name: "hook.handoff",
  summary: "Save your state with a note to your successor, and have your session replaced by a fresh one.",
  input: z.strictObject({ note: bodyText.optional(), agent: agentRef.optional() }),
  output: z.object({
    /** The commit with everything that was in the worktree; absent where the vault had it all. */
    checkpoint: z.string().optional(),
    /** The salvage that it is. */
    salvage: z.string().optional(),
    next: z.string(),
  }),
  errors: ["agent-not-found", "agent-ambiguous", "no-hook", "nothing-on-hook", "salvage-failed"],
  callers: ["user", ...HOOK_OWNERS],
  danger: "safe",
});

export const hookCheckpoint = request({
  name: "hook.checkpoint",
  summary: "Save everything in your worktree, also what is not committed, and go on working.",
  input: z.strictObject({
    /** What the state is that is saved. */
    note: z.string().max(500).optional(),
    agent: agentRef.optional(),
  }),
  output: hookHandoff.output,
  errors: hookHandoff.errors,
  callers: ["user", ...HOOK_OWNERS],
  danger: "safe",
});

/** What an agent did last, taken as a sign of life and shown; kept locally, not in git. */
export const hookReport = request({
  name: "hook.report",
  summary: "Say how far you are, so that nobody has to ask.",
  input: z.strictObject({ progress: z.string().max(500).optional(), item: itemRef.optional() }),
  output: z.object({ ok: z.literal(true) }),
  errors: ["no-hook"],
  callers: HOOK_OWNERS,
  danger: "safe",
});

export const agentVerbs = [
  agentList,
  agentShow,
  agentAdd,
  agentEdit,
  agentStart,
  agentStop,
  agentRestart,
  agentPeek,
  hookShow,
  hookPrime,
  hookDone,
  hookHandoff,
  hookCheckpoint,
  hookReport,
] as const;
