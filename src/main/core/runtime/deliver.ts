import { isMissing } from "../platform/fs/exists.ts";
import type { ProcessRunner } from "../platform/process/process-runner.ts";
import { type HelpReader, runProgram } from "./help.ts";
import { fill } from "./launch.ts";
import type { Entry } from "./registry.ts";

export interface Delivery {
  readonly message: string;
  /** The folder that the session was equipped with. */
  readonly sessionDir: string;
  /** The program's own session, once it is known. */
  readonly runtimeSession: string | undefined;
}

/** Agent CLIs took up to 0.7 s to start on a quiet machine. */
const DELIVER_MS = 15_000;

/** Whether there is a way past the terminal at all. */
export function canDeliver({ spec, adapter }: Entry): boolean {
  return adapter.deliver !== undefined || spec.deliver.length > 0;
}

/**
 * Hands a message to a running session past its terminal. True: it was taken from us; that the session has it, only its own
 * signal `took` tells. False: there is no way, or it failed.
 */
export async function deliver(
  deps: {
    readonly runner: Pick<ProcessRunner, "run">;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly help: HelpReader;
  },
  entry: Entry & { readonly file: string },
  { message, sessionDir, runtimeSession }: Delivery,
): Promise<boolean> {
  const { spec, adapter, file } = entry;
  if (adapter.deliver !== undefined) {
    try {
      await adapter.deliver(sessionDir, message);
      return true;
    } catch (error) {
      // Its folder goes with the session, which may have ended meanwhile.
      if (isMissing(error)) return false;
      throw error;
    }
  }
  const [command] = spec.deliver;
  if (command === undefined || runtimeSession === undefined) return false;
  if ((await deps.help.flags(spec, file))?.has(command) === false) return false;
  const values = { prompt: message, runtimeSession };
  const args = spec.deliver.map((part) => fill(part, values));
  const answer = await runProgram(deps.runner, {
    path: file,
    args,
    env: deps.env,
    names: spec.env,
    timeoutMs: DELIVER_MS,
  });
  return "text" in answer && answer.exitCode === 0;
}
