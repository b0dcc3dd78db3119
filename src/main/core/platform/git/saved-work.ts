import { isReachable } from "./ancestry.ts";
import type { Embedded } from "./embedded-repositories.ts";
import type { Git, ObjectId } from "./git.ts";
import { isObjectId } from "./object-id.ts";
import type { Person } from "./person.ts";
import { resolveCommit } from "./resolve.ts";
import { type Snapshot, snapshotWorktree } from "./snapshot-worktree.ts";
import type { WorktreePlace } from "./worktree-files.ts";

/**
 * Proof that everything in a work tree but ignored files is in the vault. It is checked against the facts before
 * anything is given up, so that a stale one lets nothing go.
 */
export interface SavedWork {
  /** Absolute path. */
  readonly worktree: string;
  /** Full name of the ref in the vault; undefined when the vault had it all without. */
  readonly ref: string | undefined;
  /** The commit it names, as `snapshotWorktree` writes it. */
  readonly commit: ObjectId | undefined;
}

/** Whether a ref of the vault still names what the proof says. Cheap: it does not look at the work tree. */
export async function isKept(git: Git, vault: string, { ref, commit }: SavedWork): Promise<boolean> {
  if (ref === undefined) return commit === undefined;
  return commit !== undefined && (await resolveCommit(git, vault, ref)) === commit;
}

export interface CoverRequest {
  readonly place: WorktreePlace;
  readonly vault: string;
  readonly saved: SavedWork;
  readonly person: Person;
}

/**
 * What of a work tree, as it is now, is not in the vault; undefined when all is. `embedded` are repositories in it that hold
 * something new: their files are in no vault, so that such a work tree is kept and not emptied.
 */
export interface Coverage {
  readonly unsaved: string | undefined;
  readonly head: ObjectId | undefined;
  readonly embedded: readonly Embedded[];
}

/** Looks at the work tree and at the vault, and believes nothing else. */
export async function findUnsaved(git: Git, request: CoverRequest): Promise<Coverage> {
  const now = await snapshotWorktree(git, request);
  const embedded = now.embedded.filter(({ state }) => state !== "");
  return { unsaved: await whatIsUnsaved(git, request, now), head: now.head, embedded };
}

async function whatIsUnsaved(git: Git, { vault, saved }: CoverRequest, now: Snapshot): Promise<string | undefined> {
  if (!(await isKept(git, vault, saved))) return `${saved.ref ?? "nothing"} in the vault is not what was saved`;
  if (saved.commit === undefined) {
    if (now.commit !== now.head) return "changes";
    return (await isReachable(git, vault, now.commit)) ? undefined : "commits";
  }
  const [tree] = await treesOf(git, vault, [saved.commit]);
  if (tree !== now.tree) return "files that changed since it was saved";
  const trees = new Set(await treesOf(git, vault, [saved.commit, ...(await parentsOf(git, vault, saved.commit))]));
  for (const id of [...(now.head === undefined ? [] : [now.head]), ...now.stashes, ...now.heads, ...now.undone]) {
    if (!(await reaches(git, vault, [saved.commit, id]))) return `${id}, which was made since it was saved`;
  }
  // What is staged is a tree of the saved commit, of its parents, or, when nothing was, of HEAD among them.
  if (!trees.has(now.indexTree)) return "what is staged";
  return now.stateTree === undefined || trees.has(now.stateTree) ? undefined : `the ${now.operation} under way`;
}

async function treesOf(git: Git, vault: string, commits: readonly ObjectId[]): Promise<readonly ObjectId[]> {
  const { stdout } = await git.run(["rev-parse", ...commits.map((id) => `${id}^{tree}`)], { cwd: vault });
  return stdout.toString().split("\n").filter(isObjectId);
}

async function parentsOf(git: Git, repository: string, commit: ObjectId): Promise<readonly ObjectId[]> {
  const { stdout } = await git.run(["rev-parse", `${commit}^@`], { cwd: repository });
  return stdout.toString().split("\n").filter(isObjectId);
}

async function reaches(git: Git, vault: string, [from, to]: readonly [ObjectId, ObjectId]): Promise<boolean> {
  const { exitCode } = await git.run(["merge-base", "--is-ancestor", to, from], {
    cwd: vault,
    okCodes: [0, 1],
    expect: ["unknown-revision"],
  });
  return exitCode === 0;
}
