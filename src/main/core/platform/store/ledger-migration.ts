import { setImmediate as nextTurn } from "node:timers/promises";
import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { Repository } from "./git-access.ts";
import type { ObjectWriter } from "./git-objects.ts";
import { setFile, treeOf, writeTree } from "./git-tree.ts";
import { type BranchContents, KEPT_REF, LEDGER_REF, updateRefs } from "./ledger-branch.ts";
import { type CommitWriter, encodeCommit } from "./ledger-commit.ts";
import { toFormat2 } from "./ledger-format-2.ts";
import { LEDGER_FORMAT, decodeMeta } from "./ledger-meta.ts";
import type { StoreNotice } from "./record-store.ts";
import type { FormatStep } from "./format-step.ts";
import { keepBackup } from "./rewrite-branch.ts";

/** From each format to the next. A new format adds one; none is ever taken away. */
const STEPS: readonly FormatStep[] = [toFormat2];

export interface MigrationDeps {
  readonly repository: Repository;
  readonly ledger: string;
  readonly writer: ObjectWriter;
  readonly committer: CommitWriter;
  readonly notice: (notice: StoreNotice) => void;
}

/**
 * Brings a branch of an older format to the current one, in one commit. First its tip is kept as `refs/drover/backup/format-N`, then
 * all is written, then the branch and our mark move together. A kill at any moment leaves the old format whole, and the next start
 * does it again. A file that cannot be read stays as it is.
 */
export async function migrateLedger(
  deps: MigrationDeps,
  branch: BranchContents,
): Promise<Result<BranchContents, Failure<"ledger-unreadable">>> {
  if (branch.tip === undefined || branch.meta.format >= LEDGER_FORMAT) return ok(branch);
  const { repository, ledger } = deps;
  const { tip, head, meta } = branch;
  const steps = STEPS.filter(({ from }) => from >= meta.format);
  try {
    const backup = await keepBackup(repository, tip, `format-${meta.format}`);
    if (!backup.ok) return unwritten(ledger, backup.error.message);
    const about = `${steps.map((step) => step.about).join(", ")} (format ${LEDGER_FORMAT})`;
    const commit = await writeCommit(deps, { branch, steps, about });
    await deps.writer.syncNames();
    const moved = await updateRefs(repository, [
      `update ${KEPT_REF} ${commit} ${tip}`,
      ...(head === tip ? [`update ${LEDGER_REF} ${commit} ${tip}`] : []),
    ]);
    if (!moved.ok) return unwritten(ledger, moved.error.message);
    const read = await readBack(repository, commit);
    if (!read.ok) return unwritten(ledger, read.error.message);
    deps.notice({
      code: "ledger-migrated",
      message: `The ledger of ${ledger} was brought from format ${meta.format} to ${LEDGER_FORMAT}. What it was is kept as ${backup.value}.`,
      details: { ledger, from: meta.format, to: LEDGER_FORMAT, backup: backup.value },
    });
    return ok({ ...read.value, tip: commit, head: head === tip ? commit : head });
  } catch (error) {
    return unwritten(ledger, error instanceof Error ? error.message : String(error));
  }
}

interface Conversion {
  readonly branch: Exclude<BranchContents, { tip: undefined }>;
  readonly steps: readonly FormatStep[];
  readonly about: string;
}

/** Answers the commit. One file after the other, meta.json in between: each step sees it as the step before left it. */
async function writeCommit(deps: MigrationDeps, { branch, steps, about }: Conversion): Promise<string> {
  const { repository, writer } = deps;
  const metas = await metaTexts(repository, branch.tip, steps);
  const root = treeOf(branch.files);
  const files = branch.files.filter(({ type, path }) => type === "blob" && path !== "meta.json");
  for await (const { file, content } of repository.blobs(files.filter(({ path }) => path.startsWith("records/")))) {
    if (content === undefined) continue;
    const converted = steps.reduce((text, step, n) => step.convert(file.path, text, metas[n] ?? ""), content);
    if (!converted.equals(content)) setFile(root, file.path, await writer.write("blob", converted), file.mode);
    await nextTurn();
  }
  setFile(root, "meta.json", await writer.write("blob", Buffer.from(metas.at(-1) ?? "")));
  const contents = {
    tree: writeTree(root, writer),
    parents: [branch.tip],
    ledger: deps.ledger,
    events: [],
    about,
  };
  return writer.write("commit", encodeCommit(contents, deps.committer));
}

/** meta.json before each step, and after the last. */
async function metaTexts(
  repository: Repository,
  tip: string,
  steps: readonly FormatStep[],
): Promise<readonly string[]> {
  const shown = await repository.run(["cat-file", "blob", `${tip}:meta.json`]);
  if (!shown.ok) throw new Error(shown.error.message);
  const texts = [shown.value];
  for (const step of steps) {
    const before = texts.at(-1) ?? "";
    texts.push(step.convert("meta.json", Buffer.from(before), before).toString("utf8"));
  }
  return texts;
}

async function readBack(repository: Repository, commit: string) {
  const files = await repository.files(commit);
  if (!files.ok) return files;
  const shown = await repository.run(["cat-file", "blob", `${commit}:meta.json`]);
  if (!shown.ok) return shown;
  const meta = decodeMeta(shown.value, `meta.json of ${commit}`);
  return meta.ok ? ok({ meta: meta.value, files: files.value }) : meta;
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
