import { z } from "zod";
import { commitId, name } from "../model/primitives.ts";
import { gateResult } from "../model/submission.ts";
import { agentRef } from "./agent.ts";
import { HOOK_OWNERS, request } from "./verb.ts";

/**
 * Goes on when whoever called has left: asked again of the same commit, it answers with the same run, or with what came of it. A run on
 * an older commit of the same agent is ended.
 */
export const hookVerify = request({
  name: "hook.verify",
  summary: "Run the gates on what you have committed, as it would land: green, it lands at once when you submit it.",
  input: z.strictObject({
    /** The user may have an agent's work verified. */
    agent: agentRef.optional(),
  }),
  output: z.object({
    isGreen: z.boolean(),
    /** One for each project in which there is something to submit. */
    verified: z.array(
      z.object({
        project: name,
        commit: commitId,
        /** The newest commit of the target, on top of which it is. */
        onto: commitId,
        /** Absent where the project has no gates. */
        run: z.string().optional(),
        gates: z.array(gateResult),
      }),
    ),
    next: z.string(),
  }),
  errors: [
    "agent-not-found",
    "agent-ambiguous",
    "no-hook",
    "nothing-on-hook",
    "uncommitted-changes",
    "wrong-branch",
    "nothing-to-submit",
    "not-rebased",
    "target-unknown",
    "interrupted",
  ],
  callers: ["user", ...HOOK_OWNERS],
  danger: "safe",
});

export const verifyVerbs = [hookVerify] as const;
