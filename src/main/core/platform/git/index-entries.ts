import type { Git, GitOptions, ObjectId } from "./git.ts";

export interface IndexEntry {
  readonly path: string;
  /** Octal. `160000` names a commit of another repository. */
  readonly mode: string;
  readonly id: ObjectId;
  /** 0, or 1 to 3 for base, ours and theirs of a conflict. */
  readonly stage: number;
  /** Somebody told git to take it for unchanged. */
  readonly isAssumed: boolean;
  /** Git does not look at it: it is outside of a sparse checkout, or somebody said so. */
  readonly isSkipped: boolean;
}

/** All that an index holds, in its order. */
export async function readIndex(git: Git, where: Pick<GitOptions, "cwd" | "env">): Promise<readonly IndexEntry[]> {
  const { stdout } = await git.run(["ls-files", "-z", "--full-name", "--stage", "-v"], where);
  const entries: IndexEntry[] = [];
  for (const line of stdout.toString().split("\0")) {
    const match = /^(\S) (\d+) ([0-9a-f]+) ([0-3])\t([^]+)$/.exec(line);
    if (match === null) continue;
    const [, tag = "", mode = "", id = "", stage = "0", path = ""] = match;
    entries.push({
      path,
      mode,
      id,
      stage: Number(stage),
      isAssumed: tag !== tag.toUpperCase(),
      isSkipped: tag.toUpperCase() === "S",
    });
  }
  return entries;
}

export function hiddenPaths(entries: readonly IndexEntry[]): {
  readonly assumed: readonly string[];
  readonly skipped: readonly string[];
} {
  return {
    assumed: entries.filter((entry) => entry.isAssumed).map((entry) => entry.path),
    skipped: entries.filter((entry) => entry.isSkipped).map((entry) => entry.path),
  };
}
