import { tmpdir } from "node:os";
import { plainLine } from "../base/plain-text.ts";
import { type ProcessRunner, ProcessStartError } from "../platform/process/process-runner.ts";
import type { RuntimeSpec } from "./spec.ts";

/** Agent CLIs are large; the slowest of those tried took two seconds cold. */
const VERSION_MS = 10_000;

/** Asks the program for its version. It gets PATH and HOME alone, so that no key leaves for a question. */
export async function readVersion(
  runner: Pick<ProcessRunner, "run">,
  { spec, path, env }: { spec: RuntimeSpec; path: string; env: Readonly<Record<string, string | undefined>> },
): Promise<{ readonly version?: string; readonly remark?: string }> {
  if (spec.version.length === 0) return {};
  const given = ["PATH", "HOME", "USERPROFILE", "SYSTEMROOT", "PATHEXT"];
  const clean = Object.fromEntries(given.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
  try {
    const outcome = await runner.run({
      file: path,
      args: spec.version,
      cwd: tmpdir(),
      env: clean,
      timeoutMs: VERSION_MS,
      maxOutputBytes: 64 * 1024,
    });
    const text = new TextDecoder().decode(outcome.stdout);
    const version = /\d+\.\d+[\w.+-]*/.exec(text)?.[0];
    if (outcome.exitCode === 0 && version !== undefined) return { version };
    if (outcome.timedOut) return { remark: `It did not tell its version within ${VERSION_MS / 1_000} s.` };
    return { remark: `It did not tell its version: ${plainLine(text, 120)}` };
  } catch (error) {
    if (!(error instanceof ProcessStartError)) throw error;
    return { remark: `It could not be started: ${error.code}` };
  }
}
