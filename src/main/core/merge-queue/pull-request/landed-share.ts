import type { Git, ObjectId } from "../../platform/git/git.ts";
import { readLog } from "../../platform/git/log.ts";

/** A row of commits that the queue put on top of `onto`. */
export interface Row {
  readonly onto: ObjectId;
  readonly commit: ObjectId;
}

/**
 * Where a target was before a forge merged a row into it as `merged`: what lies between is the row's share, whether it was merged,
 * fast-forwarded, rebased commit by commit, or squashed into one.
 */
export async function landedFrom(
  git: Git,
  repository: string,
  { onto, commit, merged }: Row & { readonly merged: ObjectId },
): Promise<ObjectId | undefined> {
  if (merged === commit) return onto;
  const row = await readLog(git, repository, { from: commit, notIn: [onto] });
  const made = await readLog(git, repository, { from: merged, limit: row.length });
  const [newest] = made;
  if (newest === undefined || newest.parents.length !== 1) return newest?.parents[0];
  // Rebased commits keep their texts; a squashed one has a text of its own, or is the only one anyway.
  const isRebased = made.length === row.length && made.every((one, at) => one.message === row[at]?.message);
  return (isRebased ? made.at(-1) : newest)?.parents[0];
}
