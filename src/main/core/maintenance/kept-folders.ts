import path from "node:path";
import type { KeptFolder } from "./leftovers.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const MEGABYTE = 1024 * 1024;

export interface InUse {
  readonly session: (id: string) => boolean;
  readonly submission: (id: string) => boolean;
}

/** What agents' sessions and gates leave behind: long enough to look into yesterday's trouble, little enough to forget about. */
export function keptFolders(workspaceDir: string, inUse: InUse): readonly KeptFolder[] {
  const home = path.join(workspaceDir, ".drover");
  return [
    {
      folder: path.join(home, "sessions"),
      what: "prompts of sessions that have ended",
      maxAgeMs: 14 * DAY_MS,
      maxBytes: 100 * MEGABYTE,
      isNeeded: inUse.session,
    },
    {
      folder: path.join(home, "history"),
      what: "terminals of sessions that have ended",
      maxAgeMs: DAY_MS,
      maxBytes: 500 * MEGABYTE,
      isNeeded: inUse.session,
    },
    {
      folder: path.join(home, "gates"),
      what: "outputs of gates",
      maxAgeMs: 30 * DAY_MS,
      maxBytes: 500 * MEGABYTE,
      isNeeded: inUse.submission,
    },
  ];
}
