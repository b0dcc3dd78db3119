import { z } from "zod";
import { nudge } from "../model/nudge.ts";
import { NUDGE_STATES } from "../model/nudge-words.ts";
import { identityPath, name } from "../model/primitives.ts";
import { agentRef } from "./agent.ts";
import { RECOVERERS, SUPERVISORS, request } from "./verb.ts";

const text = z.string().min(1).max(2000);
/** Seconds to wait for its last receipt; 0: only until the first try has shown something. */
const wait = z.int().min(0).max(600);
/** Seconds in which it has to be handed over. */
const expires = z
  .int()
  .min(5)
  .max(24 * 3600);

export const agentNudge = request({
  name: "agent.nudge",
  summary: "Tell an agent something, by its runtime's own channel or typed once it can take input; with a receipt.",
  input: z.strictObject({
    agent: agentRef,
    text: text.optional(),
    wait: wait.optional(),
    expires: expires.optional(),
  }),
  output: z.object({
    nudge,
    /** Whether the agent's program has it already; it goes on being tried until it expires. */
    delivered: z.boolean(),
    reason: z.string().optional(),
  }),
  errors: ["agent-not-found", "agent-ambiguous", "not-running"],
  callers: RECOVERERS,
  danger: "safe",
});

export const agentBroadcast = request({
  name: "agent.broadcast",
  summary: "Tell several agents the same, one of them first where that is asked for.",
  input: z.strictObject({
    text,
    /** The agents by name; without them all that have a session, of the project if one is named. */
    agents: z.array(agentRef).max(200).optional(),
    project: name.optional(),
    /** Only says whom it would reach. */
    dryRun: z.boolean().optional(),
    /** Waits for the first one to act on it before the others get it; none of them does when it fails. */
    canary: z.boolean().optional(),
    /** Seconds that the canary has. Default 120. */
    wait: wait.optional(),
    expires: expires.optional(),
  }),
  output: z.object({
    /** In the order in which they get it. */
    recipients: z.array(
      z.object({
        agent: identityPath,
        /** Absent in a dry run, and for those that were not told because the canary failed. */
        nudge: nudge.optional(),
      }),
    ),
    /** Named, and without a session. */
    notRunning: z.array(identityPath),
    /** Why nobody but the canary was told. */
    stopped: z.string().optional(),
  }),
  errors: ["agent-not-found", "agent-ambiguous", "project-not-found", "nobody-to-tell"],
  callers: SUPERVISORS,
  danger: "confirm",
});

export const nudgeList = request({
  name: "nudge.list",
  summary: "List nudges with their receipts, the newest first.",
  input: z.strictObject({
    agent: agentRef.optional(),
    states: z.array(z.enum(NUDGE_STATES)).optional(),
    /** Only those of which something more can come. */
    open: z.boolean().optional(),
    limit: z.int().min(1).max(500).optional(),
  }),
  output: z.object({ nudges: z.array(nudge) }),
  errors: ["agent-not-found", "agent-ambiguous"],
  callers: RECOVERERS,
  danger: "safe",
});

export const nudgeShow = request({
  name: "nudge.show",
  summary: "Show one nudge: how far it got, when, and by which ways it was tried.",
  input: z.strictObject({ nudge: z.string().min(1).max(40) }),
  output: nudge,
  errors: ["nudge-not-found"],
  callers: RECOVERERS,
  danger: "safe",
});

export const nudgeVerbs = [agentNudge, agentBroadcast, nudgeList, nudgeShow] as const;
