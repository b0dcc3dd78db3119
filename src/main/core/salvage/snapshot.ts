import path from "node:path";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Git, GitRunOptions } from "../platform/git/git.ts";

export interface SnapshotRequest {
  /** Guarded against the filters that the worktree's configuration names. */
  readonly git: Git;
  readonly worktree: string;
  /** Where the copy of the index goes; the agent's own is not touched. */
  readonly indexFile: string;
  copyIndex(from: string, to: string): Promise<void>;
  readonly author: { readonly name: string; readonly email: string };
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface TakenSnapshot {
  /** HEAD itself when nothing differs from it. */
  readonly commit: string;
  readonly head: string;
  /** Of the worktree, untracked files included. */
  readonly tree: string;
}

/**
 * A commit of everything in a worktree that git does not ignore, as a stash would make it: its tree is the worktree, its
 * first parent HEAD, its second the index. In the middle of a merge or rebase the index cannot be written, and files have
 * their conflict markers.
 */
export async function takeSnapshot(
  request: SnapshotRequest,
): Promise<Result<TakenSnapshot, Failure<"embedded-repository">>> {
  const { git, worktree, indexFile } = request;
  const options = { cwd: worktree };
  const [gitDir, head] = (await text(git, ["rev-parse", "--absolute-git-dir", "HEAD"], options)).split("\n");
  if (gitDir === undefined || head === undefined) throw new Error(`git rev-parse in ${worktree} answered too little.`);
  await request.copyIndex(path.join(gitDir, "index"), indexFile);
  const onCopy = { cwd: worktree, env: { GIT_INDEX_FILE: indexFile } };

  const staged = await git.run(["write-tree"], { ...onCopy, okCodes: "any" });
  const indexTree = staged.exitCode === 0 ? staged.stdout.toString().trim() : undefined;
  await git.run(["-c", "advice.addEmbeddedRepo=false", "add", "--all"], onCopy);
  const tree = await text(git, ["write-tree"], onCopy);
  const headTree = await text(git, ["rev-parse", `${head}^{tree}`], options);
  if (tree === headTree && indexTree === headTree) return ok({ commit: head, head, tree });

  const embedded = await newGitlinks(git, head, tree, options);
  if (embedded.length > 0) {
    return fail("embedded-repository", `${worktree} has repositories of their own in it: ${embedded.join(", ")}.`, {
      remedy: "Drover does not copy other repositories. Move them elsewhere, or ignore or remove them.",
    });
  }
  const write = (parents: readonly string[], ofTree: string, message: string) =>
    commitTree(request, { parents, tree: ofTree, message });
  const index = indexTree === undefined ? [] : [await write([head], indexTree, "What was staged")];
  const commit = await write([head, ...index], tree, `Everything in the worktree of ${request.author.name}`);
  return ok({ commit, head, tree });
}

/** Untracked repositories come out as links to commits that nobody has. */
async function newGitlinks(git: Git, head: string, tree: string, options: GitRunOptions): Promise<readonly string[]> {
  const raw = await text(git, ["diff-tree", "-r", "-z", "--no-renames", head, tree], options);
  const fields = raw.split("\0");
  const paths: string[] = [];
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [oldMode, newMode] = (fields[i] ?? "").split(" ");
    if (newMode === "160000" && oldMode !== ":160000") paths.push(fields[i + 1] ?? "");
  }
  return paths;
}

async function commitTree(
  { git, worktree, author, at }: SnapshotRequest,
  { parents, tree, message }: { readonly parents: readonly string[]; readonly tree: string; readonly message: string },
): Promise<string> {
  const date = `${Math.floor(at / 1_000)} +0000`;
  const env = {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
    GIT_COMMITTER_DATE: date,
  };
  const given = parents.flatMap((parent) => ["-p", parent]);
  return text(git, ["commit-tree", tree, ...given, "-m", message], { cwd: worktree, env });
}

async function text(git: Git, args: readonly string[], options: GitRunOptions): Promise<string> {
  return (await git.run(args, options)).stdout.toString().trim();
}
