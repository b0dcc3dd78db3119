import { existsSync } from "node:fs";
import path from "node:path";

/** The work tree that a folder lies in, if it does: git there would see the workspace as a heap of untracked files. */
export function enclosingRepository(folder: string): string | undefined {
  for (let at = path.dirname(path.resolve(folder)); ; at = path.dirname(at)) {
    if (existsSync(path.join(at, ".git"))) return at;
    if (path.dirname(at) === at) return undefined;
  }
}
