import { type Failure, type Result, err, fail, ok } from "../../../../shared/model/result.ts";
import type { Repository } from "./git-access.ts";
import { createObjectWriter } from "./git-objects.ts";
import { removePath, setFile, treeOf, writeTree } from "./git-tree.ts";
import { KEPT_REF, LEDGER_REF, updateRefs } from "./ledger-branch.ts";
import { type CommitWriter, encodeCommit } from "./ledger-commit.ts";

/** Commits that a rewriting of the whole branch began from: nothing deletes them. */
export const BACKUP_REFS = "refs/drover/backup/";

export interface Rewrite {
  /** The commit to go on from. */
  readonly base: string;
  /** Where the branch is expected to stand; undefined when it is not there. */
  readonly head: string | undefined;
  /** Paths with their new contents; undefined removes the file. */
  readonly changes: ReadonlyMap<string, string | undefined>;
  /** The commit's message. */
  readonly about: string;
  /** Last part of the name of the backup, e.g. `format-1`; with a number behind it where that is taken. */
  readonly backup: string;
}

export interface Rewritten {
  readonly commit: string;
  readonly backup: string;
}

export interface RewriteDeps {
  readonly repository: Repository;
  readonly ledger: string;
  readonly committer: CommitWriter;
}

/**
 * Writes a commit on top of `base` and moves the branch and our mark to it in one step, unless somebody moved the branch
 * meanwhile. A kill at any moment leaves the branch where it was or where it shall be; to do it again does no harm. The backup
 * is there before anything else is.
 */
export async function rewriteBranch(
  deps: RewriteDeps,
  rewrite: Rewrite,
): Promise<Result<Rewritten, Failure<"ledger-write-failed">>> {
  const { repository, ledger } = deps;
  const failed = (reason: string) =>
    fail("ledger-write-failed", `The ledger of ${ledger} could not be written to ${repository.gitDir}: ${reason}`, {
      remedy: "Nothing of it was changed. Check the free space and the folder's permissions, then try again.",
    });
  try {
    const backup = await keepBackup(repository, rewrite.head ?? rewrite.base, rewrite.backup);
    if (!backup.ok) return failed(backup.error.message);
    const files = await repository.files(rewrite.base);
    if (!files.ok) return failed(files.error.message);
    const format = await repository.run(["rev-parse", "--show-object-format"]);
    const writer = createObjectWriter(
      repository.gitDir,
      format.ok && format.value.trim() === "sha256" ? "sha256" : "sha1",
    );
    const root = treeOf(files.value);
    for (const [path, content] of rewrite.changes) {
      if (content === undefined) removePath(root, path);
      else setFile(root, path, await writer.write("blob", Buffer.from(content)));
    }
    const tree = writeTree(root, writer);
    const contents = { tree, parents: [rewrite.base], ledger, events: [], about: rewrite.about };
    const commit = await writer.write("commit", encodeCommit(contents, deps.committer));
    await writer.syncNames();
    const from =
      rewrite.head === undefined ? `create ${LEDGER_REF} ${commit}` : `update ${LEDGER_REF} ${commit} ${rewrite.head}`;
    const moved = await updateRefs(repository, [from, `update ${KEPT_REF} ${commit}`]);
    return moved.ok ? ok({ commit, backup: backup.value }) : failed(moved.error.message);
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

/** The name under which that commit is kept. */
export async function keepBackup(repository: Repository, oid: string, name: string): Promise<Result<string>> {
  const taken = await repository.refs(BACKUP_REFS);
  if (!taken.ok) return err(taken.error);
  for (let n = 1; ; n += 1) {
    const ref = `${BACKUP_REFS}${name}${n === 1 ? "" : `-${n}`}`;
    const known = taken.value.get(ref);
    if (known === oid) return ok(ref);
    if (known !== undefined) continue;
    const made = await updateRefs(repository, [`create ${ref} ${oid}`]);
    return made.ok ? ok(ref) : err(made.error);
  }
}
