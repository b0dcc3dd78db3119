import { describe, expect, it } from "vitest";
import { createShardIndex, createShardsRead, shardPath } from "./shard.ts";

const ids = ["demo-a1b", "demo-b2c", "demo-c3d", "demo-d4e"];

describe("shards that were read", () => {
  it("leave nothing to be written where every record is in its place", () => {
    const index = createShardIndex();
    const read = createShardsRead();
    for (const id of ids) read.add(id, shardPath(id, 2));
    index.load(read);
    expect(index.count).toBe(ids.length);
    expect(index.take()).toEqual({ isRelaid: false, shards: new Map() });
    index.touch("demo-a1b", true);
    expect([...index.take().shards.keys()]).toEqual([shardPath("demo-a1b", 2)]);
    expect(index.count).toBe(ids.length);
  });

  it("are written where one holds what belongs elsewhere, and so is that", () => {
    const index = createShardIndex();
    const read = createShardsRead();
    const right = shardPath("demo-a1b", 2);
    const wrong = right === "00.jsonl" ? "01.jsonl" : "00.jsonl";
    read.add("demo-a1b", wrong);
    index.load(read);
    expect(index.take().shards).toEqual(
      new Map([
        [wrong, []],
        [right, ["demo-a1b"]],
      ]),
    );
  });

  it("of several layouts become one, each record once", () => {
    const index = createShardIndex();
    const read = createShardsRead();
    for (const [n, id] of ids.entries()) read.add(id, shardPath(id, n % 2 === 0 ? 1 : 2));
    index.load(read);
    const { isRelaid, shards } = index.take();
    expect(isRelaid).toBe(true);
    expect([...shards].flatMap(([, inShard]) => inShard).toSorted()).toEqual(ids);
    for (const [shard, inShard] of shards) for (const id of inShard) expect(shard).toBe(shardPath(id, 2));
  });

  it("do not count what was left out after all", () => {
    const index = createShardIndex();
    const read = createShardsRead();
    for (const id of ids) read.add(id, shardPath(id, 1));
    read.remove("demo-a1b");
    index.load(read);
    expect(index.count).toBe(ids.length - 1);
  });
});
