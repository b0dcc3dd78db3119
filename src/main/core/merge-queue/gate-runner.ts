import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { stripVTControlCharacters } from "node:util";
import type { Gate } from "../../../shared/model/project.ts";
import type { GateResult, Submission } from "../../../shared/model/submission.ts";
import type { Clock } from "../base/clock.ts";
import { type ProcessRunner, ProcessStartError } from "../platform/process/process-runner.ts";

/** What of a gate's output goes into the ledger: enough to see the failure, little enough to keep for ever. */
const TAIL_LINES = 60;
const TAIL_CHARS = 6_000;

export interface GateRunnerDeps {
  readonly runner: ProcessRunner;
  readonly clock: Clock;
  /** Whole outputs are kept here, one folder a submission. */
  readonly logFolder: string;
  /** The environment gates run in: nothing of Drover's in it. */
  readonly env: Readonly<Record<string, string>>;
}

export interface GateRun {
  readonly gate: Gate;
  readonly submission: Submission;
  readonly worktree: string;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Runs one gate to its end. A program that cannot be started is a red gate that says so. */
export async function runGate(
  deps: GateRunnerDeps,
  { gate, submission, worktree, signal }: GateRun,
): Promise<GateResult> {
  const started = deps.clock.now();
  const [file = "", ...args] = gate.command;
  const folder = join(deps.logFolder, submission.id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const log = createWriteStream(
    join(folder, `${submission.gates.length + 1}-${gate.name.replace(/[^\p{L}\p{N}.-]+/gu, "_")}.log`),
    {
      flags: "a",
      mode: 0o600,
    },
  );
  try {
    const outcome = await deps.runner.run(
      {
        file,
        args,
        cwd: worktree,
        env: { ...deps.env, CI: "true", DROVER_GATE: gate.name },
        timeoutMs: gate.timeoutMs,
      },
      { signal, onOutput: (_stream, chunk) => void log.write(chunk) },
    );
    const text = Buffer.concat([outcome.stdout, outcome.stderr]).toString("utf8");
    return {
      name: gate.name,
      exitCode: outcome.exitCode,
      timedOut: outcome.timedOut,
      ms: deps.clock.now() - started,
      tail: tailOf(text),
    };
  } catch (error) {
    if (!(error instanceof ProcessStartError)) throw error;
    const tail = `${error.message}. Is ${file} installed, and on the PATH of Drover?`;
    return { name: gate.name, exitCode: 127, timedOut: false, ms: deps.clock.now() - started, tail };
  } finally {
    log.end();
    await finished(log);
  }
}

/** The last lines of an output as plain text. */
export function tailOf(output: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is removed
  const plain = stripVTControlCharacters(output).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
  return plain.trimEnd().split("\n").slice(-TAIL_LINES).join("\n").slice(-TAIL_CHARS);
}
