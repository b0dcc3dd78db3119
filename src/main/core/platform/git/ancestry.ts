import type { Git, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";

/** Whether a commit is reached from another. False also when either is not there. */
export async function isAncestor(
  git: Git,
  repository: string,
  [ancestor, commit]: readonly [ObjectId, ObjectId],
): Promise<boolean> {
  const { exitCode } = await git.run(["merge-base", "--is-ancestor", objectId(ancestor), objectId(commit)], {
    cwd: repository,
    okCodes: [0, 1],
    expect: ["unknown-revision"],
  });
  return exitCode === 0;
}

/** Where two commits part; undefined for histories that have nothing in common. */
export async function mergeBase(
  git: Git,
  repository: string,
  [one, other]: readonly [ObjectId, ObjectId],
): Promise<ObjectId | undefined> {
  const { exitCode, stdout } = await git.run(["merge-base", objectId(one), objectId(other)], {
    cwd: repository,
    okCodes: [0, 1],
  });
  return exitCode === 0 ? stdout.toString().trim() : undefined;
}
