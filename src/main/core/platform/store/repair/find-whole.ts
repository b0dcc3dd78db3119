import type { Repository, TreeFile } from "../git-access.ts";
import { KEPT_REF, LEDGER_REF } from "../ledger-branch.ts";
import { LEDGER_FORMAT, type LedgerMeta, decodeMeta } from "../ledger-meta.ts";
import { BACKUP_REFS } from "../rewrite-branch.ts";

export interface WholeCommit {
  readonly commit: string;
  readonly files: readonly TreeFile[];
  /** Undefined where meta.json cannot be used; everything else is there. */
  readonly meta: LedgerMeta | undefined;
  /** Of a format that this version does not know. */
  readonly isNewer: boolean;
}

/** Commits behind the tip that are tried: days of a busy ledger. */
const TRIED = 500;

/**
 * The newest commit that can be read: the tip where possible, also with a damaged meta.json or shard; else one before it, our mark
 * on the branch, or a backup.
 */
export async function findWhole(repository: Repository, tip: string): Promise<WholeCommit | undefined> {
  const first = await look(repository, tip);
  if (first !== undefined && (first.meta !== undefined || first.isNewer || hasRecords(first))) return first;
  for (const commit of await candidates(repository, tip)) {
    const found = await look(repository, commit);
    if (found?.meta !== undefined && !found.isNewer) return found;
  }
  return undefined;
}

async function candidates(repository: Repository, tip: string): Promise<readonly string[]> {
  const walked = await repository.run(["log", "--format=%H", `--max-count=${TRIED}`, tip]);
  // Git tells those it reached before it met a commit that is missing.
  const behind = walked.ok ? walked.value.split("\n").filter((line) => line !== "") : [];
  const refs = await repository.refs(LEDGER_REF, KEPT_REF, BACKUP_REFS);
  return [...new Set([...behind, ...(refs.ok ? [...refs.value.values()].toReversed() : [])])];
}

/** Undefined where its files cannot even be listed, or contents of its records are missing. */
async function look(repository: Repository, commit: string): Promise<WholeCommit | undefined> {
  const files = await repository.files(commit);
  if (!files.ok || files.value.length === 0) return undefined;
  const shown = await repository.run(["cat-file", "blob", `${commit}:meta.json`]);
  const meta = shown.ok ? decodeMeta(shown.value, "meta.json") : undefined;
  const decoded = meta?.ok === true ? meta.value : undefined;
  const isNewer = decoded !== undefined && decoded.format > LEDGER_FORMAT;
  return { commit, files: files.value, meta: isNewer ? undefined : decoded, isNewer };
}

function hasRecords({ files }: WholeCommit): boolean {
  return files.some(({ path }) => path.startsWith("records/") || path.startsWith("events/"));
}
