import { z } from "zod";
import { agentRef } from "./agent.ts";
import { SUPERVISORS, request } from "./verb.ts";

/** Agents whose screens one call may open: all that fit on a wall. */
const MAX_AGENTS = 200;

/** Why an agent's screen cannot be shown: it has no session, or its session has no terminal of Drover's. */
const unshown = z.object({
  agent: z.string(),
  code: z.enum(["agent-not-found", "agent-ambiguous", "not-running", "no-terminal", "host-lost"]),
  message: z.string(),
});

/**
 * Opens a stream of cells (wire/cell-screen.ts) for each agent, on the same connection. Nothing comes on a stream before an
 * `ask` frame asks for it, and one update for each; so whoever scrolls a tile out of sight just stops asking.
 */
export const wallOpen = request({
  name: "wall.open",
  summary: "Show the screens of several agents at once, as cells.",
  input: z.strictObject({ agents: z.array(agentRef).min(1).max(MAX_AGENTS) }),
  output: z.object({
    tiles: z.array(
      z.object({
        /** As it was asked for. */
        agent: z.string(),
        stream: z.int(),
        session: z.string(),
        cols: z.int(),
        rows: z.int(),
      }),
    ),
    unshown: z.array(unshown),
  }),
  errors: [],
  callers: SUPERVISORS,
  danger: "safe",
});

export const wallClose = request({
  name: "wall.close",
  summary: "End streams of cells.",
  input: z.strictObject({ streams: z.array(z.int()).min(1).max(MAX_AGENTS) }),
  output: z.object({ closed: z.int() }),
  errors: [],
  callers: SUPERVISORS,
  danger: "safe",
});

export const wallVerbs = [wallOpen, wallClose] as const;
