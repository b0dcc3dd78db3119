import { readdir } from "node:fs/promises";
import path from "node:path";
import type { Check, Found } from "../health-check.ts";
import { type KeptFolder, findLeftovers, removeLeftovers } from "../leftovers.ts";

export interface LeftoverDeps {
  readonly workspaceDir: string;
  readonly now: () => number;
  readonly keptFolders: readonly KeptFolder[];
}

export function leftoverChecks(deps: LeftoverDeps): readonly Check[] {
  return [
    { id: "leftovers", area: "workspace", title: "Old files were cleared away", run: () => leftovers(deps) },
    {
      id: "left-folders",
      area: "projects",
      title: "No folder was left behind",
      run: () => leftFolders(deps.workspaceDir),
    },
  ];
}

async function leftovers({ keptFolders, now }: LeftoverDeps): Promise<Found> {
  const found = [];
  for (const folder of keptFolders) found.push({ folder, entries: await findLeftovers(folder, now()) });
  const there = found.filter(({ entries }) => entries.length > 0);
  if (there.length === 0) return { state: "ok", message: "Nothing is older or larger than it may be." };
  const all = there.flatMap(({ entries }) => entries);
  return {
    state: "warning",
    message: `${all.length} old files and folders take ${inMegabytes(all.reduce((sum, { bytes }) => sum + bytes, 0))}.`,
    details: there.map(({ folder, entries }) => `${entries.length} ${folder.what}, in ${folder.folder}`),
    remedy: "A core that runs clears them away once a day.",
    async fix() {
      return `${inMegabytes(await removeLeftovers(all))} are free again.`;
    },
  };
}

/** What a project's folder was renamed to, since no project owned it: work may be in it, so that only a person deletes it. */
async function leftFolders(workspaceDir: string): Promise<Found> {
  const projects = path.join(workspaceDir, "projects");
  const left = (await readdir(projects).catch(() => [])).filter((name) => name.includes(".left-"));
  if (left.length === 0) return { state: "ok", message: "There is none." };
  return {
    state: "warning",
    message: `${left.length} folders were left when adding a project was cut short.`,
    details: left.map((name) => path.join(projects, name)),
    remedy: "Look whether anything in their worktrees/ is wanted, then delete them.",
  };
}

function inMegabytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
