import { hash } from "node:crypto";

/** How many leading hexadecimal digits of SHA-1(id) name the shard: 16, 256 or 4,096 shards. */
export type ShardDepth = 1 | 2 | 3;

/**
 * About 60 records, or 50 KB, a shard: small enough that a change rewrites little, and few enough that trees stay small.
 * A ledger that shrinks keeps its shards.
 */
export function shardDepth(records: number): ShardDepth {
  return records <= 1_000 ? 1 : records <= 16_000 ? 2 : 3;
}

/** Path below `records/<kind>/`: `a.jsonl`, `ab.jsonl`, `ab/c.jsonl`. */
export function shardPath(id: string, depth: ShardDepth): string {
  const digits = hash("sha1", id).slice(0, depth);
  return depth < 3 ? `${digits}.jsonl` : `${digits.slice(0, 2)}/${digits.slice(2)}.jsonl`;
}

function depthOf(shard: string): ShardDepth {
  return shard.includes("/") ? 3 : shard.length > "a.jsonl".length ? 2 : 1;
}

/** Which records stand in which shard file of one kind in one ledger, and which files are out of date. */
export interface ShardIndex {
  /** A record was changed (or made), or removed. */
  touch(id: string, exists: boolean): void;
  /** The record was read from that shard file. */
  load(id: string, shard: string): void;
  /** Has to be rewritten: something in it was damaged, or stands in the wrong place. */
  spoil(shard: string): void;
  /** What has to be written now; it counts as written unless `restore` gives it back. */
  take(): ShardChanges;
  restore(changes: ShardChanges): void;
  readonly count: number;
}

export interface ShardChanges {
  /** The files are laid out anew: those not named below go. */
  readonly isRelaid: boolean;
  /** Ids in order; none means that the file goes. */
  readonly shards: ReadonlyMap<string, readonly string[]>;
}

export function createShardIndex(): ShardIndex {
  const shards = new Map<string, Set<string>>();
  const placed = new Map<string, string>();
  const touched = new Map<string, boolean>();
  const spoiled = new Set<string>();
  let depth: ShardDepth = 1;
  let isRelaid = false;

  function place(id: string, shard: string): void {
    placed.set(id, shard);
    const ids = shards.get(shard);
    if (ids === undefined) shards.set(shard, new Set([id]));
    else ids.add(id);
  }

  function relay(): void {
    shards.clear();
    for (const id of placed.keys()) place(id, shardPath(id, depth));
    for (const shard of shards.keys()) spoiled.add(shard);
    isRelaid = true;
  }

  return {
    touch(id, exists) {
      touched.set(id, exists);
    },
    load(id, shard) {
      depth = depthOf(shard);
      const right = shardPath(id, depth);
      place(id, right);
      if (right === shard) return;
      // Somebody put it where it does not belong.
      spoiled.add(shard);
      spoiled.add(right);
    },
    spoil(shard) {
      spoiled.add(shard);
    },
    take() {
      for (const [id, exists] of touched) {
        const shard = placed.get(id) ?? shardPath(id, depth);
        if (exists) place(id, shard);
        else {
          placed.delete(id);
          shards.get(shard)?.delete(id);
        }
        spoiled.add(shard);
      }
      touched.clear();
      const wanted = shardDepth(placed.size);
      if (wanted > depth) {
        depth = wanted;
        relay();
      }
      const changes = {
        isRelaid,
        shards: new Map([...spoiled].map((shard) => [shard, [...(shards.get(shard) ?? [])].toSorted()])),
      };
      spoiled.clear();
      isRelaid = false;
      return changes;
    },
    restore(changes) {
      isRelaid ||= changes.isRelaid;
      for (const shard of changes.shards.keys()) spoiled.add(shard);
    },
    get count() {
      return placed.size;
    },
  };
}
