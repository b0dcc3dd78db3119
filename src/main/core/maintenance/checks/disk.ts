import { access, constants, statfs } from "node:fs/promises";
import path from "node:path";
import type { Check, Found } from "../health-check.ts";

/** Below the first, agents' builds fail soon; below the second, the journal does. */
const LITTLE_BYTES = 2 * 1024 ** 3;
const TOO_LITTLE_BYTES = 200 * 1024 ** 2;

export function diskChecks({ workspaceDir }: { readonly workspaceDir: string }): readonly Check[] {
  return [
    {
      id: "workspace-writable",
      area: "workspace",
      title: "The workspace can be written",
      run: () => writable(workspaceDir),
    },
    { id: "disk-space", area: "system", title: "There is room on the disk", run: () => space(workspaceDir) },
  ];
}

async function writable(workspaceDir: string): Promise<Found> {
  const folders = [workspaceDir, path.join(workspaceDir, ".drover"), path.join(workspaceDir, ".drover", "journal")];
  for (const folder of folders) {
    const reason = await access(folder, constants.R_OK | constants.W_OK).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (reason === undefined || isMissing(reason)) continue;
    const remedy = "Make the folder writable for you, or the file system writable, and start Drover again.";
    return { state: "problem", message: `${folder} cannot be written: ${messageOf(reason)}`, remedy };
  }
  return { state: "ok", message: `${workspaceDir} can be written.` };
}

async function space(workspaceDir: string): Promise<Found> {
  const { bavail, bsize } = await statfs(workspaceDir);
  const free = bavail * bsize;
  const message = `${inGigabytes(free)} are free where the workspace is.`;
  if (free >= LITTLE_BYTES) return { state: "ok", message };
  const remedy = "Make room: work trees of agents and logs of gates are the largest things in a workspace.";
  return { state: free < TOO_LITTLE_BYTES ? "problem" : "warning", message, remedy };
}

function inGigabytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
