import { z } from "zod";
import { identityPath, timestamp } from "../model/primitives.ts";
import { bodyText } from "../model/work-item.ts";
import { agentRef } from "./agent.ts";
import { HOOK_OWNERS, USER_ONLY, request } from "./verb.ts";

export const passage = z.object({
  at: timestamp,
  who: z.enum(["user", "agent", "tool"]),
  text: z.string(),
});
export type Passage = z.infer<typeof passage>;

export const agentSeance = request({
  name: "agent.seance",
  summary: "Ask a session that has ended what it knew: it answers, or its transcript is searched.",
  input: z.strictObject({
    agent: agentRef,
    /** One of the agent's sessions; the latest that can be asked without it. */
    session: z.string().max(100).optional(),
    ask: bodyText.min(1).max(8_000),
    /** Only searches the transcript: spends no tokens. */
    searchOnly: z.boolean().optional(),
    /** Longest wait for an answer, before the transcript is searched instead. */
    timeoutSeconds: z.int().min(5).max(900).optional(),
  }),
  output: z.object({
    agent: identityPath,
    session: z.string(),
    runtime: z.string(),
    endedAt: timestamp.optional(),
    /** What it said; without it, `passages` are what was found. */
    answer: z.string().optional(),
    /** The best passages of the transcript, in the order of time. */
    passages: z.array(passage),
    /** Why there is no answer of its own. */
    reason: z.string().optional(),
    ms: z.int(),
  }),
  errors: ["agent-not-found", "agent-ambiguous", "session-not-found", "nothing-to-ask"],
  callers: ["user", ...HOOK_OWNERS],
  danger: "safe",
});

/** The sessions of an agent that can be asked, the latest first. */
export const seanceList = request({
  name: "seance.list",
  summary: "List an agent's sessions with their end, and whether they can be asked.",
  input: z.strictObject({ agent: agentRef, limit: z.int().min(1).max(1_000).optional() }),
  output: z.object({
    agent: identityPath,
    sessions: z.array(
      z.object({
        id: z.string(),
        runtime: z.string(),
        item: z.string().optional(),
        startedAt: timestamp,
        endedAt: timestamp.optional(),
        endReason: z.string().optional(),
        /** `answers`: it can be gone on with; `transcript`: it can be searched; `none`: nothing of it is left. */
        can: z.enum(["answers", "transcript", "none"]),
        /** Why it cannot answer, in words. */
        reason: z.string().optional(),
      }),
    ),
  }),
  errors: ["agent-not-found", "agent-ambiguous"],
  callers: ["user", ...HOOK_OWNERS],
  danger: "safe",
});

export const seanceOpen = request({
  name: "seance.open",
  summary: "Say what to run in a terminal to talk with an agent's session that has ended.",
  input: z.strictObject({ agent: agentRef, session: z.string().max(100).optional() }),
  output: z.object({
    /** To be closed when the program has ended. */
    seance: z.string(),
    agent: identityPath,
    session: z.string(),
    /** The runtime's. */
    title: z.string(),
    file: z.string(),
    args: z.array(z.string()),
    cwd: z.string(),
    /** The whole environment; its token may read the ledger, and nothing else. */
    env: z.record(z.string(), z.string()),
  }),
  errors: ["agent-not-found", "agent-ambiguous", "session-not-found", "nothing-to-ask", "cannot-answer"],
  callers: USER_ONLY,
  danger: "safe",
});

export const seanceClose = request({
  name: "seance.close",
  summary: "End a seance: its token is void from then on, and its copy of the session is gone.",
  input: z.strictObject({ seance: z.string().max(100) }),
  output: z.object({ closed: z.boolean() }),
  errors: [],
  callers: USER_ONLY,
  danger: "safe",
});

export const seanceVerbs = [agentSeance, seanceList, seanceOpen, seanceClose] as const;
