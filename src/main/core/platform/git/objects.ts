import type { Git, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";
import { type Person, personEnv } from "./person.ts";

/** Writes a blob. */
export async function writeBlob(git: Git, repository: string, contents: string | Uint8Array): Promise<ObjectId> {
  return await said(git.run(["hash-object", "-w", "--stdin", "--no-filters"], { cwd: repository, stdin: contents }));
}

export interface TreeEntry {
  readonly mode: "100644" | "100755" | "120000" | "160000" | "040000";
  readonly id: ObjectId;
  /** One segment, no path. */
  readonly name: string;
}

/** Writes a tree; git sorts the entries. */
export async function writeTree(git: Git, repository: string, entries: readonly TreeEntry[]): Promise<ObjectId> {
  const types = { "040000": "tree", "160000": "commit" } as const;
  const stdin = entries
    .map(
      ({ mode, id, name }) =>
        `${mode} ${mode === "040000" || mode === "160000" ? types[mode] : "blob"} ${objectId(id)}\t${name}\0`,
    )
    .join("");
  return await said(git.run(["mktree", "-z"], { cwd: repository, stdin }));
}

export interface CommitObject {
  readonly tree: ObjectId;
  readonly parents: readonly ObjectId[];
  readonly message: string;
  readonly author: Person;
  readonly committer: Person;
}

/** More that `commit-tree` is told, as it is to sign. */
export interface CommitTreeOptions {
  readonly config?: readonly string[];
  readonly flags?: readonly string[];
  readonly timeoutMs?: number;
}

/** Writes a commit; no ref names it yet. */
export async function writeCommit(
  git: Git,
  repository: string,
  commit: CommitObject,
  { config = [], flags = [], timeoutMs }: CommitTreeOptions = {},
): Promise<ObjectId> {
  const parents = commit.parents.flatMap((parent) => ["-p", objectId(parent)]);
  return await said(
    git.run([...config, "commit-tree", objectId(commit.tree), ...parents, ...flags, "-F", "-"], {
      cwd: repository,
      stdin: commit.message,
      env: personEnv(commit.author, commit.committer),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    }),
  );
}

async function said(run: ReturnType<Git["run"]>): Promise<ObjectId> {
  return (await run).stdout.toString().trim();
}
