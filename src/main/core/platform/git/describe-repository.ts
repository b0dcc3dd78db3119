import { stat } from "node:fs/promises";
import path from "node:path";
import type { Git, ObjectId } from "./git.ts";
import { currentBranch, resolveCommit } from "./resolve.ts";
import { readStatus } from "./status.ts";

export type RepositoryDescription =
  | Repository
  /** Nothing is there, or a file. */
  | { readonly kind: "not-a-folder" }
  | { readonly kind: "not-a-repository" }
  /** Its owner is somebody else, and git was not told to trust it; `remedy` is the command that does. */
  | { readonly kind: "untrusted"; readonly remedy: string };

export interface Repository {
  readonly kind: "repository";
  /** The work tree's top folder, or the bare repository. */
  readonly root: string;
  readonly gitDir: string;
  /** Shared by all work trees of the repository; the same as `gitDir` for its main one. */
  readonly commonDir: string;
  readonly isBare: boolean;
  /** Short name of what HEAD names; undefined when it is detached. */
  readonly branch: string | undefined;
  /** Undefined when nothing was committed on it yet. */
  readonly head: ObjectId | undefined;
  /** Changed, staged or untracked files are in its work tree. */
  readonly isDirty: boolean;
  readonly branches: readonly string[];
  readonly remotes: readonly { readonly name: string; readonly url: string }[];
}

/** Looks at a repository without touching it. A folder inside of a work tree is described as the repository around it. */
export async function describeRepository(git: Git, folder: string): Promise<RepositoryDescription> {
  if (!(await isFolder(folder))) return { kind: "not-a-folder" };
  const question = ["rev-parse", "--path-format=absolute", "--is-bare-repository", "--git-dir", "--git-common-dir"];
  const found = await git.run(question, { cwd: folder, expect: ["not-a-repository", "dubious-ownership"] });
  if (found.reason === "dubious-ownership") {
    return { kind: "untrusted", remedy: `git config --global --add safe.directory ${JSON.stringify(folder)}` };
  }
  if (found.reason !== undefined) return { kind: "not-a-repository" };
  // A path may hold a newline: the first line has none, and the two paths after it are split by knowing the first.
  const [isBareText = "", ...rest] = found.stdout.toString().split("\n");
  const isBare = isBareText === "true";
  const [gitDir, commonDir] = halves(rest.join("\n").trimEnd());
  const root = isBare ? gitDir : await topFolder(git, folder, gitDir);
  return {
    kind: "repository",
    root,
    gitDir,
    commonDir,
    isBare,
    branch: await currentBranch(git, root),
    head: await resolveCommit(git, root, "HEAD"),
    isDirty: !isBare && (await readStatus(git, root)).files.length > 0,
    branches: await branches(git, root),
    remotes: await remotes(git, root),
  };
}

/** Inside of `.git` there is no work tree to ask for: there it is the folder around it. */
async function topFolder(git: Git, folder: string, gitDir: string): Promise<string> {
  const asked = await git.run(["rev-parse", "--show-toplevel"], { cwd: folder, expect: ["not-a-repository"] });
  return asked.reason === undefined ? asked.stdout.toString().replace(/\n$/, "") : path.dirname(gitDir);
}

/** `--git-dir` and `--git-common-dir`, one after the other: the same twice, or the second is where the first lies. */
function halves(text: string): readonly [string, string] {
  for (let feed = text.indexOf("\n"); feed >= 0; feed = text.indexOf("\n", feed + 1)) {
    const [first, second] = [text.slice(0, feed), text.slice(feed + 1)];
    if (first === second || path.dirname(path.dirname(first)) === second) return [first, second];
  }
  const [first = "", second = first] = text.split("\n");
  return [first, second];
}

async function branches(git: Git, cwd: string): Promise<readonly string[]> {
  const { stdout } = await git.run(["for-each-ref", "--format=%(refname)", "refs/heads/"], { cwd });
  return stdout
    .toString()
    .split("\n")
    .filter((line) => line !== "")
    .map((ref) => ref.slice("refs/heads/".length));
}

async function remotes(git: Git, cwd: string): Promise<Repository["remotes"]> {
  const { stdout } = await git.run(["config", "-z", "--get-regexp", String.raw`^remote\..*\.url$`], {
    cwd,
    okCodes: [0, 1],
  });
  return stdout
    .toString()
    .split("\0")
    .filter((entry) => entry !== "")
    .map((entry) => {
      const feed = entry.indexOf("\n");
      return { name: entry.slice("remote.".length, feed - ".url".length), url: entry.slice(feed + 1) };
    });
}

async function isFolder(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isDirectory();
  } catch {
    return false;
  }
}
