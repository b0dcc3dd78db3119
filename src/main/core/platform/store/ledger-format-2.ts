import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { Repository } from "./git-access.ts";
import type { ObjectWriter } from "./git-objects.ts";
import { setFile, treeOf, writeTree } from "./git-tree.ts";
import { type BranchContents, KEPT_REF, LEDGER_REF, updateRefs } from "./ledger-branch.ts";
import { type CommitWriter, encodeCommit } from "./ledger-commit.ts";
import { LEDGER_FORMAT, encodeMeta } from "./ledger-meta.ts";
import { SHARD_PATH } from "./ledger-reader.ts";
import { readShard } from "./ledger-theirs.ts";
import { encodeShardLine } from "./shard-line.ts";

/** What the branch was before its format was changed. */
export const FORMAT_1_BACKUP = "refs/drover/backup/format-1";

export interface FormatDeps {
  readonly repository: Repository;
  readonly ledger: string;
  readonly writer: ObjectWriter;
  readonly committer: CommitWriter;
}

/**
 * Format 1 had neither clocks nor tombstones, and numbers of one stream alone. Its lines get the clock of their creation, the same
 * ones wherever it is done. The old tip is kept as a ref, in one step with the new one; damaged lines stay as they are.
 */
export async function bringToFormat2(
  { repository, ledger, writer, committer }: FormatDeps,
  branch: BranchContents,
): Promise<Result<BranchContents, Failure<"ledger-unreadable">>> {
  if (branch.tip === undefined || branch.meta.format >= LEDGER_FORMAT) return ok(branch);
  const { tip, head, meta } = branch;
  try {
    const root = treeOf(branch.files);
    const shards = branch.files.filter((file) => file.type === "blob" && SHARD_PATH.test(file.path));
    for await (const { file, content } of repository.blobs(shards)) {
      if (content === undefined) continue;
      const [, kind = ""] = SHARD_PATH.exec(file.path) ?? [];
      const { lines, damaged } = readShard(content, file.path, meta.numbering[kind] ?? "");
      const kept = damaged.map(({ bytes }) => Buffer.concat([bytes, Buffer.from("\n")]));
      const text = Buffer.from(lines.map(encodeShardLine).join(""));
      setFile(root, file.path, await writer.write("blob", Buffer.concat([text, ...kept])));
    }
    setFile(root, "meta.json", await writer.write("blob", Buffer.from(encodeMeta(meta))));
    const tree = await writeTree(root, writer);
    const about = `give every record a clock (format ${LEDGER_FORMAT})`;
    const commit = await writer.write(
      "commit",
      encodeCommit({ tree, parents: [tip], ledger, events: [], about }, committer),
    );
    const moved = await updateRefs(repository, [
      `update ${FORMAT_1_BACKUP} ${tip}`,
      `update ${KEPT_REF} ${commit} ${tip}`,
      ...(head === tip ? [`update ${LEDGER_REF} ${commit} ${tip}`] : []),
    ]);
    if (!moved.ok) return unwritten(ledger, moved.error.message);
    const files = await repository.files(commit);
    if (!files.ok) return unwritten(ledger, files.error.message);
    return ok({
      tip: commit,
      head: head === tip ? commit : head,
      meta: { ...meta, format: LEDGER_FORMAT, numbering: {} },
      files: files.value,
    });
  } catch (error) {
    return unwritten(ledger, error instanceof Error ? error.message : String(error));
  }
}

function unwritten(ledger: string, reason: string) {
  return fail(
    "ledger-unreadable",
    `The ledger of ${ledger} could not be brought to format ${LEDGER_FORMAT}: ${reason}`,
    {
      remedy: "Nothing was changed. Make room on the disk or make the folder writable, then start again.",
    },
  );
}
