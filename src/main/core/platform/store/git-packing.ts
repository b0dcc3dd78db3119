import { readdir } from "node:fs/promises";
import path from "node:path";
import { type Result, ok } from "../../../../shared/model/result.ts";
import type { GitFailure, Repository } from "./git-access.ts";

/** Git itself thinks of packing at about 6,700 loose objects; many more make every look-up slow. */
const MANY_OBJECTS = 5_000;
/** Names of objects are spread evenly, so that one of 256 folders tells how many there are; git counts the same one. */
const SAMPLE = "17";

/** Each look-up of an object asks one pack after the other. */
const MANY_PACKS = 20;

/**
 * Packs loose objects once there are many: every batch writes a dozen, of which each shard is nearly the one before and
 * becomes a few bytes in a pack. Those packs are made by walking the history, since git finds what resembles what by paths;
 * `--geometric` alone does not and makes packs more than twice as large. It joins packs when they have become many, as they
 * are, the larger ones ever more seldom. One thread, as agents work beside it; safe to be killed, and to run while batches are
 * written. Nothing is deleted that is not in a pack afterwards, also not what no ref reaches, since others may borrow this
 * repository's objects. Answers whether it packed.
 */
export async function packWhenMany(repository: Repository): Promise<Result<boolean, GitFailure>> {
  const objects = path.join(repository.gitDir, "objects");
  const sample = await namesIn(path.join(objects, SAMPLE));
  if (sample.length * 256 < MANY_OBJECTS) return ok(false);
  const packed = await repository.run([...ONE_THREAD, "repack", "-d", "-l", "-q"]);
  if (!packed.ok) return packed;
  const packs = (await namesIn(path.join(objects, "pack"))).filter((name) => name.endsWith(".pack"));
  if (packs.length <= MANY_PACKS) return ok(true);
  const joined = await repository.run([...ONE_THREAD, "repack", "--geometric=2", "-d", "-l", "-q"]);
  return joined.ok ? ok(true) : joined;
}

const ONE_THREAD = ["-c", "pack.threads=1"];

/** None for a folder that is not there. */
function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
