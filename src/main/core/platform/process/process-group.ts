import { spawn } from "node:child_process";

/**
 * Signals every process of the group that `pid` leads. One that is gone already is no failure.
 * On Windows, which has no groups, the tree below `pid` is ended at once whatever the signal (unverified there).
 */
export function endProcessGroup(pid: number, signal: "SIGTERM" | "SIGKILL"): void {
  if (process.platform === "win32") {
    spawn("taskkill", ["/pid", String(pid), "/t", "/f"], { stdio: "ignore", windowsHide: true }).on("error", () => {});
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // EPERM: what is left of the group changed its user (sudo) and is not ours to end.
    if (error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM")) return;
    throw error;
  }
}
