import { existsSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { HOME } from "./prepare.ts";

export interface WorkspaceQuestion {
  /** What the user named, if anything. */
  readonly given: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/**
 * Where the workspace is or would be made, absolute: as told here or by DROVER_WORKSPACE, else the folder above that is
 * one, else ~/Drover.
 */
export function placeOfWorkspace({ given, env, cwd }: WorkspaceQuestion): string {
  const told = given ?? env["DROVER_WORKSPACE"];
  if (told !== undefined && told !== "") return path.resolve(cwd, told);
  for (let folder = cwd; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, HOME))) return folder;
    if (path.dirname(folder) === folder) return path.join(env["HOME"] ?? homedir(), "Drover");
  }
}
