import path from "node:path";
import type { Git, ObjectId } from "./git.ts";
import { type ConflictedPath, parseMergedTree } from "./merge-conflicts.ts";
import { objectId } from "./object-id.ts";

export type MergeTreeOutcome =
  | { readonly kind: "clean"; readonly tree: ObjectId }
  /** The tree has the conflicts written into it. */
  | {
      readonly kind: "conflict";
      readonly tree: ObjectId;
      readonly files: readonly string[];
      readonly conflicts: readonly ConflictedPath[];
    }
  | { readonly kind: "unrelated" };

export interface MergeTreeOptions {
  /** A folder with the `.gitattributes` that count, as of `attributesOf`; by default none do in a bare repository. */
  readonly attributes?: string | undefined;
}

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
  pair: readonly [ObjectId, ObjectId],
  { attributes }: MergeTreeOptions = {},
): Promise<MergeTreeOutcome> {
  const plain = await run(guarded, { repository, pair, attributes, config: [] });
  if (plain.kind !== "conflict" || attributes === undefined) return plain;
  // Where one side has brought line endings into line, the others are too, for as long as it takes to merge. Only then: what
  // goes together as it is keeps the endings it has.
  const config = ["-c", "merge.renormalize=true"];
  const alike = await run(guarded, { repository, pair, attributes, config });
  return alike.kind === "clean" ? alike : plain;
}

interface Merging extends MergeTreeOptions {
  readonly repository: string;
  readonly pair: readonly [ObjectId, ObjectId];
  readonly config: readonly string[];
}

async function run(guarded: Git, { repository, pair, attributes, config }: Merging): Promise<MergeTreeOutcome> {
  const [ours = "", theirs = ""] = pair.map(objectId);
  // Git takes attributes from a work tree; that one has nothing else in it.
  const where =
    attributes === undefined
      ? { cwd: repository }
      : { cwd: attributes, env: { GIT_DIR: path.resolve(repository), GIT_WORK_TREE: attributes } };
  const { exitCode, stdout, stderr } = await guarded.run(
    [...config, "merge-tree", "--write-tree", "-z", ours, theirs],
    { ...where, okCodes: [0, 1, 128] },
  );
  if (exitCode === 128) {
    if (stderr.includes("unrelated histories")) return { kind: "unrelated" };
    throw new Error(`git merge-tree ${ours} ${theirs} in ${repository} failed: ${stderr.trim()}`);
  }
  const { tree, conflicts } = parseMergedTree(stdout);
  if (exitCode === 0) return { kind: "clean", tree };
  return { kind: "conflict", tree, files: conflicts.map((one) => one.path), conflicts };
}
