import type { ConflictFile } from "../../../../shared/model/submission.ts";
import type { Git, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";

export interface Merged {
  readonly base: ObjectId;
  readonly onto: ObjectId;
  /** Paths that the other side has added to the base. */
  readonly added: readonly string[];
  /** What the two come to. */
  readonly merged: ObjectId;
}

/** So many folders are asked for in one command line. */
const AT_ONCE = 200;

/**
 * New paths of both sides that differ in nothing but case or Unicode form: git merges them, and on most desktops only one of them can
 * be checked out. Both are given. What one side added knowingly beside the other is left alone.
 */
export async function caseClashes(git: Git, repository: string, sides: Merged): Promise<readonly ConflictFile[]> {
  const { base, onto, added: mine, merged } = sides;
  const suspects = await namesBeside(git, repository, { commit: onto, paths: mine });
  const folded = new Map(mine.flatMap((name) => prefixes(name).map((part) => [fold(part), { part, name }] as const)));
  const pairs = suspects.flatMap((theirs) => {
    const own = folded.get(fold(theirs));
    return own === undefined || own.part === theirs ? [] : [{ theirs, own }];
  });
  if (pairs.length === 0) return [];
  const theirsNew = await addedBetween(git, repository, [base, onto]);
  const found = new Map<string, ConflictFile>();
  for (const { theirs, own } of pairs) {
    const other = theirsNew.find((name) => name === theirs || name.startsWith(`${theirs}/`));
    if (other === undefined) continue;
    const [one, two] = await Promise.all([own.name, other].map((name) => idOf(git, repository, [merged, name])));
    if (one === undefined || two === undefined) continue;
    found.set(own.name, { path: own.name, kind: "case", theirs: one });
    found.set(other, { path: other, kind: "case", ours: two });
  }
  return [...found.values()];
}

async function addedBetween(
  git: Git,
  repository: string,
  [from, to]: readonly [ObjectId, ObjectId],
): Promise<readonly string[]> {
  const args = [
    "diff-tree",
    "-r",
    "-z",
    "--no-renames",
    "--name-only",
    "--diff-filter=A",
    objectId(from),
    objectId(to),
  ];
  return fields((await git.run(args, { cwd: repository })).stdout);
}

/** What a commit has in the folders that lead to those paths. */
async function namesBeside(
  git: Git,
  repository: string,
  { commit, paths }: { readonly commit: ObjectId; readonly paths: readonly string[] },
): Promise<readonly string[]> {
  const folders = [...new Set(paths.flatMap((name) => prefixes(name).slice(0, -1)))];
  const ask = async (some: readonly string[]) => {
    const args = ["ls-tree", "-z", "--full-tree", "--name-only", objectId(commit), "--", ...some];
    return fields((await git.run(args, { cwd: repository })).stdout);
  };
  const lists = [ask([])];
  for (let at = 0; at < folders.length; at += AT_ONCE) {
    lists.push(ask(folders.slice(at, at + AT_ONCE).map((folder) => `${folder}/`)));
  }
  return (await Promise.all(lists)).flat();
}

/** `a/b/c` → `a`, `a/b`, `a/b/c` */
function prefixes(name: string): readonly string[] {
  const parts = name.split("/");
  return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
}

function fold(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

async function idOf(
  git: Git,
  repository: string,
  [commit, name]: readonly [ObjectId, string],
): Promise<ObjectId | undefined> {
  const args = ["ls-tree", "-z", "--full-tree", "--object-only", objectId(commit), "--", name];
  return fields((await git.run(args, { cwd: repository })).stdout)[0];
}

function fields(stdout: Buffer): readonly string[] {
  return stdout
    .toString()
    .split("\0")
    .filter((field) => field !== "");
}
