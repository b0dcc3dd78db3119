import { z } from "zod";
import { END_REASONS } from "../model/agent.ts";
import { identityPath, timestamp } from "../model/primitives.ts";
import { timelineEntry } from "../model/session-signal.ts";
import { agentRef } from "./agent.ts";
import { ANYONE, request } from "./verb.ts";

export const sessionSignalSent = request({
  name: "session.signal",
  summary: "Tell what a hook of your agent CLI was called for; answers what the hook is to print.",
  input: z.strictObject({
    /** The hook's own name for it, e.g. `Stop`. */
    event: z.string().min(1).max(100),
    /** What it was given, as the CLI gave it; the command line shortens long texts in it. */
    payload: z.unknown().optional(),
    /** When it was called, where it could not be told at once. */
    at: timestamp.optional(),
  }),
  output: z.object({
    /** For the hook's standard output; absent: nothing. */
    print: z.string().optional(),
  }),
  errors: ["not-a-session"],
  callers: ANYONE,
  danger: "safe",
});

export const sessionTimeline = request({
  name: "session.timeline",
  summary: "Show what an agent's sessions did over time, with the evidence for each state.",
  input: z.strictObject({
    agent: agentRef,
    /** Of that session alone; else of the latest ones. */
    session: z.string().max(100).optional(),
    /** Not before that time. */
    since: timestamp.optional(),
    /** The newest so many. */
    limit: z.int().min(1).max(5_000).optional(),
  }),
  output: z.object({
    agent: identityPath,
    /** Newest first. */
    sessions: z.array(
      z.object({
        session: z.string(),
        runtime: z.string(),
        item: z.string().optional(),
        startedAt: timestamp,
        endedAt: timestamp.optional(),
        endReason: z.enum(END_REASONS).optional(),
        exitCode: z.int().optional(),
      }),
    ),
    /** Oldest first. A state lasts until the next entry of its session, or until that ended. */
    entries: z.array(timelineEntry),
    /** Whether there are older ones beyond the limit. */
    more: z.boolean(),
  }),
  errors: ["agent-not-found", "agent-ambiguous", "session-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const sessionVerbs = [sessionSignalSent, sessionTimeline] as const;
