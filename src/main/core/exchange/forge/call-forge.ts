import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import { FORGE_TOOLS, type ForgeCall, runForge } from "../../platform/forge/run-forge.ts";
import type { ExchangeDeps } from "../ports.ts";

export type ForgeFailure = Failure<"forge-tool-missing" | "forge-not-signed-in" | "forge-failed">;

/** One request through the user's own tool, which has their account and keeps its secrets. Answers the parsed JSON. */
export async function callForge(
  deps: Pick<ExchangeDeps, "runner" | "env" | "workspaceDir">,
  call: ForgeCall,
): Promise<Result<unknown, ForgeFailure>> {
  const { program, install } = FORGE_TOOLS[call.forge];
  const answer = await runForge(deps, call);
  switch (answer.kind) {
    case "answered":
      try {
        const value: unknown = JSON.parse(answer.text);
        return ok(value);
      } catch {
        return fail("forge-failed", `${program} answered no JSON: ${JSON.stringify(answer.text.slice(0, 200))}`, {
          remedy: `Update ${program}: ${install}`,
        });
      }
    case "tool-missing":
      return fail("forge-tool-missing", answer.said, { remedy: answer.remedy });
    case "not-signed-in":
      return fail("forge-not-signed-in", answer.said, { remedy: answer.remedy });
    case "failed":
      return fail("forge-failed", `${program} api ${call.method} ${call.path} failed: ${answer.said}`, {
        remedy: `Check the repository's name, and that \`${program}\` may read it. What was taken over already stays.`,
      });
  }
}
