import type { Git, ObjectId } from "./git.ts";
import { branchOfRef } from "./ref-name.ts";

export interface Worktree {
  readonly path: string;
  /** The repository itself, where that is bare. */
  readonly isBare: boolean;
  /** Undefined for a bare one, and before the first commit. */
  readonly head: ObjectId | undefined;
  /** Short name; undefined when HEAD is detached. */
  readonly branch: string | undefined;
  /** Why it may not be removed; an empty text when no reason was given. */
  readonly locked: string | undefined;
  /** Why git takes it for gone. */
  readonly prunable: string | undefined;
}

/** All work trees of a repository, its main one first. Also tells which branches a user's repository has checked out. */
export async function listWorktrees(git: Git, cwd: string): Promise<readonly Worktree[]> {
  const { stdout } = await git.run(["worktree", "list", "--porcelain", "-z"], { cwd });
  return stdout
    .toString()
    .split("\0\0")
    .filter((block) => block !== "")
    .map((block) => parseBlock(block));
}

function parseBlock(block: string): Worktree {
  const fields = new Map<string, string>();
  for (const line of block.split("\0")) {
    const space = line.indexOf(" ");
    fields.set(space < 0 ? line : line.slice(0, space), space < 0 ? "" : line.slice(space + 1));
  }
  const head = fields.get("HEAD");
  return {
    path: fields.get("worktree") ?? "",
    isBare: fields.has("bare"),
    head: head === undefined || /^0+$/.test(head) ? undefined : head,
    branch: branchOfRef(fields.get("branch") ?? ""),
    locked: fields.get("locked"),
    prunable: fields.get("prunable"),
  };
}
