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

/** Whether any ref of the repository leads to a commit. False also when it is not there. */
export async function isReachable(git: Git, repository: string, commit: ObjectId): Promise<boolean> {
  const { exitCode, stdout } = await git.run(["rev-list", "--max-count=1", objectId(commit), "--not", "--all"], {
    cwd: repository,
    expect: ["unknown-revision"],
  });
  return exitCode === 0 && stdout.length === 0;
}

/** Where two commits part; undefined for histories that have nothing in common. */
export async function mergeBase(
  git: Git,
  repository: string,
  [one, other]: readonly [ObjectId, ObjectId],
  env: Readonly<Record<string, string>> = {},
): Promise<ObjectId | undefined> {
  const { exitCode, stdout } = await git.run(["merge-base", objectId(one), objectId(other)], {
    cwd: repository,
    env,
    okCodes: [0, 1],
  });
  return exitCode === 0 ? stdout.toString().trim() : undefined;
}

export interface Ahead {
  /** Commits that `head` has and the other one has not. */
  readonly count: number;
  /** Where the two part; `head` itself where it has nothing of its own. Undefined when nothing is common. */
  readonly base: ObjectId | undefined;
}

/** What a commit has over another one, in one question where its history is a plain row. */
export async function aheadOf(
  git: Git,
  repository: string,
  [head, other]: readonly [ObjectId, ObjectId],
): Promise<Ahead> {
  const { stdout } = await git.run(["rev-list", "--boundary", objectId(head), `^${objectId(other)}`], {
    cwd: repository,
  });
  const lines = stdout
    .toString()
    .split("\n")
    .filter((line) => line !== "");
  const boundaries = lines.filter((line) => line.startsWith("-")).map((line) => line.slice(1));
  const count = lines.length - boundaries.length;
  if (count === 0) return { count, base: head };
  const [only, second] = boundaries;
  if (only !== undefined && second === undefined) return { count, base: only };
  return { count, base: await mergeBase(git, repository, [head, other]) };
}
