import type { Repository, TreeFile } from "./git-access.ts";
import { readShard } from "./ledger-theirs.ts";
import { joinStates } from "./merge/join-states.ts";
import { compileRules } from "./merge/merge-rules.ts";
import { encodeShardLine } from "./shard-line.ts";
import type { ShardLine } from "./shard-line.ts";
import { shardDepth, shardPath } from "./shard.ts";

/**
 * Records of a kind that this version does not know, as a newer one wrote them: the later change of a field wins. Answers all
 * shards of the kind; damaged lines of ours stay as they are.
 */
export async function joinUnknownKind(
  repository: Repository,
  ours: readonly TreeFile[],
  theirs: readonly ShardLine[],
): Promise<{ readonly shards: ReadonlyMap<string, string>; readonly count: number }> {
  const rules = compileRules();
  const lines = new Map<string, ShardLine>();
  const damaged: string[] = [];
  for await (const { file, content } of repository.blobs(ours)) {
    const read = readShard(content, file.path, "");
    for (const line of read.lines) lines.set(line.id, line);
    damaged.push(...read.damaged.map(({ bytes }) => Buffer.from(bytes).toString("utf8")));
  }
  for (const line of theirs) {
    const mine = lines.get(line.id);
    lines.set(line.id, mine === undefined ? line : { id: line.id, ...joinStates(mine, line, rules) });
  }
  const depth = shardDepth(lines.size);
  const shards = new Map<string, string>();
  for (const line of [...lines.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const shard = shardPath(line.id, depth);
    shards.set(shard, (shards.get(shard) ?? "") + encodeShardLine(line));
  }
  for (const line of damaged) {
    const shard = shardPath("", depth);
    shards.set(shard, `${shards.get(shard) ?? ""}${line}\n`);
  }
  return { shards, count: lines.size };
}
