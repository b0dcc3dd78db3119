import type { Git, ObjectId } from "./git.ts";
import { isObjectId } from "./object-id.ts";

/** The commit that a revision (a branch, a ref, `HEAD~2`) names there; undefined when it names none. */
export async function resolveCommit(git: Git, cwd: string, revision: string): Promise<ObjectId | undefined> {
  return await resolve(git, cwd, `${revision}^{commit}`);
}

/** The tree of a revision; undefined when it names nothing that has one. */
export async function resolveTree(git: Git, cwd: string, revision: string): Promise<ObjectId | undefined> {
  return await resolve(git, cwd, `${revision}^{tree}`);
}

async function resolve(git: Git, cwd: string, revision: string): Promise<ObjectId | undefined> {
  const { exitCode, stdout } = await git.run(["rev-parse", "--verify", "--quiet", "--end-of-options", revision], {
    cwd,
    okCodes: [0, 1],
    expect: ["unknown-revision"],
  });
  const id = stdout.toString().trim();
  return exitCode === 0 && isObjectId(id) ? id : undefined;
}

/** The branch that HEAD names, with or without commits on it; undefined when it is detached. */
export async function currentBranch(git: Git, cwd: string): Promise<string | undefined> {
  const { exitCode, stdout } = await git.run(["symbolic-ref", "--quiet", "HEAD"], { cwd, okCodes: [0, 1] });
  return exitCode === 0
    ? stdout
        .toString()
        .trimEnd()
        .replace(/^refs\/heads\//, "")
    : undefined;
}
