import { rm } from "node:fs/promises";
import path from "node:path";
import type { Git, ObjectId } from "./git.ts";
import { readUntracked } from "./embedded-repositories.ts";
import { openRawPlace, type RawPlace } from "./raw-place.ts";
import { UNMERGED } from "./snapshot-worktree.ts";
import { placeEnv, type WorktreePlace } from "./worktree-files.ts";

/** What a work tree is to be made of; see `SnapshotParts`. All of it is in the clone, or in the vault that it borrows from. */
export interface Restored {
  readonly tree: ObjectId;
  readonly indexTree: ObjectId;
  readonly stateTree: ObjectId | undefined;
  readonly stashes: readonly ObjectId[];
}

/**
 * Makes files, index and what is under way of a work tree what a snapshot says, byte by byte: files that it has not are
 * removed, ignored ones left alone. HEAD is the caller's business. Whatever was in the work tree has to be safe before.
 */
export async function restoreSnapshot(git: Git, place: WorktreePlace, wanted: Restored): Promise<void> {
  await using raw = await openRawPlace(place);
  await restoreFiles(git, raw, wanted.tree);
  await restoreIndex(git, place, wanted.indexTree);
  if (wanted.stateTree !== undefined) await restoreState(git, place, { raw, tree: wanted.stateTree });
  await restoreStashes(git, place, wanted.stashes);
}

async function restoreFiles(git: Git, { cwd, env }: RawPlace, tree: ObjectId): Promise<void> {
  const where = { cwd, env };
  const { repositories } = await readUntracked(git, where);
  const except = repositories.map((repository) => `:(exclude,top,literal)${repository}`);
  // So that git knows all files that are there, and removes those that are not wanted.
  await git.run(["add", "--all", "--", ":/", ...except], where);
  await git.run(["read-tree", "--reset", "-u", tree], where);
  // By its times git takes files for unchanged that it once converted: all are written anew.
  await rm(env["GIT_INDEX_FILE"] ?? "", { force: true });
  await git.run(["read-tree", tree], where);
  await git.run(["checkout-index", "--all", "--force", "--quiet"], where);
}

async function restoreIndex(git: Git, place: WorktreePlace, indexTree: ObjectId): Promise<void> {
  const where = { cwd: place.path, env: placeEnv(place) };
  const guarded = await git.guard(where);
  const listed = await git.run(["ls-tree", "-r", "-z", "--full-tree", indexTree], where);
  const lines = listed.stdout
    .toString()
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => {
      const [, mode = "", id = "", file = ""] = /^(\d+) \w+ ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
      const stage = file.startsWith(UNMERGED) ? file.slice(UNMERGED.length, UNMERGED.length + 1) : "0";
      const name = stage === "0" ? file : file.slice(UNMERGED.length + 2);
      return `${mode} ${id} ${stage}\t${name}\0`;
    });
  await git.run(["read-tree", "--empty"], where);
  await git.run(["update-index", "-z", "--add", "--index-info"], { ...where, stdin: lines.join("") });
  await guarded.run(["update-index", "-q", "--refresh"], { ...where, okCodes: "any" });
}

/** Replaces what was under way before. */
async function restoreState(
  git: Git,
  { gitDir }: WorktreePlace,
  { raw, tree }: { readonly raw: RawPlace; readonly tree: ObjectId },
): Promise<void> {
  const where = { cwd: gitDir, env: { ...raw.env, GIT_INDEX_FILE: `${raw.env["GIT_INDEX_FILE"] ?? ""}-state` } };
  await git.run(["read-tree", tree], where);
  await git.run(["checkout-index", "--all", "--force", "--quiet", `--prefix=${gitDir}${path.sep}`], where);
}

/** Those that the clone's stash has not, oldest first. */
async function restoreStashes(git: Git, place: WorktreePlace, stashes: readonly ObjectId[]): Promise<void> {
  if (stashes.length === 0) return;
  const where = { cwd: place.path, env: placeEnv(place) };
  const listed = await git.run(["log", "--walk-reflogs", "--format=%H", "refs/stash", "--"], {
    ...where,
    okCodes: "any",
  });
  const there = new Set(listed.exitCode === 0 ? listed.stdout.toString().split("\n") : []);
  for (const stash of stashes.toReversed()) {
    if (there.has(stash)) continue;
    const said = await git.run(["log", "-1", "--format=%s", stash, "--"], where);
    await git.run(["stash", "store", "--quiet", "-m", said.stdout.toString().trimEnd(), stash], where);
  }
}
