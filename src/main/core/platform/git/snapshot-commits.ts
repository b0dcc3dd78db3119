import type { Git, ObjectId } from "./git.ts";
import { placeEnv, type WorktreePlace } from "./worktree-files.ts";
import { operationHeads, operationOf, pastHeads, stashesOf } from "./worktree-state.ts";

/** Commits that would be lost with a work tree, besides its HEAD. Newest first each. */
export interface OtherCommits {
  readonly stashes: readonly ObjectId[];
  /** That what is under way refers to. */
  readonly heads: readonly ObjectId[];
  /** That HEAD was at and does not lead to any more: amended, reset away, rebased, left on another branch. */
  readonly undone: readonly ObjectId[];
}

export interface OthersRequest {
  readonly place: WorktreePlace;
  readonly head: ObjectId | undefined;
  readonly vault: string | undefined;
}

export async function otherCommits(git: Git, { place, head, vault }: OthersRequest): Promise<OtherCommits> {
  const [stashes, operation, past, underWay] = await Promise.all([
    stashesOf(git, place),
    operationHeads(place),
    pastHeads(place),
    operationOf(place),
  ]);
  const where = { cwd: place.gitDir, env: placeEnv(place) };
  const there = await commitsAmong(git, where, [...operation, ...past]);
  const named = operation.filter((id) => there.has(id) && id !== head);
  // After a rebase its old tip is still named; with nothing under way, one that the vault has needs no keeping.
  const isOver = vault !== undefined && underWay === undefined && named.length > 0;
  const heads = isOver ? await missingIn(git, vault, named) : named;
  const unreached = await notReached(git, where, {
    ids: past.filter((id) => there.has(id)),
    and: ["HEAD", "--remotes"],
  });
  const known = new Set([...stashes, ...heads]);
  const unknown = unreached.filter((id) => id !== head && !known.has(id));
  const undone = vault === undefined || unknown.length === 0 ? unknown : await missingIn(git, vault, unknown);
  return { stashes: stashes.filter((id) => id !== head), heads, undone };
}

type Where = Pick<Parameters<Git["run"]>[1], "cwd" | "env">;

async function commitsAmong(git: Git, where: Where, ids: readonly ObjectId[]): Promise<ReadonlySet<ObjectId>> {
  if (ids.length === 0) return new Set();
  const stdin = [...new Set(ids)].map((id) => `${id}\n`).join("");
  const { stdout } = await git.run(["cat-file", "--batch-check=%(objectname) %(objecttype)"], { ...where, stdin });
  const lines = stdout.toString().split("\n");
  return new Set(lines.flatMap((line) => (line.endsWith(" commit") ? [line.slice(0, line.indexOf(" "))] : [])));
}

/** Those that none of the revisions leads to, in their order. All of them have to be there. */
async function notReached(
  git: Git,
  where: Where,
  { ids, and }: { readonly ids: readonly ObjectId[]; readonly and: readonly string[] },
): Promise<readonly ObjectId[]> {
  if (ids.length === 0) return [];
  // Only the last of them, so that a long row of undone commits is named once.
  const flags = ["--topo-order", "--parents", "--ignore-missing"];
  const { stdout } = await git.run(["rev-list", ...flags, "--stdin", "--not", ...and], {
    ...where,
    stdin: ids.map((id) => `${id}\n`).join(""),
  });
  const parents = new Set<ObjectId>();
  const found: ObjectId[] = [];
  for (const line of stdout.toString().split("\n")) {
    const [id = "", ...before] = line.split(" ");
    if (id !== "" && !parents.has(id)) found.push(id);
    for (const parent of before) parents.add(parent);
  }
  return found;
}

/** Those that the vault does not hold by its refs. */
async function missingIn(git: Git, vault: string, ids: readonly ObjectId[]): Promise<readonly ObjectId[]> {
  const there = await commitsAmong(git, { cwd: vault }, ids);
  const held = ids.filter((id) => there.has(id));
  const loose = new Set(await notReached(git, { cwd: vault }, { ids: held, and: ["--all"] }));
  return ids.filter((id) => !there.has(id) || loose.has(id));
}
