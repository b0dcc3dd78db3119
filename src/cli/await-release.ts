import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const LOOK_MS = 30;

/**
 * Resolves once the core of that process has given the workspace back, which it does last; answers false when it has not
 * after `limitMs`. What ends without giving back has given back.
 */
export async function awaitRelease(workspace: string, pid: number, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (holderOf(workspace) === pid && isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await setTimeout(LOOK_MS);
  }
  return true;
}

/** Who holds the workspace's lock, as it says for people. */
function holderOf(workspace: string): unknown {
  try {
    const told: unknown = JSON.parse(readFileSync(join(workspace, ".drover", "lock.json"), "utf8"));
    return typeof told === "object" && told !== null && "pid" in told ? told.pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}
