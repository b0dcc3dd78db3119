import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Operation } from "../../../../shared/model/salvage.ts";
import { exists } from "../fs/exists.ts";
import type { Git, ObjectId } from "./git.ts";
import { isObjectId } from "./object-id.ts";
import { placeEnv, type WorktreePlace } from "./worktree-files.ts";

/** Files of a work tree's folder that name commits it is in the middle of something with. */
const OPERATION_HEADS = [
  "MERGE_HEAD",
  "CHERRY_PICK_HEAD",
  "REVERT_HEAD",
  "REBASE_HEAD",
  "rebase-merge/orig-head",
  "rebase-apply/orig-head",
  "rebase-merge/onto",
  "rebase-merge/stopped-sha",
  "rebase-merge/autostash",
  "rebase-apply/autostash",
];

/** What tells that something is under way, by what it is. In a rebase that stopped at a pick there is a CHERRY_PICK_HEAD too. */
const MARKS: readonly (readonly [string, Operation])[] = [
  ["rebase-merge", "rebase"],
  ["rebase-apply", "rebase"],
  ["MERGE_HEAD", "merge"],
  ["CHERRY_PICK_HEAD", "cherry-pick"],
  ["REVERT_HEAD", "revert"],
  ["BISECT_LOG", "bisect"],
];

/** Files and folders by which git goes on with what is under way. Refs of a bisect lie in the work tree's own `refs`. */
const STATE = [
  "MERGE_HEAD",
  "MERGE_MODE",
  "MERGE_MSG",
  "MERGE_RR",
  "SQUASH_MSG",
  "AUTO_MERGE",
  "CHERRY_PICK_HEAD",
  "REVERT_HEAD",
  "REBASE_HEAD",
  "ORIG_HEAD",
  "BISECT_LOG",
  "BISECT_NAMES",
  "BISECT_RUN",
  "BISECT_START",
  "BISECT_TERMS",
  "BISECT_EXPECTED_REV",
  "BISECT_ANCESTORS_OK",
  "BISECT_FIRST_PARENT",
  "rebase-merge",
  "rebase-apply",
  "sequencer",
  "refs",
];

export async function operationOf({ gitDir }: WorktreePlace): Promise<Operation | undefined> {
  for (const [mark, operation] of MARKS) if (await exists(path.join(gitDir, mark))) return operation;
  return undefined;
}

/** Paths, below the work tree's folder in the repository, of what git needs to go on. Empty where nothing is under way. */
export async function stateFiles(place: WorktreePlace): Promise<readonly string[]> {
  if ((await operationOf(place)) === undefined) return [];
  const found: string[] = [];
  for (const name of STATE) found.push(...(await filesBelow(place.gitDir, name)));
  return found;
}

async function filesBelow(folder: string, name: string): Promise<readonly string[]> {
  const below = await readdir(path.join(folder, name), { withFileTypes: true }).catch(() => undefined);
  if (below === undefined) return (await exists(path.join(folder, name))) ? [name] : [];
  const files: string[] = [];
  for (const entry of below) {
    const inner = `${name}/${entry.name}`;
    if (entry.isDirectory()) files.push(...(await filesBelow(folder, inner)));
    else if (entry.isFile() && !entry.name.endsWith(".lock")) files.push(inner);
  }
  return files;
}

/** Short name of the branch that work is on, also in the middle of a rebase. */
export async function branchInWork({ gitDir }: WorktreePlace): Promise<string | undefined> {
  for (const file of ["HEAD", "rebase-merge/head-name", "rebase-apply/head-name"]) {
    const text = (await readFile(path.join(gitDir, file), "utf8").catch(() => "")).trimEnd();
    const branch = /^(?:ref: )?refs\/heads\/(.+)$/.exec(text)?.[1];
    if (branch !== undefined) return branch;
  }
  return undefined;
}

/** Commits that what is under way refers to. They may be gone. */
export async function operationHeads({ gitDir }: WorktreePlace): Promise<readonly ObjectId[]> {
  const found = new Set<ObjectId>();
  for (const name of OPERATION_HEADS) {
    const text = await readFile(path.join(gitDir, name), "utf8").catch(() => "");
    for (const line of text.split("\n")) if (isObjectId(line.trim())) found.add(line.trim());
  }
  const worktreeRefs = await filesBelow(gitDir, "refs");
  for (const name of worktreeRefs) {
    const text = (await readFile(path.join(gitDir, name), "utf8")).trim();
    if (isObjectId(text)) found.add(text);
  }
  return [...found];
}

/** The newest moves of HEAD that are looked at; an agent's work on an item has tens. */
const MOVES = 1_000;

/**
 * Commits that HEAD was at in this work tree: what was amended, reset away or rebased is reached from nowhere else. Newest
 * first; they may be gone.
 */
export async function pastHeads({ gitDir }: WorktreePlace): Promise<readonly ObjectId[]> {
  const log = await readFile(path.join(gitDir, "logs", "HEAD"), "utf8").catch(() => "");
  const found = new Set<ObjectId>();
  for (const line of log
    .split("\n")
    .slice(-MOVES - 1)
    .toReversed()) {
    const [before = "", after = ""] = line.split(" ");
    for (const id of [after, before]) if (isObjectId(id) && !/^0+$/.test(id)) found.add(id);
  }
  return [...found];
}

/**
 * Branches that HEAD was on in this work tree, by what its log says of its moves. An apart HEAD is `(no branch)`, as git says
 * in a stash.
 */
async function branchesOfHead(place: WorktreePlace): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const now = await branchInWork(place);
  if (now !== undefined) found.add(now);
  const log = await readFile(path.join(place.gitDir, "logs", "HEAD"), "utf8").catch(() => "");
  for (const line of log.split("\n")) {
    const [, from, to] = /\tcheckout: moving from (\S+) to (\S+)$/.exec(line) ?? [];
    for (const name of [from, to]) if (name !== undefined && !isObjectId(name)) found.add(name);
  }
  return found;
}

/**
 * The stash is one for all work trees of a repository; its entries say on which branch they were made, or on none: then it is this
 * one's if HEAD was where the entry begins. Newest first.
 */
export async function stashesOf(git: Git, place: WorktreePlace): Promise<readonly ObjectId[]> {
  if (!(await mayHaveStash(place))) return [];
  const where = { cwd: place.gitDir, env: placeEnv(place) };
  const branches = await branchesOfHead(place);
  const past = new Set(await pastHeads(place));
  const listed = await git.run(["log", "--walk-reflogs", "--format=%H %P %gs", "refs/stash", "--"], {
    ...where,
    okCodes: "any",
  });
  if (listed.exitCode !== 0) return [];
  return listed.stdout
    .toString()
    .split("\n")
    .flatMap((line) => {
      const [, id = "", base = "", name = ""] = STASH.exec(line) ?? [];
      return branches.has(name) || (name === "(no branch)" && past.has(base)) ? [id] : [];
    });
}

/** Its commit, its parents, the first of which is where it begins, and `WIP on <branch>: …` or `On <branch>: …`. */
const STASH = /^([0-9a-f]+) ([0-9a-f]+)(?: [0-9a-f]+)* (?:WIP on|On) ([^:]+): /;

/** Stashes are entries of a log, which repositories keep in a file, or, in a newer format, in tables. */
async function mayHaveStash({ gitDir }: WorktreePlace): Promise<boolean> {
  const common = path.resolve(gitDir, "..", "..");
  return (await exists(path.join(common, "logs", "refs", "stash"))) || (await exists(path.join(common, "reftable")));
}
