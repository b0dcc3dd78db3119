import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import { isAncestor, mergeBase } from "../../platform/git/ancestry.ts";
import { deleteRemoteBranch } from "../../platform/git/delete-remote-branch.ts";
import type { Git, ObjectId } from "../../platform/git/git.ts";
import { remoteCommit } from "../../platform/git/ls-remote.ts";
import { pushCommits } from "../../platform/git/push.ts";
import { branchRef } from "../../platform/git/ref-name.ts";
import { resolveCommit } from "../../platform/git/resolve.ts";
import { targetRef } from "../repository/targets.ts";

export interface BranchPlace {
  /** Bare, Drover's alone. */
  readonly vault: string;
  readonly clone: string;
  /** Path or URL. */
  readonly origin: string;
}

/** How two commits stand to one another, in numbers of commits. */
export interface Distance {
  readonly ahead: number;
  readonly behind: number;
}

/** Where a dropped branch is kept in the vault. */
export function droppedRef(epic: string): string {
  return `refs/drover/integrations/${epic}`;
}

export type BranchFailure = Failure<"branch-taken" | "unreachable" | "refused">;

export interface NewBranch {
  /** Short name. */
  readonly branch: string;
  readonly commit: ObjectId;
  /** Whether one that stands at that commit already will do. */
  readonly mayBeThere: boolean;
}

/** Makes a branch on the origin. */
export async function makeBranch(
  git: Git,
  { vault, origin }: BranchPlace,
  { branch, commit, mayBeThere }: NewBranch,
): Promise<Result<void, BranchFailure>> {
  const ref = branchRef(branch);
  // One that is where this one is to be made would pass for it.
  const there = await remoteCommit(git, { cwd: vault, url: origin, ref });
  if (there.kind !== "seen") return fail("unreachable", `${origin} could not be asked: ${there.reason}`);
  if (there.commit !== undefined) {
    return mayBeThere && there.commit === commit ? ok() : taken(origin, branch);
  }
  const updates = [{ commit, ref, expected: undefined }];
  const pushed = await pushCommits(git, { from: vault, to: origin, updates });
  switch (pushed.kind) {
    case "pushed":
      return ok();
    case "moved":
      return taken(origin, branch);
    case "refused":
      return fail("refused", `${origin} does not take a branch ${branch}: ${pushed.reason}`, {
        remedy: "Give another name with --branch.",
      });
    default:
      return fail("unreachable", `${origin} could not be pushed to: ${pushed.reason}`);
  }
}

function taken(origin: string, branch: string) {
  return fail("branch-taken", `${origin} has a branch ${branch} already.`, {
    remedy: "Give another name with --branch, or remove that branch.",
  });
}

/** Takes a branch away from the origin and from what Drover knows of it. What it names is kept first, under the epic's name. */
export async function removeBranch(
  git: Git,
  { vault, clone, origin }: BranchPlace,
  { branch, commit, epic }: { readonly branch: string; readonly commit: ObjectId; readonly epic: string },
): Promise<Result<void, Failure<"unreachable" | "refused">>> {
  await git.run(["update-ref", droppedRef(epic), commit], { cwd: vault });
  const deleted = await deleteRemoteBranch(git, { from: vault, to: origin, branch, expected: commit });
  if (deleted.kind === "refused") {
    return fail("refused", `${origin} keeps its branch ${branch}: ${deleted.reason}`, {
      remedy: "Look at what was pushed there by hand, then try again.",
    });
  }
  if (deleted.kind !== "deleted") return fail("unreachable", `${origin} could not be reached: ${deleted.reason}`);
  for (const cwd of [vault, clone]) await git.run(["update-ref", "-d", targetRef(branch)], { cwd });
  return ok();
}

/** Where a branch of the origin stands, as far as is known here. */
export function knownTip(git: Git, { vault }: BranchPlace, branch: string): Promise<ObjectId | undefined> {
  return resolveCommit(git, vault, targetRef(branch));
}

export async function distance(
  git: Git,
  { vault }: BranchPlace,
  [branch, target]: readonly [ObjectId, ObjectId],
): Promise<Distance> {
  const args = ["rev-list", "--left-right", "--count", `${branch}...${target}`];
  const [ahead = 0, behind = 0] = (await git.run(args, { cwd: vault })).stdout
    .toString()
    .trim()
    .split(/\s+/)
    .map(Number);
  return { ahead, behind };
}

export function holds(git: Git, { vault }: BranchPlace, [commit, by]: readonly [ObjectId, ObjectId]): Promise<boolean> {
  return isAncestor(git, vault, [commit, by]);
}

export async function partedAt(
  git: Git,
  { vault }: BranchPlace,
  pair: readonly [ObjectId, ObjectId],
): Promise<ObjectId> {
  const base = await mergeBase(git, vault, pair);
  // Only a target that was replaced by another history has nothing in common with its branches.
  return base ?? pair[1];
}
