import type { Git, ObjectId } from "./git.ts";
import { type LogEntry, readLog } from "./log.ts";
import type { ConflictedPath } from "./merge-conflicts.ts";
import { mergeTreeGuarded } from "./merge-tree.ts";
import { writeCommit } from "./objects.ts";
import { DROVER_PERSON, type Person } from "./person.ts";
import { resolveTree } from "./resolve.ts";
import { type Signing, writeSignedCommit } from "./signing.ts";

export interface RewriteRequest {
  readonly repository: string;
  readonly tip: ObjectId;
  /** Commits that are reached from here are not taken along. */
  readonly base: ObjectId;
  readonly onto: ObjectId;
  readonly committer: Person;
  /** As of `MergeTreeOptions`. */
  readonly attributes?: string | undefined;
  /** Signs what is written. */
  readonly signing?: Signing | undefined;
}

export type RewriteOutcome =
  | { readonly kind: "done"; readonly head: ObjectId; readonly tree: ObjectId }
  /** All its changes are in the new base already. */
  | { readonly kind: "nothing" }
  | {
      readonly kind: "conflict";
      /** The one that does not go on top; of several together, their tip. */
      readonly commit: ObjectId;
      readonly tree: ObjectId;
      readonly files: readonly string[];
      readonly conflicts: readonly ConflictedPath[];
    }
  | { readonly kind: "unsigned"; readonly reason: string };

/**
 * Rebases `base..tip` onto another commit without a work tree: each commit is merged by merge-tree against a commit that has
 * the new base's tree and the old parent, so that the old parent is their merge base. Writes objects only.
 * Merges in between are left out, as `git rebase` does it. What was empty from the start stays; what becomes empty goes.
 */
export async function replay(git: Git, request: RewriteRequest): Promise<RewriteOutcome> {
  const { repository, tip, base, onto } = request;
  const [log, guarded, start] = await Promise.all([
    readLog(git, repository, { from: tip, notIn: [base, onto], merges: false, order: "oldest-first" }),
    git.guard({ cwd: repository }),
    resolveTree(git, repository, onto),
  ]);
  if (start === undefined) throw new Error(`${onto} is no commit of ${repository}`);
  return await replayCommits(guarded, { ...request, log, start, isForward: false });
}

/** What those know who have looked already. */
export interface ReplayFacts {
  /** Oldest first, without merges. */
  readonly log: readonly LogEntry[];
  /** The tree of `onto`. */
  readonly start: ObjectId;
  /** Whether `onto` is the base or follows on it. */
  readonly isForward: boolean;
}

export async function replayCommits(guarded: Git, request: RewriteRequest & ReplayFacts): Promise<RewriteOutcome> {
  const { repository, log, onto, start, isForward, committer, attributes, signing } = request;
  const own = new Set(log.map(({ id }) => id));
  let [head, tree] = [onto, start];
  const empty: LogEntry[] = [];
  let changed = 0;
  for (const commit of log) {
    const { id, parents, author, message } = commit;
    const [parent] = parents;
    if (parent === head) {
      if (commit.tree === tree) empty.push(commit);
      else changed += 1;
      [head, tree] = [id, commit.tree];
      continue;
    }
    // What the two have in common is the parent then: no stand-in is needed.
    const isAside = isForward && head === onto && parent !== undefined && !own.has(parent);
    const where = { repository, commit, attributes };
    const merged = await mergeOne(guarded, isAside ? { ...where, onto } : { ...where, tree });
    if (merged.kind === "conflict") return { ...merged, commit: id };
    if (merged.tree !== tree) changed += 1;
    else if (await isEmpty(guarded, repository, commit)) empty.push(commit);
    else continue;
    const lines = message === "" ? "" : `${message}\n`;
    const rewritten = { tree: merged.tree, parents: [head], message: lines, author, committer, signing };
    const written = await writeSignedCommit(guarded, repository, rewritten);
    if (written.kind === "unsigned") return written;
    [head, tree] = [written.commit, merged.tree];
  }
  // Empty ones that stood among changes which the new base has already have nothing left to stand among.
  if (head === onto || (changed === 0 && empty.length < log.length)) return { kind: "nothing" };
  return { kind: "done", head, tree };
}

interface OneCommit {
  readonly repository: string;
  readonly commit: LogEntry;
  /** What it is to be put on: a tree, or a commit that follows on its parent. */
  readonly tree?: ObjectId;
  readonly onto?: ObjectId;
  readonly attributes: string | undefined;
}

async function mergeOne(guarded: Git, { repository, commit, tree = "", onto, attributes }: OneCommit) {
  const [parent] = commit.parents;
  const before = parent ?? (await emptyCommit(guarded, repository));
  const [ours, theirs] = await Promise.all([
    onto ?? writeCommit(guarded, repository, standIn(tree, before)),
    parent === undefined ? writeCommit(guarded, repository, standIn(commit.tree, before)) : commit.id,
  ]);
  const merged = await mergeTreeGuarded(guarded, repository, [ours, theirs], { attributes });
  if (merged.kind === "unrelated") {
    throw new Error(`${ours} and ${theirs} in ${repository} do have ${before} in common`);
  }
  return merged;
}

async function isEmpty(git: Git, repository: string, { parents: [parent], tree }: LogEntry): Promise<boolean> {
  return tree === (await (parent === undefined ? emptyTree(git, repository) : resolveTree(git, repository, parent)));
}

/** A commit that is written only to be merged with. */
export function standIn(tree: ObjectId, ...parents: readonly ObjectId[]) {
  return { tree, parents, message: "", author: DROVER_PERSON, committer: DROVER_PERSON };
}

/** What histories that begin from nothing have in common. */
export async function emptyCommit(git: Git, repository: string): Promise<ObjectId> {
  return await writeCommit(git, repository, standIn(await emptyTree(git, repository)));
}

/** Written where it is not there: only some versions of git know it without. */
export async function emptyTree(git: Git, repository: string): Promise<ObjectId> {
  const { stdout } = await git.run(["mktree"], { cwd: repository, stdin: "" });
  return stdout.toString().trim();
}
