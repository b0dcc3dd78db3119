import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { type Log, createLog } from "../base/log.ts";

/** Two files of this size are kept: enough to look back over days, little enough to forget about. */
const MAX_BYTES = 5 * 1024 * 1024;

/** The core's log in `.drover/logs/core.log`. A full disk costs log lines, nothing else. */
export function openCoreLog(workspaceDir: string, now: () => number): Log {
  const folder = path.join(workspaceDir, ".drover", "logs");
  const file = path.join(folder, "core.log");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return createLog({
    now,
    write(line) {
      try {
        if (size > MAX_BYTES) {
          renameSync(file, `${file}.1`);
          size = 0;
        }
        appendFileSync(file, line, { mode: 0o600 });
        size += line.length;
      } catch {
        // There is nowhere left to say it.
      }
    },
  });
}
