import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { type Failure, type Result, fail, ok } from "../shared/model/result.ts";

export interface WorkspaceQuestion {
  /** Of --workspace. */
  readonly given: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** Marks a folder as a workspace, and holds all that is Drover's own in it. */
const MARK = ".drover";

/** Where the workspace is or would be made: as told, else the folder above that is one, else ~/Drover. Absolute. */
export function placeOfWorkspace({ given, env, cwd }: WorkspaceQuestion): string {
  const told = given ?? env["DROVER_WORKSPACE"];
  if (told !== undefined && told !== "") return resolve(cwd, told);
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (isWorkspace(folder)) return folder;
    if (dirname(folder) === folder) return join(env["HOME"] ?? homedir(), "Drover");
  }
}

export function findWorkspace(question: WorkspaceQuestion): Result<string, Failure<"no-workspace">> {
  const place = placeOfWorkspace(question);
  if (isWorkspace(place)) return ok(place);
  return fail("no-workspace", `There is no workspace at ${place}.`, {
    remedy: `Make one with: drover init ${place}\nOr name another with --workspace DIR or DROVER_WORKSPACE.`,
  });
}

export function isWorkspace(folder: string): boolean {
  return existsSync(join(folder, MARK));
}
