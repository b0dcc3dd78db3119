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

const [NUL, SPACE, CACHED] = [0, 0x20, 0x48];
const LINK = Buffer.from("160000");

export interface IndexFacts {
  /** Whether it has files alone that git looks at: none hidden from it, none with a conflict, no other repositories. */
  readonly isPlain: boolean;
  /** Whether a file in it says how others are to be converted. */
  readonly hasAttributes: boolean;
}

/** Reads the bytes as they come, since indexes may be long. */
export async function indexFacts(git: Git, where: Pick<GitOptions, "cwd" | "env">): Promise<IndexFacts> {
  const { stdout } = await git.run(["ls-files", "-z", "--full-name", "--stage", "-v"], where);
  const hasAttributes = stdout.includes(".gitattributes\0");
  for (let at = 0; at < stdout.length;) {
    const end = stdout.indexOf(NUL, at);
    // `H 100644 <id> 0<tab>path`: `H` alone is for entries without any mark or conflict.
    const isFile = stdout[at] === CACHED && stdout[at + 1] === SPACE;
    const isLink = stdout.compare(LINK, 0, LINK.length, at + 2, at + 2 + LINK.length) === 0;
    if (!isFile || isLink) return { isPlain: false, hasAttributes };
    at = end < 0 ? stdout.length : end + 1;
  }
  return { isPlain: true, hasAttributes };
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
