import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NEXT_CORE_FILE } from "../shared/wire/next-core.ts";

/** Whether a core waits for the workspace, so that a command had better wait for that. */
export function isCoreComing(workspace: string): boolean {
  try {
    const pid = Number(readFileSync(join(workspace, NEXT_CORE_FILE), "utf8"));
    if (!Number.isInteger(pid) || pid <= 0) return false;
    process.kill(pid, 0);
    return true;
  } catch {
    // Nobody waits, or who did has died.
    return false;
  }
}
