import type { OutputOf, ParsedInputOf } from "../../../shared/contract/contract.ts";
import { type Result, ok } from "../../../shared/model/result.ts";
import { type ChangedFile, diffPatch, diffStat } from "../platform/git/diff.ts";
import type { Git } from "../platform/git/git.ts";
import { listRefs } from "../platform/git/list-refs.ts";
import { type LogEntry, readLog } from "../platform/git/log.ts";
import { writeTree } from "../platform/git/objects.ts";
import { resolveTree } from "../platform/git/resolve.ts";
import { UNMERGED } from "../platform/git/snapshot-worktree.ts";
import type { Found } from "./record.ts";
import type { Shelf } from "./shelf.ts";

/** Files and commits listed; a salvage of more is somebody's build output. */
const MAX_FILES = 2_000;
const MAX_COMMITS = 200;
const MAX_PATCH_BYTES = 2 * 1024 * 1024;

type Shown = OutputOf<"salvage.show">;

export interface BrowseDeps {
  readonly git: Git;
  readonly shelf: Shelf;
}

/** What a salvage holds, from its objects in the vault. */
export async function showSalvage({ git, shelf }: BrowseDeps, found: Found): Promise<Shown> {
  const { vault } = shelf.repositoriesOf(found);
  const { record } = found;
  const { headTree, tree } = await treesOf(git, vault, found);
  const [work, index, untracked, commits, stashes] = await Promise.all([
    diffStat(git, vault, { from: headTree, to: tree }),
    diffStat(git, vault, { from: headTree, to: record.indexTree }),
    addedNames(git, vault, [record.indexTree, tree]),
    commitsOf(git, vault, found),
    Promise.all(record.stashes.map(async (from) => (await readLog(git, vault, { from, limit: 1 })).map(inShort))),
  ]);
  const conflicts = new Set(record.unmerged);
  const staged = index.filter(({ path }) => !path.startsWith(UNMERGED) && !conflicts.has(path));
  return {
    salvage: await shelf.view(found),
    files: work.slice(0, MAX_FILES).map((file) => ({
      ...plain(file),
      isUntracked: untracked.has(file.path) && !conflicts.has(file.path),
    })),
    staged: staged.slice(0, MAX_FILES).map(plain),
    conflicts: [...conflicts],
    commits: commits.slice(0, MAX_COMMITS),
    stashes: stashes.flat(),
    isTruncated: Math.max(work.length, staged.length) > MAX_FILES || commits.length > MAX_COMMITS,
  };
}

export async function diffSalvage(
  { git, shelf }: BrowseDeps,
  found: Found,
  { part = "worktree", path, stash = 0 }: Omit<ParsedInputOf<"salvage.diff">, "salvage">,
): Promise<Result<OutputOf<"salvage.diff">, never>> {
  const { vault } = shelf.repositoriesOf(found);
  const range = await rangeOf({ git, vault, found }, part, stash);
  if (range === undefined) return ok({ text: "", isTruncated: false });
  const paths = path === undefined ? [] : [path];
  const patch = await diffPatch(git, vault, { ...range, paths, maxBytes: MAX_PATCH_BYTES });
  return ok({ text: patch.text, isTruncated: patch.truncated });
}

interface Place {
  readonly git: Git;
  readonly vault: string;
  readonly found: Found;
}

async function rangeOf({ git, vault, found }: Place, part: string, stash: number) {
  const { headTree, tree } = await treesOf(git, vault, found);
  const { record } = found;
  if (part === "worktree") return { from: headTree, to: tree };
  if (part === "staged") return { from: headTree, to: record.indexTree };
  if (part === "commits") return await commitsRange({ git, vault, found });
  const commit = record.stashes[stash];
  if (commit === undefined) return undefined;
  const [from, to] = [await resolveTree(git, vault, `${commit}^1`), await resolveTree(git, vault, commit)];
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** From where its commits leave what the origin has. */
async function commitsRange({ git, vault, found }: Place) {
  const { head } = found.record;
  const oldest = (await commitsOf(git, vault, found)).at(-1);
  if (head === undefined || oldest === undefined) return undefined;
  const to = await resolveTree(git, vault, head);
  const from = (await resolveTree(git, vault, `${oldest.id}^1`)) ?? (await writeTree(git, vault, []));
  return to === undefined ? undefined : { from, to };
}

async function treesOf(git: Git, vault: string, { commit, record }: Found) {
  const tree = await resolveTree(git, vault, commit);
  const headTree = record.head === undefined ? undefined : await resolveTree(git, vault, record.head);
  if (tree === undefined) throw new Error(`${commit} in ${vault} has no tree.`);
  return { tree, headTree: headTree ?? (await writeTree(git, vault, [])) };
}

async function commitsOf(git: Git, vault: string, { record: { head } }: Found) {
  if (head === undefined) return [];
  const known = [...(await listRefs(git, vault, "refs/remotes/origin/")).values()];
  const log = await readLog(git, vault, { from: head, notIn: [...new Set(known)], limit: MAX_COMMITS + 1 });
  return log.map(inShort);
}

/** What the second of two trees has and the first has not. */
async function addedNames(git: Git, vault: string, trees: readonly [string, string]): Promise<ReadonlySet<string>> {
  const args = ["diff-tree", "-r", "--name-only", "-z", "--no-renames", "--diff-filter=A", ...trees];
  const { stdout } = await git.run(args, { cwd: vault });
  return new Set(stdout.toString().split("\0"));
}

function inShort({ id, subject, author }: LogEntry) {
  return { id, subject, at: author.at };
}

function plain({ path, from, added, removed }: ChangedFile) {
  return {
    path,
    ...(from === undefined ? {} : { from }),
    ...(added === undefined ? {} : { added }),
    ...(removed === undefined ? {} : { removed }),
  };
}
