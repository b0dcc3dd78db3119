import { z } from "zod";
import { ROLES } from "./identity.ts";
import { commitId, identityPath, name, timestamp } from "./primitives.ts";
import { RELIABILITIES, SESSION_STATES, SIGNAL_SOURCES, contextFill, sessionSignal } from "./session-signal.ts";

export type { SessionState } from "./session-signal.ts";

/** A permanent identity. A decommissioned one keeps its record and its name. */
export const agent = z.object({
  path: identityPath,
  role: z.enum(ROLES),
  project: name.optional(),
  name,
  /** Id of the runtime that its sessions use. */
  runtime: z.string(),
  model: z.string().optional(),
  specialities: z.array(z.string()).default([]),
  createdAt: timestamp,
  decommissionedAt: timestamp.optional(),
  /** Set when it crashed too often to be restarted without a person looking: why. */
  parked: z.string().optional(),
  /** When a person put it back to work; crashes before that are forgiven. */
  unparkedAt: timestamp.optional(),
  /** Set while it holds a role of which there is one: its session is kept up, also with nothing on its hook. */
  onDutySince: timestamp.optional(),
});
export type Agent = z.infer<typeof agent>;

/**
 * An agent's slot for work with its worktree and branch. created → active → suspended ⇄ active → completed → archived;
 * completed and archived ones may become active again.
 *  created: worktree is being made; active: work on it; suspended: nobody works on it, worktree kept;
 *  completed: submitted, waits for landing (worktree kept for rework); archived: landed, worktree given back.
 */
export const HOOK_STATES = ["created", "active", "suspended", "completed", "archived"] as const;

/** A worktree of the same hook in another project. What is done there is submitted to that project's merge queue, under the same item. */
export const secondWorktree = z.object({
  project: name,
  /** Absolute path, also before it is made. */
  worktree: z.string(),
  branch: z.string(),
  /** Where the branch began; undefined until the worktree is there. */
  base: commitId.optional(),
  /** Tip of the branch as last submitted. */
  submitted: commitId.optional(),
  /** Tip, as submitted, that has landed. */
  landed: commitId.optional(),
  /** Why the last submission came back. */
  sentBack: z.string().optional(),
  /** A reviewer sent it back, and said what should change; of no meaning unless it came back. */
  isReviewed: z.boolean().optional(),
  /** Commit with everything that was in it at the last hand-off or checkpoint. */
  checkpoint: commitId.optional(),
  /** It is being saved and given back. */
  isLeaving: z.boolean().optional(),
});
export type SecondWorktree = z.infer<typeof secondWorktree>;

export const hook = z.object({
  /** The owner; an agent has one. */
  agent: identityPath,
  project: name,
  state: z.enum(HOOK_STATES),
  /** The item being worked on. */
  item: z.string().optional(),
  /** Items that come next, in order. */
  queue: z.array(z.string()).default([]),
  /** Absolute path. Empty until made and after it was given back. */
  worktree: z.string().default(""),
  /** Short branch name, `drover/<agent>/<item>`. */
  branch: z.string().default(""),
  /** Where the branch began, moved on when the work is sent back on a newer base. */
  base: commitId.optional(),
  /** Sessions started for the present item; the first is 1. */
  attempt: z.int().min(0).default(0),
  /** Raised whenever a fresh session must take over: at a new item, when work comes back, at a hand-off. */
  round: z.int().min(0).default(0),
  /** Why the last submission came back, shown in the next priming. */
  sentBack: z.string().optional(),
  /** A reviewer sent it back, and said what should change; of no meaning unless it came back. */
  isReviewed: z.boolean().optional(),
  /** What the predecessor wants its successor to know, from a hand-off. */
  note: z.string().optional(),
  /** A hand-off that was ordered and is not done yet: what is in the worktree is being saved. */
  handOff: z.object({ by: identityPath, at: timestamp, note: z.string().optional() }).optional(),
  /** Commit with everything that was in the worktree at the last hand-off, checkpoint or suspension. */
  checkpoint: commitId.optional(),
  /** Tip of the branch as last submitted. */
  submitted: commitId.optional(),
  /** Tip, as submitted, that has landed while what was submitted in other projects under the same item has not. */
  landed: commitId.optional(),
  /** Worktrees in other projects that the item needs as well. */
  also: z.array(secondWorktree).default([]),
  /** Why it is suspended. */
  suspended: z.string().optional(),
  updatedAt: timestamp,
});
export type Hook = z.infer<typeof hook>;

export const END_REASONS = ["done", "handoff", "crashed", "stopped", "replaced", "lost"] as const;

/** One run of an agent CLI in a terminal. */
export const session = z.object({
  id: z.string(),
  agent: identityPath,
  project: name.optional(),
  item: z.string().optional(),
  runtime: z.string(),
  /** The hook's round that it was started for; an older one is to be replaced. 0 without a hook. */
  round: z.int().min(0).default(0),
  /** The runtime's own session id, for resume, where it has one. */
  runtimeSession: z.string().optional(),
  /** Id of the PTY host that holds its terminal. */
  host: z.string(),
  startedAt: timestamp,
  /** The user has its terminal to themselves: Drover types nothing into it until it is handed back. */
  takenOver: z.object({ by: identityPath, at: timestamp, reason: z.string().optional() }).optional(),
  endedAt: timestamp.optional(),
  exitCode: z.int().optional(),
  endReason: z.enum(END_REASONS).optional(),
});
export type Session = z.infer<typeof session>;

/** A state with the evidence for it. Age is the reader's to compute from `since` and `seenAt`. */
export const sessionStatus = z.object({
  session: z.string(),
  agent: identityPath,
  state: z.enum(SESSION_STATES),
  /** In words, without an age: `its hook Stop`, `title of its terminal`, `the process ended with code 1`. */
  evidence: z.string(),
  source: z.enum(SIGNAL_SOURCES),
  reliability: z.enum(RELIABILITIES),
  /** Since when it is in that state. */
  since: timestamp,
  /** When the evidence for the state was seen. */
  evidenceAt: timestamp,
  /** When it was last heard of, whatever it said. */
  seenAt: timestamp,
  /** When a rate limit ends, where it is known. */
  until: timestamp.optional(),
  context: contextFill.optional(),
  /** What each source said last, the most reliable first. */
  signals: z.array(sessionSignal),
  /** In words, while sources say different things and it is being looked into: nothing is done about it meanwhile. */
  contradiction: z.string().optional(),
  title: z.string().optional(),
  /** What the agent itself said last of how far it is (`drover report`), and when. */
  progress: z.object({ text: z.string(), at: timestamp }).optional(),
});
export type SessionStatus = z.infer<typeof sessionStatus>;

/** An agent with what is on its hook and what its session does. */
export const agentView = agent.extend({
  hook: hook.optional(),
  itemTitle: z.string().optional(),
  session: session.optional(),
  status: sessionStatus.optional(),
});
export type AgentView = z.infer<typeof agentView>;
