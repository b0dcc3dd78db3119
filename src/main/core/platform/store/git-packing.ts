import { readdir } from "node:fs/promises";
import path from "node:path";
import { type Result, ok } from "../../../../shared/model/result.ts";
import type { GitFailure, Repository } from "./git-access.ts";

/** Git itself thinks of packing at about 6,700 loose objects; many more make every look-up slow. */
const MANY_OBJECTS = 5_000;
/** Names of objects are spread evenly, so that one of 256 folders tells how many there are; git counts the same one. */
const SAMPLE = "17";

/**
 * Packs loose objects once there are many: every batch writes a dozen, of which each shard is nearly the one before and
 * becomes a few bytes in a pack. Packs are kept in a geometric row, so that there are few and each object is packed anew a
 * few times in all. One thread, as agents work beside it; safe to be killed and to run while batches are written. Nothing is
 * deleted that is not in a pack afterwards, also not what no ref reaches, since others may borrow this repository's objects.
 * Answers whether it packed.
 */
export async function packWhenMany(repository: Repository): Promise<Result<boolean, GitFailure>> {
  const sample = await readdir(path.join(repository.gitDir, "objects", SAMPLE)).catch(() => []);
  if (sample.length * 256 < MANY_OBJECTS) return ok(false);
  const packed = await repository.run(["-c", "pack.threads=1", "repack", "--geometric=2", "-d", "-l", "-q"]);
  return packed.ok ? ok(true) : packed;
}
