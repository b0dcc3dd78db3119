import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { plainLine } from "../base/plain-text.ts";
import { type ProcessRunner, ProcessStartError } from "../platform/process/process-runner.ts";
import type { RuntimeSpec } from "./spec.ts";

/** The slowest of those tried took 2 s cold; on a machine with thirty agents it may be some times that. */
const HELP_MS = 10_000;

export interface HelpReader {
  /** The flags and sub-commands that the program's help lists, asked once per file as it is; undefined where it cannot be told. */
  flags(spec: RuntimeSpec, path: string): Promise<ReadonlySet<string> | undefined>;
}

/** Asks programs for their help, with PATH and HOME alone. */
export function createHelpReader(
  runner: Pick<ProcessRunner, "run">,
  env: Readonly<Record<string, string | undefined>>,
): HelpReader {
  const known = new Map<string, Promise<ReadonlySet<string> | undefined>>();

  async function ask(spec: RuntimeSpec, path: string): Promise<ReadonlySet<string> | undefined> {
    const outcome = await runProgram(runner, { path, args: spec.help, env, timeoutMs: HELP_MS });
    if (!("text" in outcome) || outcome.exitCode !== 0) return undefined;
    const flags = outcome.text.match(/(?<![\w-])--?[a-zA-Z][\w-]*/g);
    if (flags === null) return undefined;
    // A sub-command stands at the beginning of an indented line.
    return new Set([...flags, ...(outcome.text.match(/(?<=^ +)[a-z][\w-]*(?= |$)/gm) ?? [])]);
  }

  return {
    async flags(spec, path) {
      if (spec.help.length === 0) return undefined;
      const { mtimeMs, size } = await stat(path);
      const key = JSON.stringify([path, mtimeMs, size, spec.help]);
      let asked = known.get(key);
      if (asked === undefined) known.set(key, (asked = ask(spec, path)));
      return asked;
    },
  };
}

/** What is given to a program that is only asked about itself: no key leaves for a question. */
const GIVEN = ["PATH", "HOME", "USERPROFILE", "SYSTEMROOT", "PATHEXT"];

/** Runs a program to its end, in no project; `remark` says why there is no text of it. */
export async function runProgram(
  runner: Pick<ProcessRunner, "run">,
  order: {
    readonly path: string;
    readonly args: readonly string[];
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly timeoutMs: number;
    /** Names of variables that it is given besides; `*` at the end stands for anything. */
    readonly names?: readonly string[];
  },
): Promise<{ readonly text: string; readonly exitCode: number | undefined } | { readonly remark: string }> {
  const { path, args, env, timeoutMs, names = [] } = order;
  const isGiven = (name: string) =>
    GIVEN.includes(name) || names.some((one) => (one.endsWith("*") ? name.startsWith(one.slice(0, -1)) : name === one));
  const clean = Object.entries(env).flatMap(([name, value]): [string, string][] =>
    value !== undefined && isGiven(name) ? [[name, value]] : [],
  );
  try {
    const outcome = await runner.run({
      file: path,
      args,
      cwd: tmpdir(),
      env: Object.fromEntries(clean),
      timeoutMs,
      maxOutputBytes: 256 * 1024,
    });
    // Some print what they were asked for as if it were an error.
    const text = [outcome.stdout, outcome.stderr].map((bytes) => new TextDecoder().decode(bytes)).find(isSaid) ?? "";
    if (outcome.timedOut) return { remark: `It did not answer within ${timeoutMs / 1_000} s.` };
    return { text, exitCode: outcome.exitCode ?? undefined };
  } catch (error) {
    if (!(error instanceof ProcessStartError)) throw error;
    return { remark: `It could not be started: ${plainLine(error.code, 60)}` };
  }
}

function isSaid(text: string): boolean {
  return text.trim() !== "";
}
