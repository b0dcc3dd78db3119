import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type Result, fail, ok } from "../shared/model/result.ts";
import type { EarlyClient } from "../shared/wire/client.ts";
import { connectToCore } from "./connect.ts";
import { programPath } from "./programs.ts";

/** A core on a busy machine with a large ledger takes seconds; this is for one that hangs. */
const START_LIMIT_MS = 60_000;
const LOOK_MS = 40;

export interface CoreProcess {
  readonly wire: EarlyClient;
  readonly child: ChildProcess;
}

export interface CoreStart {
  readonly workspace: string;
  readonly env: NodeJS.ProcessEnv;
  /** Further arguments of the headless program. */
  readonly args: readonly string[];
  readonly signal: AbortSignal;
}

/** Starts a core as a child of this process, which must end it, and connects to it. Its output is kept for the failure. */
export async function startCore({ workspace, env, args, signal }: CoreStart): Promise<Result<CoreProcess>> {
  const child = spawn(process.execPath, [programPath("headless"), "--workspace", workspace, ...args], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
    // Ctrl-C is for us: we end it in order, with its agents.
    detached: true,
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-4000);
  });
  const exited = once(child, "exit").then(() => {});
  const deadline = Date.now() + START_LIMIT_MS;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline && !signal.aborted) {
    const wire = await connectToCore({ workspace, env });
    if (wire.ok) return ok({ wire: wire.value, child });
    if (wire.error.code !== "no-core") return wire;
    await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, LOOK_MS))]);
  }
  child.kill();
  if (signal.aborted) return fail("cancelled", "Interrupted.");
  return fail("no-core", `The core did not start.${said.trim() === "" ? "" : `\n${said.trim()}`}`);
}
