import { z } from "zod";
import { agentView } from "../model/agent.ts";
import { agentRef } from "./agent.ts";
import { SUPERVISORS, USER_ONLY, request } from "./verb.ts";

const input = z.strictObject({ agent: agentRef });

export const agentPause = request({
  name: "agent.pause",
  summary: "Freeze all processes of an agent's session; nothing is lost, and it goes on where it stood.",
  input,
  output: agentView,
  errors: ["agent-not-found", "agent-ambiguous", "not-running", "host-lost"],
  callers: SUPERVISORS,
  danger: "safe",
});

export const agentResume = request({
  name: "agent.resume",
  summary: "Let a paused session go on.",
  input,
  output: agentView,
  errors: ["agent-not-found", "agent-ambiguous", "not-running", "host-lost"],
  callers: SUPERVISORS,
  danger: "safe",
});

export const agentTakeover = request({
  name: "agent.takeover",
  summary: "Take an agent's terminal into your own hands: Drover types nothing into it until you hand it back.",
  input: z.strictObject({ agent: agentRef, reason: z.string().min(1).max(500).optional() }),
  output: agentView,
  errors: ["agent-not-found", "agent-ambiguous", "not-running"],
  callers: USER_ONLY,
  danger: "safe",
});

export const agentHandback = request({
  name: "agent.handback",
  summary: "Hand a terminal that you took over back to Drover.",
  input: z.strictObject({
    agent: agentRef,
    /** Told to the agent: what you did, or what it should do now. */
    note: z.string().min(1).max(2000).optional(),
  }),
  output: agentView,
  errors: ["agent-not-found", "agent-ambiguous", "not-running", "not-taken-over"],
  callers: USER_ONLY,
  danger: "safe",
});

export const agentInterrupt = request({
  name: "agent.interrupt",
  summary: "Interrupt what an agent is doing, by its runtime's own key; its session goes on.",
  input,
  output: z.object({
    /** Whether it was seen to stop; it may still. */
    interrupted: z.boolean(),
    reason: z.string().optional(),
    agent: agentView,
  }),
  errors: ["agent-not-found", "agent-ambiguous", "not-running", "cannot-interrupt"],
  callers: SUPERVISORS,
  danger: "confirm",
});

export const sessionControlVerbs = [agentPause, agentResume, agentTakeover, agentHandback, agentInterrupt] as const;
