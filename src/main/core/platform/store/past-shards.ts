import { isUtf8 } from "node:buffer";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { TreeFile } from "./git-access.ts";
import { linesOf } from "./journal-files.ts";
import { isAlive } from "./merge/record-state.ts";
import type { PastSource } from "./past-source.ts";
import type { PastGrave, PastRecord } from "./past-table.ts";
import type { RecordKind } from "./record-store.ts";
import { decodeShardLine } from "./shard-line.ts";

export interface ReadShard {
  readonly records: readonly PastRecord[];
  readonly graves: readonly PastGrave[];
  readonly unreadable: readonly string[];
}

/** By the name git gives their content, which never changes: two moments share what did not change between them. */
export type ReadShards = ReadonlyMap<string, ReadShard>;

export interface ShardsOfKind {
  readonly kind: RecordKind<unknown>;
  readonly shards: ReadShards;
}

/** Reads all records of some kinds at a commit, letting others have their turn in between; `known` shards are not read again. */
export async function readShardsAt(
  source: Pick<PastSource, "ledger" | "repository">,
  commit: string,
  kinds: readonly RecordKind<unknown>[],
  known: ReadShards,
): Promise<readonly ShardsOfKind[]> {
  const listed = await source.repository.files(commit, ...kinds.map(({ kind }) => `records/${kind}`));
  if (!listed.ok) throw new Error(listed.error.message);
  const read: ShardsOfKind[] = [];
  for (const kind of kinds) {
    const prefix = `records/${kind.kind}/`;
    const files = listed.value.filter((file) => file.type === "blob" && file.path.startsWith(prefix));
    const shards = new Map<string, ReadShard>();
    const unread: TreeFile[] = [];
    for (const file of files) {
      const shard = known.get(file.oid);
      if (shard === undefined) unread.push(file);
      else shards.set(file.oid, shard);
    }
    let bytes = 0;
    for await (const { file, content } of source.repository.blobs(unread)) {
      const place = `${source.ledger} ledger, ${file.path} of ${commit}`;
      shards.set(file.oid, decodeShard(content, place, kind));
      bytes += file.size;
      if (bytes < TURN_BYTES) continue;
      bytes = 0;
      await nextTurn();
    }
    read.push({ kind, shards });
  }
  return read;
}

/** So much is turned into records in about two milliseconds. */
const TURN_BYTES = 100_000;

function decodeShard(content: Buffer | undefined, place: string, kind: RecordKind<unknown>): ReadShard {
  if (content === undefined) return { records: [], graves: [], unreadable: [`${place}: its object is missing`] };
  const records: PastRecord[] = [];
  const graves: PastGrave[] = [];
  const unreadable: string[] = [];
  let number = 0;
  for (const bytes of linesOf(content)) {
    number += 1;
    const line = isUtf8(bytes) ? decodeShardLine(bytes.toString("utf8"), "") : { reason: "not UTF-8" };
    if ("reason" in line) {
      unreadable.push(`${place}, line ${number}: ${line.reason}`);
      continue;
    }
    if (!isAlive(line)) {
      graves.push({ id: line.id, life: line.life, deleted: line.deleted });
      continue;
    }
    const parsed = kind.schema.safeParse(line.record);
    if (parsed.success) {
      const { id, life, born, clocks, rounds } = line;
      records.push({ id, life, born, clocks, rounds, record: parsed.data });
    } else unreadable.push(`${place}, line ${number}: not a ${kind.kind}`);
  }
  return { records, graves, unreadable };
}
