import { isReachable } from "./ancestry.ts";
import type { Git, ObjectId } from "./git.ts";
import { isObjectId } from "./object-id.ts";
import type { Person } from "./person.ts";
import { resolveCommit } from "./resolve.ts";
import { snapshotWorktree } from "./snapshot-worktree.ts";
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

/** Undefined when the work tree, as it is now, is in the vault; else what is not. */
export async function findUnsaved(
  git: Git,
  { place, vault, saved, person }: CoverRequest,
): Promise<string | undefined> {
  const now = await snapshotWorktree(git, { place, person });
  if (now.kind !== "taken") return `repositories of their own: ${now.paths.join(", ")}`;
  if (!(await isKept(git, vault, saved))) return `${saved.ref ?? "nothing"} in the vault is not what was saved`;
  if (saved.commit === undefined) {
    if (now.commit !== now.head) return "changes";
    return (await isReachable(git, vault, now.commit)) ? undefined : "commits";
  }
  const kept = await git.run(["rev-parse", "--verify", `${saved.commit}^{tree}`], { cwd: vault });
  if (kept.stdout.toString().trim() !== now.tree) return "files that changed since it was saved";
  for (const id of await essentials(git, place, now)) {
    if (!(await reaches(git, vault, [saved.commit, id]))) return `${id}, which was made since it was saved`;
  }
  return (await hasIndex(git, vault, { saved: saved.commit, indexTree: now.indexTree })) ? undefined : "what is staged";
}

interface Taken {
  readonly commit: ObjectId;
  readonly head: ObjectId | undefined;
}

/** HEAD, stashes and heads of what is under way: all parents of the snapshot but its index. */
async function essentials(git: Git, place: WorktreePlace, { commit, head }: Taken): Promise<readonly ObjectId[]> {
  if (commit === head) return [commit];
  const parents = (await parentsOf(git, place.gitDir, commit)).filter(
    (_, index) => index !== (head === undefined ? 0 : 1),
  );
  return head === undefined ? parents : [head, ...parents];
}

/** What is staged is a tree of the saved commit, of its parents, or, when nothing was, of HEAD among them. */
async function hasIndex(
  git: Git,
  vault: string,
  { saved, indexTree }: { readonly saved: ObjectId; readonly indexTree: ObjectId },
): Promise<boolean> {
  const asked = [saved, ...(await parentsOf(git, vault, saved))].map((id) => `${id}^{tree}`);
  const { stdout } = await git.run(["rev-parse", ...asked], { cwd: vault });
  return stdout.toString().split("\n").includes(indexTree);
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
