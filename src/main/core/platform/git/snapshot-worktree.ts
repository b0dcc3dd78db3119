import { rm } from "node:fs/promises";
import path from "node:path";
import type { Operation } from "../../../../shared/model/salvage.ts";
import { exists } from "../fs/exists.ts";
import { convertedFiles, mayConvert, putEntries, takeRaw } from "./converted-files.ts";
import { type Embedded, embeddedIn, readUntracked } from "./embedded-repositories.ts";
import type { Git, ObjectId } from "./git.ts";
import { hiddenPaths, type IndexEntry, indexFacts, readIndex } from "./index-entries.ts";
import { isObjectId } from "./object-id.ts";
import { writeCommit } from "./objects.ts";
import type { Person } from "./person.ts";
import { openRawPlace } from "./raw-place.ts";
import { type OtherCommits, otherCommits } from "./snapshot-commits.ts";
import { writeState } from "./snapshot-state.ts";
import { placeEnv, type WorktreePlace } from "./worktree-files.ts";
import { branchInWork, operationOf } from "./worktree-state.ts";

export interface SnapshotRequest {
  readonly place: WorktreePlace;
  /** Author and committer of what is written. */
  readonly person: Person;
  /** Has what it holds by its refs: commits that were undone and are there need no keeping. */
  readonly vault?: string;
  /** What the commit says; without it, which work tree it is of. */
  describe?(parts: SnapshotParts): string | Promise<string>;
}

/** What a snapshot is made of. All ids are of the clone. */
export interface SnapshotParts extends OtherCommits {
  /** Undefined before the first commit. */
  readonly head: ObjectId | undefined;
  readonly headTree: ObjectId | undefined;
  /** Short name of the branch in work, also in the middle of a rebase. */
  readonly branch: string | undefined;
  /** Changed, staged and untracked files, byte by byte as they are; ignored ones left out. */
  readonly tree: ObjectId;
  /** The same with git's own blobs for files that it would check out with these very bytes (line ends, keywords). */
  readonly plainTree: ObjectId;
  /** What was staged. Sides of a conflict stand in it below `.drover-unmerged/<stage>/`. */
  readonly indexTree: ObjectId;
  readonly operation: Operation | undefined;
  /** Files by which git goes on with what is under way; undefined where nothing is. */
  readonly stateTree: ObjectId | undefined;
  readonly untracked: readonly string[];
  /** Paths with a conflict. */
  readonly unmerged: readonly string[];
  /** Their files are not taken along. */
  readonly embedded: readonly Embedded[];
}

export interface Snapshot extends SnapshotParts {
  /**
   * Its tree is the work tree; its parents are HEAD, the index, what is under way, and then what else would be lost: stashes
   * made on this branch, commits that are referred to by what is under way, commits that were undone. HEAD itself when there is
   * nothing besides.
   */
  readonly commit: ObjectId;
}

/**
 * Writes down everything in a work tree that is not ignored, as objects that no ref names yet. Neither its index nor its
 * files are touched, and files that somebody hid from git (assume-unchanged, skip-worktree) are taken along too. Of repositories
 * within, it tells; see `embedded`. Of a work tree whose folder is gone it has the index.
 */
export async function snapshotWorktree(git: Git, request: SnapshotRequest): Promise<Snapshot> {
  const { place, person, vault, describe = () => `Everything in ${path.basename(place.path)}` } = request;
  const isThere = await exists(place.path);
  const where = { cwd: isThere ? place.path : place.gitDir, env: placeEnv(place) };
  const guarded = await git.guard(where);
  const clean = isThere ? await takeClean(guarded, place, vault) : undefined;
  if (clean !== undefined) return clean;
  await using raw = await openRawPlace(place);
  const apart = { cwd: where.cwd, env: raw.env };
  const ask = async (...args: string[]): Promise<string> => (await git.run(args, apart)).stdout.toString().trim();
  const [head, headTree] = await headOf(guarded, where);
  const entries = await readIndex(git, apart);
  const unmerged = entries.filter((entry) => entry.stage > 0);
  const indexTree = unmerged.length === 0 ? await ask("write-tree") : await writeUnmerged(git, apart, entries);
  const files = isThere
    ? await takeFiles({ git, guarded, place, apart, entries })
    : { tree: indexTree, plainTree: indexTree, untracked: [], embedded: [] };
  const others = await otherCommits(guarded, { place, head, vault });
  const parts: SnapshotParts = {
    ...others,
    ...files,
    head,
    headTree,
    indexTree,
    branch: await branchInWork(place),
    operation: await operationOf(place),
    stateTree: await writeState(git, place, raw.env),
    unmerged: [...new Set(unmerged.map((entry) => entry.path))],
  };
  if (head !== undefined && isNothingBut(parts)) return { ...parts, commit: head };
  return { ...parts, commit: await writeSnapshot(guarded, parts, { place, person, message: await describe(parts) }) };
}

/** Whether HEAD has it all. */
function isNothingBut({ headTree, plainTree, indexTree, stateTree, stashes, heads, undone }: SnapshotParts): boolean {
  const rest = [...stashes, ...heads, ...undone];
  return plainTree === headTree && indexTree === headTree && stateTree === undefined && rest.length === 0;
}

