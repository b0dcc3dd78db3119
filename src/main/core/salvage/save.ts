import { randomBytes } from "node:crypto";
import { type Result, fail, ok } from "../../../shared/model/result.ts";
import { exists } from "../platform/fs/exists.ts";
import { isReachable } from "../platform/git/ancestry.ts";
import { diffNames } from "../platform/git/diff.ts";
import { keepCommit } from "../platform/git/fetch.ts";
import { type Git, GitError } from "../platform/git/git.ts";
import { writeTree } from "../platform/git/objects.ts";
import type { SavedWork } from "../platform/git/saved-work.ts";
import {
  type Snapshot,
  type SnapshotParts,
  snapshotWorktree,
  UNMERGED,
  writeSnapshot,
} from "../platform/git/snapshot-worktree.ts";
import { verifyObjects } from "../platform/git/verify-objects.ts";
import { type WorktreePlace, placeEnv, placeOf } from "../platform/git/worktree-files.ts";
import type { SalvageFailure, SalvageRepositories, SaveDeps, SaveRequest } from "./ports.ts";
import { SALVAGE_REFS, type SalvageRecord, messageOf, stamp } from "./record.ts";

/** Agents go on writing while a checkpoint is taken: a file that vanished under git's hands is no reason to give up. */
const TRIES = 3;
/** Ignored files and folders that are named in a salvage. */
const IGNORED_NAMED = 50;

export type Save = (request: SaveRequest) => Promise<Result<SavedWork, SalvageFailure>>;

/**
 * Brings everything in a worktree but ignored files into the vault: HEAD, index, changed and untracked files, stashes of the
 * branch, what is under way, commits that were undone. What was written is read back before it is vouched for. The proof is what
 * giving the worktree back asks for.
 */
export function createSave(deps: SaveDeps): Save {
  async function saveOnce(request: SaveRequest, repositories: SalvageRepositories): Promise<SavedWork> {
    const { git, clock } = deps;
    const { vault, clone } = repositories;
    const { worktree, agent } = request;
    const place = await placeOf(clone, worktree);
    // Nobody's any more: its commits are in the clone, and there is nothing else to save.
    if (place === undefined) return nothing(worktree);
    const at = clock.now();
    const person = { ...deps.person(agent), at };
    const describe = async (parts: SnapshotParts) => messageOf(await recordOf(git, { request, place, parts, at }));
    const taken = await snapshotWorktree(git, { place, person, vault, describe });
    const isEmbedding = taken.embedded.some(({ state }) => state !== "");
    if (taken.commit === taken.head && !isEmbedding && (await isReachable(git, vault, taken.commit))) {
      return nothing(worktree);
    }
    const commit = await described(taken);
    const ref = `${SALVAGE_REFS}${agent}/${stamp(at)}-${randomBytes(3).toString("hex")}`;
    const kept = await keepCommit(git, { from: clone, into: vault, commit, ref, durable: true });
    if (kept.kind !== "kept") throw new Error(`${commit} of ${worktree} could not be kept as ${ref}: ${kept.kind}`);
    const { problems } = await verifyObjects(git, vault, commit);
    if (problems.length > 0) throw new Error(`${ref} in ${vault} is not what was written: ${problems.join(" ")}`);
    return { worktree, ref, commit };

    /** One with nothing but its HEAD has no commit of its own yet to say what it is. */
    async function described(snapshot: Snapshot): Promise<string> {
      if (snapshot.commit !== snapshot.head || place === undefined) return snapshot.commit;
      return await writeSnapshot(git, snapshot, { place, person, message: await describe(snapshot) });
    }
  }

  return async (request) => {
    const found = deps.repositories(request.project);
    if (found === undefined) return fail("no-repository", `There is no project ${request.project}.`);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return ok(await saveOnce(request, found));
      } catch (error) {
        if (!(error instanceof GitError)) throw error;
        if (attempt < TRIES && (await exists(request.worktree))) continue;
        return fail("salvage-failed", `${request.worktree} could not be saved: ${error.message}`, {
          remedy: "It is left as it is. Look at it, or remove what git cannot read.",
        });
      }
    }
  };
}

function nothing(worktree: string): SavedWork {
  return { worktree, ref: undefined, commit: undefined };
}

interface Recorded {
  readonly request: SaveRequest;
  readonly place: WorktreePlace;
  readonly parts: SnapshotParts;
  readonly at: number;
}

async function recordOf(git: Git, { request, place, parts, at }: Recorded): Promise<SalvageRecord> {
  const { agent, reason = "removal", item, note } = request;
  const { head, branch, indexTree, stateTree, operation, unmerged, stashes, heads, undone } = parts;
  const from = parts.headTree ?? (await writeTree(git, place.gitDir, []));
  const untracked = new Set(parts.untracked);
  const changed = await diffNames(git, place.gitDir, { from, to: parts.plainTree });
  const staged = await diffNames(git, place.gitDir, { from, to: indexTree });
  const conflicts = new Set(unmerged);
  const ignored = await ignoredNames(git, place);
  return {
    version: 1,
    agent,
    at,
    reason,
    item,
    branch,
    note,
    head,
    indexTree,
    stateTree,
    operation,
    unmerged: [...unmerged],
    stashes: [...stashes],
    heads: [...heads],
    undone: [...undone],
    holds: {
      commits: head === undefined ? 0 : await countNew(git, place, head),
      changed: changed.filter((file) => !untracked.has(file)).length,
      staged: staged.filter((file) => !file.startsWith(UNMERGED) && !conflicts.has(file)).length,
      untracked: untracked.size,
      conflicts: conflicts.size,
      stashes: stashes.length,
      undone: undone.length,
      operation,
      repositories: parts.embedded.map((one) => ({ path: one.path, state: one.state })),
      ignored: ignored.slice(0, IGNORED_NAMED),
      moreIgnored: Math.max(0, ignored.length - IGNORED_NAMED),
    },
  };
}

async function countNew(git: Git, place: WorktreePlace, head: string): Promise<number> {
  const { stdout } = await git.run(["rev-list", "--count", head, "--not", "--remotes"], {
    cwd: place.gitDir,
    env: placeEnv(place),
  });
  return Number(stdout.toString());
}

/** A folder that is ignored as a whole counts as one. */
async function ignoredNames(git: Git, place: WorktreePlace): Promise<string[]> {
  if (!(await exists(place.path))) return [];
  const args = ["ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory", "--full-name", ":/"];
  const { stdout } = await git.run(args, { cwd: place.path, env: placeEnv(place) });
  return stdout
    .toString()
    .split("\0")
    .filter((name) => name !== "");
}
