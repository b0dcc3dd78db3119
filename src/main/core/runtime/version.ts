import { plainLine } from "../base/plain-text.ts";
import type { ProcessRunner } from "../platform/process/process-runner.ts";
import { runProgram } from "./help.ts";
import type { RuntimeSpec } from "./spec.ts";

/** Agent CLIs are large; the slowest of those tried took two seconds cold. */
const VERSION_MS = 10_000;

/** Asks the program for its version. */
export async function readVersion(
  runner: Pick<ProcessRunner, "run">,
  { spec, path, env }: { spec: RuntimeSpec; path: string; env: Readonly<Record<string, string | undefined>> },
): Promise<{ readonly version?: string; readonly remark?: string }> {
  if (spec.version.length === 0) return {};
  const answer = await runProgram(runner, { path, args: spec.version, env, timeoutMs: VERSION_MS });
  if ("remark" in answer) return { remark: answer.remark };
  const version = /\d+\.\d+[\w.+-]*/.exec(answer.text)?.[0]?.replace(/[.+-]+$/, "");
  if (answer.exitCode === 0 && version !== undefined) return { version };
  const said = plainLine(answer.text, 120);
  return { remark: `It did not tell its version${said === "" ? "." : `: ${said}`}` };
}