/** As a commit that no ref names yet, whose parents hold all that there is. */
export async function writeSnapshot(
  git: Git,
  parts: SnapshotParts,
  { place, person, message }: { readonly place: WorktreePlace; readonly person: Person; readonly message: string },
): Promise<ObjectId> {
  const { head, tree, indexTree, stateTree, stashes, heads, undone } = parts;
  const made = { author: person, committer: person };
  const repository = place.gitDir;
  const parents = head === undefined ? [] : [head];
  const index = await writeCommit(git, repository, { tree: indexTree, parents, message: "What was staged", ...made });
  const state =
    stateTree === undefined
      ? []
      : [await writeCommit(git, repository, { tree: stateTree, parents, message: "What was under way", ...made })];
  const rest = new Set([...stashes, ...heads, ...undone]);
  if (head !== undefined) rest.delete(head);
  return await writeCommit(git, repository, {
    tree,
    parents: [...parents, index, ...state, ...rest],
    message,
    ...made,
  });
}

interface Where {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The snapshot of a work tree with nothing in it but its HEAD, as most are when they are given back: a few questions at once
 * instead of ten in a row. Undefined wherever something is not plain to see.
 */
async function takeClean(git: Git, place: WorktreePlace, vault: string | undefined): Promise<Snapshot | undefined> {
  const where = { cwd: place.path, env: placeEnv(place) };
  const status = ["status", "--porcelain", "-z", "--untracked-files=normal", "--ignore-submodules=none"];
  const [[head, headTree], changes, facts, others, operation, converts] = await Promise.all([
    headOf(git, where),
    git.run(status, { ...where, okCodes: "any" }),
    indexFacts(git, where),
    otherCommits(git, { place, head: undefined, vault }),
    operationOf(place),
    mayConvert(git, place, []),
  ]);
  if (head === undefined || headTree === undefined || !facts.isPlain || facts.hasAttributes || converts) {
    return undefined;
  }
  if (changes.exitCode !== 0 || changes.stdout.length > 0 || operation !== undefined) return undefined;
  if ([...others.stashes, ...others.heads, ...others.undone].some((id) => id !== head)) return undefined;
  const branch = await branchInWork(place);
  const none = { operation, stateTree: undefined, untracked: [], unmerged: [], embedded: [] };
  const nothing = { stashes: [], heads: [], undone: [] };
  const trees = { headTree, tree: headTree, plainTree: headTree, indexTree: headTree };
  return { ...none, ...nothing, ...trees, commit: head, head, branch };
}

interface Taking {
  readonly git: Git;
  /** Of the work tree as it is, without its external drivers. */
  readonly guarded: Git;
  readonly place: WorktreePlace;
  readonly apart: Where;
  readonly entries: readonly IndexEntry[];
}

/** The tree of all files as they are, in an index of its own. */
async function takeFiles({ git, guarded, place, apart, entries }: Taking) {
  await uncover(git, apart, entries);
  const untracked = await readUntracked(git, apart);
  const embedded = await embeddedIn(guarded, place, { entries, untracked });
  // What git would refuse to add (a repository without a commit), or note only the commit of.
  const except = embedded.map((repository) => `:(exclude,top,literal)${repository.path}`);
  await git.run(["add", "--all", "--", ":/", ...except], apart);
  const added = await readIndex(git, apart);
  const isConverting = await mayConvert(
    guarded,
    place,
    added.map((entry) => entry.path),
  );
  const request = { place, where: apart, before: entries, after: added };
  const converted = isConverting ? await convertedFiles(guarded, request) : undefined;
  const writeTree = async () => (await git.run(["write-tree"], apart)).stdout.toString().trim();
  await takeRaw(git, apart, converted?.peculiar ?? []);
  await putEntries(git, apart, converted?.reproducible ?? []);
  const plainTree = await writeTree();
  await takeRaw(git, apart, converted?.reproducible ?? []);
  const tree = converted === undefined ? plainTree : await writeTree();
  return { tree, plainTree, untracked: untracked.files, embedded };
}

async function headOf(git: Git, where: Where): Promise<readonly [ObjectId | undefined, ObjectId | undefined]> {
  const { exitCode, stdout } = await git.run(["rev-parse", "--quiet", "HEAD^{commit}", "HEAD^{tree}"], {
    ...where,
    okCodes: "any",
  });
  const [head = "", tree = ""] = stdout.toString().split("\n");
  return exitCode === 0 && isObjectId(head) && isObjectId(tree) ? [head, tree] : [undefined, undefined];
}

/** A tree cannot have the sides of a conflict, so they get places of their own in it. */
async function writeUnmerged(git: Git, where: Where, entries: readonly IndexEntry[]): Promise<ObjectId> {
  const index = `${where.env["GIT_INDEX_FILE"] ?? ""}-unmerged`;
  const apart = { ...where, env: { ...where.env, GIT_INDEX_FILE: index } };
  const lines = entries.map(({ mode, id, stage, path: file }) => {
    return `${mode} ${id} 0\t${stage === 0 ? file : `${UNMERGED}${stage}/${file}`}\0`;
  });
  try {
    await git.run(["update-index", "-z", "--add", "--index-info"], { ...apart, stdin: lines.join("") });
    return (await git.run(["write-tree"], apart)).stdout.toString().trim();
  } finally {
    await rm(index, { force: true });
  }
}

/** Where the sides of conflicts stand in the tree of an index, by their stage. */
export const UNMERGED = ".drover-unmerged/";

/** Takes the marks away, in the copy, that tell git not to look at a file. One that is not there keeps its mark. */
async function uncover(git: Git, where: Where, entries: readonly IndexEntry[]): Promise<void> {
  const { assumed, skipped } = hiddenPaths(entries);
  const there: string[] = [];
  for (const file of skipped) if (await exists(path.join(where.cwd, file))) there.push(file);
  for (const [flag, files] of [
    ["--no-assume-unchanged", assumed],
    ["--no-skip-worktree", there],
  ] as const) {
    if (files.length === 0) continue;
    const stdin = files.map((file) => `${file}\0`).join("");
    await git.run(["update-index", flag, "-z", "--stdin"], { ...where, stdin });
  }
}
