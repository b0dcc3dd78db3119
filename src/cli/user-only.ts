import { type Failure, type Result, fail, ok } from "../shared/model/result.ts";

/** Refuses inside an agent's session: what the command starts or prints would make the agent the user. */
export function refuseToAgents(
  command: string,
  env: Readonly<Record<string, string | undefined>>,
): Result<void, Failure<"not-allowed">> {
  const agent = env["DROVER_TOKEN"] === undefined ? undefined : (env["DROVER_AGENT"] ?? "an agent");
  if (agent === undefined) return ok();
  return fail("not-allowed", `drover ${command} is not for ${agent}: only user may call it.`, {
    remedy: "Ask the user or the manager for what you need, by mail.",
  });
}
