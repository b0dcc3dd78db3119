import { spawn } from "node:child_process";
import { once } from "node:events";
import { fail, ok } from "../shared/model/result.ts";
import type { Outcome } from "./command.ts";

export interface ProgramHere {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** Signals that end a program in a terminal: the program decides what they mean, not this one. */
const PASSED_ON = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs a program in this terminal until it ends, however it ends; fails where it could not be started. */
export async function runHere({ file, args, cwd, env }: ProgramHere): Promise<Outcome> {
  const child = spawn(file, args, { cwd, env, stdio: "inherit" });
  const pass = (signal: NodeJS.Signals) => {
    child.kill(signal);
  };
  for (const signal of PASSED_ON) process.on(signal, pass);
  try {
    // `once` rejects with the error of a program that could not be started.
    await once(child, "exit");
    return ok();
  } catch (error) {
    return fail("start-failed", `${file} could not be started: ${String(error)}`, {
      remedy: "See that it is installed and on your PATH.",
    });
  } finally {
    for (const signal of PASSED_ON) process.off(signal, pass);
  }
}
