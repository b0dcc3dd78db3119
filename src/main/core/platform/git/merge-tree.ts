import type { Git, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";

export type MergeTreeOutcome =
  | { readonly kind: "clean"; readonly tree: ObjectId }
  /** The tree has the conflicts written into it. */
  | { readonly kind: "conflict"; readonly tree: ObjectId; readonly files: readonly string[] }
  | { readonly kind: "unrelated" };

/** Merges two commits without a work tree. Nothing but objects is written. */
export async function mergeTree(
  git: Git,
  repository: string,
  [ours, theirs]: readonly [ObjectId, ObjectId],
): Promise<MergeTreeOutcome> {
  const guarded = await git.guard({ cwd: repository });
  return await mergeTreeGuarded(guarded, repository, [ours, theirs]);
}

/** The same for those who hold a guarded git, and merge more than once. */
export async function mergeTreeGuarded(
  guarded: Git,
  repository: string,
  [ours, theirs]: readonly [ObjectId, ObjectId],
): Promise<MergeTreeOutcome> {
  const args = ["merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", objectId(ours), objectId(theirs)];
  const { exitCode, stdout, stderr } = await guarded.run(args, { cwd: repository, okCodes: [0, 1, 128] });
  if (exitCode === 128) {
    if (stderr.includes("unrelated histories")) return { kind: "unrelated" };
    throw new Error(`git merge-tree ${ours} ${theirs} in ${repository} failed: ${stderr.trim()}`);
  }
  const [tree = "", ...files] = stdout
    .toString()
    .split("\0")
    .filter((part) => part !== "");
  return exitCode === 0 ? { kind: "clean", tree: tree.trim() } : { kind: "conflict", tree, files: [...new Set(files)] };
}
