import { z } from "zod";
import { identityPath, timestamp } from "../model/primitives.ts";
import { USER_ONLY, request } from "./verb.ts";

/** Since when everything stands still, and by whose word. */
export const frozen = z.object({ since: timestamp, by: identityPath });

const answer = z.object({
  /** Absent once everything goes on. */
  frozen: frozen.optional(),
  /** Agents whose processes could not be paused or resumed, and why. */
  failed: z.array(z.object({ agent: identityPath, message: z.string() })),
});

export const workspaceFreeze = request({
  name: "workspace.freeze",
  summary:
    "Pause everything: all agents stand still, no work goes on a hook and no landing begins, over restarts, until it is thawed.",
  input: z.strictObject({}),
  output: answer,
  errors: ["not-running"],
  callers: USER_ONLY,
  danger: "safe",
});

export const workspaceThaw = request({
  name: "workspace.thaw",
  summary: "Let everything go on that was paused at once; agents that were paused before stay so.",
  input: z.strictObject({}),
  output: answer,
  errors: ["not-running"],
  callers: USER_ONLY,
  danger: "safe",
});

export const freezeVerbs = [workspaceFreeze, workspaceThaw] as const;
