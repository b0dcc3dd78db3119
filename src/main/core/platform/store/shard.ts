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
  /** Takes over what was read. */
  load(read: ShardsRead): void;
  /** Has to be rewritten: something in it was damaged, or stands in the wrong place. */
  spoil(shard: string): void;
  /** What has to be written now; it counts as written unless `restore` gives it back. */
  take(): ShardChanges;
  restore(changes: ShardChanges): void;
  readonly count: number;
}

/** Which records were read from which shard files; gathered beside the index, in steps, since they may be many. */
export interface ShardsRead {
  add(id: string, shard: string): void;
  remove(id: string): void;
  /** Ids by the file in which they belong, which is nearly always the one they were read from. */
  readonly shards: ReadonlyMap<string, Set<string>>;
  /** Files with a record that belongs elsewhere, and where those belong. */
  readonly misplaced: ReadonlySet<string>;
  /** One, unless somebody mixed files of several layouts. */
  readonly depths: ReadonlySet<ShardDepth>;
}

export function createShardsRead(): ShardsRead {
  const shards = new Map<string, Set<string>>();
  const misplaced = new Set<string>();
  const depths = new Set<ShardDepth>();
  return {
    shards,
    misplaced,
    depths,
    add(id, shard) {
      const depth = depthOf(shard);
      const right = shardPath(id, depth);
      depths.add(depth);
      putInto(shards, right, id);
      if (right === shard) return;
      misplaced.add(shard);
      misplaced.add(right);
    },
    remove(id) {
      for (const depth of depths) shards.get(shardPath(id, depth))?.delete(id);
    },
  };
}

/** Whether it was not there yet. */
function putInto(shards: Map<string, Set<string>>, shard: string, id: string): boolean {
  const ids = shards.get(shard);
  if (ids?.has(id) === true) return false;
  if (ids === undefined) shards.set(shard, new Set([id]));
  else ids.add(id);
  return true;
}

export interface ShardChanges {
  /** The files are laid out anew: those not named below go. */
  readonly isRelaid: boolean;
  /** Ids in order; none means that the file goes. */
  readonly shards: ReadonlyMap<string, readonly string[]>;
}

export function createShardIndex(): ShardIndex {
  let shards = new Map<string, Set<string>>();
  const touched = new Map<string, boolean>();
  const spoiled = new Set<string>();
  let count = 0;
  let depth: ShardDepth = 1;
  let isRelaid = false;

  function place(id: string, shard: string): void {
    if (putInto(shards, shard, id)) count += 1;
  }

  function relay(): void {
    const before = shards;
    shards = new Map();
    count = 0;
    for (const ids of before.values()) for (const id of ids) place(id, shardPath(id, depth));
    for (const shard of shards.keys()) spoiled.add(shard);
    isRelaid = true;
  }

  return {
    touch(id, exists) {
      touched.set(id, exists);
    },
    load(read) {
      const [first = depth] = read.depths;
      const isMixed = read.depths.size > 1 || (count > 0 && first !== depth);
      for (const one of read.depths) if (one > depth) depth = one;
      for (const [shard, ids] of read.shards) {
        const known = shards.get(shard);
        if (known === undefined) {
          shards.set(shard, ids);
          count += ids.size;
        } else for (const id of ids) place(id, shard);
      }
      for (const shard of read.misplaced) spoiled.add(shard);
      if (isMixed) relay();
    },
    spoil(shard) {
      spoiled.add(shard);
    },
    take() {
      for (const [id, exists] of touched) {
        const shard = shardPath(id, depth);
        if (exists) place(id, shard);
        else if (shards.get(shard)?.delete(id) === true) count -= 1;
        spoiled.add(shard);
      }
      touched.clear();
      const wanted = shardDepth(count);
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
      return count;
    },
  };
}
