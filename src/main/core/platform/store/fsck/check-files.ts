import type { TreeFile } from "../git-access.ts";
import type { Report } from "./report.ts";

const SHARD = /^records\/([a-z0-9][a-z0-9-]*)\/((?:[0-9a-f]{1,2}|[0-9a-f]{2}\/[0-9a-f])\.jsonl)$/;
const SEGMENT = /^events\/([0-9a-f]{8})\/(\d{12})\.jsonl$/;

export interface ShardFile {
  readonly file: TreeFile;
  readonly kind: string;
  /** Path below `records/<kind>/`. */
  readonly shard: string;
}

export interface SegmentFile {
  readonly file: TreeFile;
  readonly stream: string;
  /** The number that it is named by. */
  readonly first: number;
}

export interface LedgerFiles {
  readonly shards: readonly ShardFile[];
  /** By stream, in order. */
  readonly segments: readonly SegmentFile[];
}

/** Sorts the files of a branch; what the format does not know is reported and left out. */
export function checkFiles(files: readonly TreeFile[], report: Report): LedgerFiles {
  const shards: ShardFile[] = [];
  const segments: SegmentFile[] = [];
  for (const file of files) {
    if (file.path === "meta.json" && file.type === "blob") continue;
    const shard = SHARD.exec(file.path);
    const segment = SEGMENT.exec(file.path);
    if (file.type !== "blob" || file.mode !== "100644" || (shard === null && segment === null)) {
      report.add("L9", file.path, `${file.path} (${file.type}, mode ${file.mode}) is no file of a ledger.`);
    }
    if (file.type !== "blob") continue;
    if (shard !== null) shards.push({ file, kind: shard[1] ?? "", shard: shard[2] ?? "" });
    if (segment !== null) segments.push({ file, stream: segment[1] ?? "", first: Number(segment[2]) });
  }
  segments.sort((a, b) => (a.file.path < b.file.path ? -1 : 1));
  return { shards, segments };
}
