import { rm } from "node:fs/promises";
import path from "node:path";
import { randomUUID } from "node:crypto";
import type { Git, ObjectId } from "./git.ts";
import { objectId, zeroId } from "./object-id.ts";

/** A path with what is to stand there; nothing without an `entry`. */
export interface TreeReplacement {
  /** The path's bytes, one a character. */
  readonly rawPath: string;
  readonly entry?: { readonly mode: string; readonly id: ObjectId } | undefined;
}

/** Writes a tree that differs from another one in those paths only. Needs no work tree. */
export async function replaceInTree(
  git: Git,
  repository: string,
  { tree, replacements }: { readonly tree: ObjectId; readonly replacements: readonly TreeReplacement[] },
): Promise<ObjectId> {
  const index = path.join(path.resolve(repository), `index-${randomUUID()}`);
  const where = { cwd: repository, env: { GIT_INDEX_FILE: index } };
  try {
    await git.run(["read-tree", objectId(tree)], where);
    const lines = replacements.map(({ rawPath, entry }) => {
      return entry === undefined
        ? `0 ${zeroId(tree)}\t${rawPath}\0`
        : `${entry.mode} ${objectId(entry.id)}\t${rawPath}\0`;
    });
    await git.run(["update-index", "-z", "--index-info"], { ...where, stdin: Buffer.from(lines.join(""), "latin1") });
    return (await git.run(["write-tree"], where)).stdout.toString().trim();
  } finally {
    await rm(index, { force: true });
  }
}
