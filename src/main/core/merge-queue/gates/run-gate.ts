import { stripVTControlCharacters } from "node:util";
import type { Gate } from "../../../../shared/model/project.ts";
import type { GateResult } from "../../../../shared/model/submission.ts";
import type { Clock } from "../../base/clock.ts";
import { type ProcessRunner, ProcessStartError } from "../../platform/process/process-runner.ts";
import type { GateLog } from "./log.ts";

/** What of a gate's output goes into the ledger: enough to see the failure, little enough to keep for ever. */
const TAIL_LINES = 60;
const TAIL_CHARS = 6_000;
/** So much of the end of an output is looked at for that; lines with colours are longer than they look. */
const TAIL_BYTES = 64 * 1024;

export interface GateRunnerDeps {
  readonly runner: Pick<ProcessRunner, "run">;
  readonly clock: Clock;
  /** The environment gates run in: nothing of Drover's in it. */
  readonly env: Readonly<Record<string, string>>;
}

export interface OneGate {
  readonly gate: Gate;
  readonly commit: string;
  readonly lane: number;
  /** The lane's work tree, with that commit in it. */
  readonly folder: string;
  readonly log: GateLog;
  /** Ends it, and everything it started. */
  readonly signal: AbortSignal;
}

/**
 * Runs one gate to its end. A program that cannot be started is a red gate that says so; undefined is one that was ended by the
 * signal before it came to its own end. Nothing of its process group is left afterwards.
 */
export async function runGate(
  { runner, clock, env }: GateRunnerDeps,
  { gate, commit, lane, folder, log, signal }: OneGate,
): Promise<GateResult | undefined> {
  if (signal.aborted) return undefined;
  const started = clock.now();
  const [file = "", ...args] = gate.command;
  const about = (): Pick<GateResult, "name" | "ms" | "commit"> => ({
    name: gate.name,
    ms: clock.now() - started,
    commit,
  });
  try {
    const { exitCode, timedOut } = await runner.run(
      {
        file,
        args,
        cwd: folder,
        env: { ...env, CI: "true", DROVER_GATE: gate.name, DROVER_LANE: String(lane) },
        timeoutMs: gate.timeoutMs,
        // The log has it.
        maxOutputBytes: 0,
      },
      { signal, onOutput: (_stream, chunk) => log.write(chunk) },
    );
    if (signal.aborted && exitCode !== 0) return undefined;
    return { ...about(), exitCode, timedOut, tail: tailOf(log.tail()) };
  } catch (error) {
    if (signal.aborted) return undefined;
    if (!(error instanceof ProcessStartError)) throw error;
    const tail = `${error.message}. Is ${file} installed, and on the PATH of Drover?`;
    log.write(Buffer.from(`${tail}\n`));
    return { ...about(), exitCode: 127, timedOut: false, tail };
  }
}

/** The last lines of an output as plain text. */
function tailOf(output: Buffer): string {
  return plainOutput(output.subarray(-TAIL_BYTES).toString("utf8"))
    .trimEnd()
    .split("\n")
    .slice(-TAIL_LINES)
    .join("\n")
    .slice(-TAIL_CHARS)
    .toWellFormed();
}

/** What a program printed for a terminal, as lines of text: without colours, and with the last state of lines that were written over. */
export function plainOutput(text: string): string {
  return (
    stripVTControlCharacters(text)
      .replaceAll("\r\n", "\n")
      .replaceAll(/[^\n]*\r(?=[^\n])/g, "")
      // oxlint-disable-next-line no-control-regex -- control characters are what is removed
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "")
  );
}
