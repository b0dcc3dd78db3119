import type { Git, ObjectId } from "./git.ts";
import { objectId, zeroId } from "./object-id.ts";
import { branchRef } from "./ref-name.ts";
import { placeEnv, type WorktreePlace } from "./worktree-files.ts";

export interface SwitchCleanRequest {
  /** Without a branch, and with nothing in it that is not in `from`. */
  readonly place: WorktreePlace;
  readonly from: ObjectId;
  readonly newBranch: string;
  readonly at: ObjectId;
}

/**
 * What `git checkout -b` does, for a work tree that nobody touched since git made it: only files that differ between the
 * two commits are looked at, where checkout looks at all. That is most of its time.
 * `branch-exists`, `not-found` and `not-clean` leave everything as it was.
 */
export async function switchCleanWorktree(
  git: Git,
  { place, from, newBranch, at }: SwitchCleanRequest,
): Promise<{ readonly kind: "switched" | "branch-exists" | "not-found" | "not-clean" }> {
  const where = { cwd: place.path, env: placeEnv(place) };
  const ref = branchRef(newBranch);
  const target = objectId(at);
  const [begun, guarded] = await Promise.all([
    // Nothing is on the branch yet that a crash could take.
    git.run(["-c", "core.fsync=none", "update-ref", ref, target, zeroId(target)], {
      ...where,
      expect: ["ref-moved", "unknown-revision"],
    }),
    from === at ? git : git.guard(where),
  ]);
  if (begun.reason !== undefined) return { kind: begun.reason === "ref-moved" ? "branch-exists" : "not-found" };
  if (from !== at) {
    const moved = await guarded.run(["read-tree", "-m", "-u", objectId(from), target], {
      ...where,
      okCodes: [0, 128],
    });
    if (moved.exitCode !== 0) {
      await git.run(["update-ref", "-d", ref, target], where);
      return { kind: "not-clean" };
    }
  }
  await git.run(["symbolic-ref", "-m", `begin ${newBranch}`, "HEAD", ref], where);
  return { kind: "switched" };
}
