import type { Git, GitOptions, ObjectId } from "./git.ts";
import { isObjectId } from "./object-id.ts";

export interface WorkTreeStatus {
  /** Undefined before the first commit. */
  readonly head: ObjectId | undefined;
  /** Short name; undefined when HEAD is detached. */
  readonly branch: string | undefined;
  /** What is not as in HEAD; ignored files left out. In git's order. */
  readonly files: readonly FileStatus[];
}

export interface FileStatus {
  readonly path: string;
  readonly kind: "changed" | "renamed" | "unmerged" | "untracked";
  /** Git's letters: index against HEAD, work tree against index; `.` for unchanged, `??` for untracked. */
  readonly letters: string;
  /** Where a renamed one was before. */
  readonly from?: string;
}

/** Reads a work tree's state, file by file also within untracked folders, without writing anything. */
export async function readStatus(
  git: Git,
  cwd: string,
  { env }: Pick<GitOptions, "env"> = {},
): Promise<WorkTreeStatus> {
  const where = env === undefined ? { cwd } : { cwd, env };
  const guarded = await git.guard(where);
  const args = ["status", "--porcelain=v2", "-z", "--branch", "--untracked-files=all", "--ignore-submodules=none"];
  const { stdout } = await guarded.run(args, where);
  return parseStatus(stdout.toString());
}

export function parseStatus(text: string): WorkTreeStatus {
  let head: ObjectId | undefined;
  let branch: string | undefined;
  const files: FileStatus[] = [];
  const entries = text.split("\0").values();
  for (const entry of entries) {
    if (entry.startsWith("# branch.oid ")) {
      const id = entry.slice("# branch.oid ".length);
      head = isObjectId(id) ? id : undefined;
    } else if (entry.startsWith("# branch.head ")) {
      const name = entry.slice("# branch.head ".length);
      branch = name === "(detached)" ? undefined : name;
    } else if (entry.startsWith("? ")) {
      files.push({ path: entry.slice(2), kind: "untracked", letters: "??" });
    } else if (entry.startsWith("1 ")) {
      files.push({ path: field(entry, 8), kind: "changed", letters: entry.slice(2, 4) });
    } else if (entry.startsWith("2 ")) {
      const from = entries.next().value ?? "";
      files.push({ path: field(entry, 9), kind: "renamed", letters: entry.slice(2, 4), from });
    } else if (entry.startsWith("u ")) {
      files.push({ path: field(entry, 10), kind: "unmerged", letters: entry.slice(2, 4) });
    }
  }
  return { head, branch, files };
}

/** All that stands after so many spaces: a path, which may hold spaces itself. */
function field(entry: string, spaces: number): string {
  let at = 0;
  for (let i = 0; i < spaces; i += 1) at = entry.indexOf(" ", at) + 1;
  return entry.slice(at);
}
