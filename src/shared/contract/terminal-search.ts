import { z } from "zod";
import { identityPath, timestamp } from "../model/primitives.ts";
import { terminalMatch, textQuery } from "../wire/pty-host-protocol.ts";
import { SUPERVISORS, stream } from "./verb.ts";

/** Sessions are told one by one as they are searched, the live ones first. It ends after `done`, and begins anew if resumed. */
export const terminalSearch = stream({
  name: "terminal.search",
  summary:
    "Search what agents' terminals show and have shown, of running sessions and of those that ended a while ago.",
  input: z.strictObject({
    query: textQuery,
    /** Theirs alone; identity paths, or names. */
    agents: z.array(z.string().min(1).max(120)).max(200).optional(),
    /** Only sessions that run. */
    liveOnly: z.boolean().optional(),
    /** Matches told of each session, the newest; all are counted. */
    limit: z.int().min(1).max(1_000).default(50),
    /** Lines told before and after each match. */
    context: z.int().min(0).max(10).default(2),
  }),
  event: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("session"),
      agent: identityPath,
      session: z.string(),
      /** Absent while it runs. */
      endedAt: timestamp.optional(),
      /** The newest, oldest first. */
      matches: z.array(terminalMatch),
      total: z.int(),
      /** Lines looked through. */
      lines: z.int(),
      searched: z.int(),
      of: z.int(),
    }),
    /** A session that could not be searched; the others are. */
    z.object({
      kind: z.literal("failed"),
      agent: identityPath,
      session: z.string(),
      reason: z.string(),
      searched: z.int(),
      of: z.int(),
    }),
    z.object({ kind: z.literal("done"), sessions: z.int(), matches: z.int() }),
  ]),
  errors: ["bad-pattern", "agent-not-found", "agent-ambiguous", "not-running"],
  callers: SUPERVISORS,
  danger: "safe",
});

export const terminalSearchVerbs = [terminalSearch] as const;
