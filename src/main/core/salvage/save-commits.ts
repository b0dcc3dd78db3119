import { randomBytes } from "node:crypto";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Result, fail, ok } from "../../../shared/model/result.ts";
import { GitError } from "../platform/git/git.ts";
import { writeSnapshot } from "../platform/git/snapshot-worktree.ts";
import { resolveTree } from "../platform/git/resolve.ts";
import { updateRefs } from "../platform/git/update-refs.ts";
import type { SalvageFailure, SaveDeps } from "./ports.ts";
import { SALVAGE_REFS, type SalvageRecord, idOf, messageOf, stamp } from "./record.ts";

export interface SaveCommitsRequest {
  readonly project: string;
  readonly agent: IdentityPath;
  readonly item: string;
  readonly note?: string | undefined;
  /** In the vault already, as the others are. */
  readonly tip: string;
  /** What it was before: tips that it took the place of. */
  readonly before: readonly string[];
}

export type SaveCommits = (request: SaveCommitsRequest) => Promise<Result<{ readonly id: string }, SalvageFailure>>;

/**
 * Keeps commits that no worktree has, such as a submission's that was discarded, as a salvage like any other: it is listed, shown and
 * restored as if it had been the HEAD of a clean worktree.
 */
export function createSaveCommits({ git, clock, repositories, person }: SaveDeps): SaveCommits {
  return async ({ project, agent, item, note, tip, before }) => {
    const found = repositories(project);
    if (found === undefined) return fail("no-repository", `There is no project ${project}.`);
    const { vault } = found;
    const at = clock.now();
    try {
      const tree = await resolveTree(git, vault, tip);
      if (tree === undefined) return fail("salvage-failed", `${tip} is not in the vault of ${project}.`);
      const undone = [...new Set(before)].filter((commit) => commit !== tip);
      const counted = await git.run(["rev-list", "--count", tip, "--not", "--remotes"], { cwd: vault });
      const record: SalvageRecord = {
        version: 1,
        agent,
        at,
        reason: "discard",
        item,
        note,
        head: tip,
        indexTree: tree,
        unmerged: [],
        stashes: [],
        heads: [],
        undone,
        holds: {
          commits: Number(counted.stdout.toString()),
          changed: 0,
          staged: 0,
          untracked: 0,
          conflicts: 0,
          stashes: 0,
          undone: undone.length,
          repositories: [],
          ignored: [],
          moreIgnored: 0,
        },
      };
      const parts = {
        head: tip,
        headTree: tree,
        branch: undefined,
        tree,
        plainTree: tree,
        indexTree: tree,
        operation: undefined,
        stateTree: undefined,
        untracked: [],
        unmerged: [],
        embedded: [],
        stashes: [],
        heads: [],
        undone,
      };
      const commit = await writeSnapshot(git, parts, {
        place: { path: vault, gitDir: vault },
        person: { ...person(agent), at },
        message: messageOf(record),
      });
      const ref = `${SALVAGE_REFS}${agent}/${stamp(at)}-${randomBytes(3).toString("hex")}`;
      const named = await updateRefs(git, vault, [{ ref, from: undefined, to: commit }]);
      if (named.kind !== "updated") return fail("salvage-failed", `${ref} could not be made: ${named.reason}`);
      return ok({ id: idOf(ref) });
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      return fail("salvage-failed", `The commits of ${item} could not be saved: ${error.message}`);
    }
  };
}
