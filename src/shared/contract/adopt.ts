import { z } from "zod";
import { identityPath } from "../model/primitives.ts";
import { agentRef } from "./agent.ts";
import { USER_ONLY, request } from "./verb.ts";

export const agentAdopt = request({
  name: "agent.adopt",
  summary: "Bind an agent that runs in a terminal of your own to an identity, for as long as a process of yours lives.",
  input: z.strictObject({
    agent: agentRef,
    /** The session ends when that process does. */
    process: z.strictObject({
      pid: z.int().positive(),
      /** Whether the session's end may end it. */
      mayEnd: z.boolean(),
    }),
  }),
  output: z.object({
    agent: identityPath,
    session: z.string(),
    /** Its worktree, or a folder of its own while nothing is on its hook. */
    cwd: z.string(),
    /** Its agent CLI, equipped and primed, as Drover would have started it. */
    file: z.string(),
    args: z.array(z.string()),
    /** The whole environment; that of an agent, not of the user. */
    env: z.record(z.string(), z.string()),
    /** To be typed, for an agent CLI that takes no first prompt. */
    prompt: z.string().optional(),
  }),
  errors: ["agent-not-found", "agent-ambiguous", "already-running", "runtime-missing", "start-failed"],
  callers: USER_ONLY,
  danger: "confirm",
});

export const adoptVerbs = [agentAdopt] as const;
