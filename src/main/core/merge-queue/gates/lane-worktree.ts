import { readdir } from "node:fs/promises";
import path from "node:path";
import { exists } from "../../platform/fs/exists.ts";
import type { Trash } from "../../platform/fs/trash.ts";
import { addEmptyWorktree, fillWorktree } from "../../platform/git/add-worktree.ts";
import { fillSubmodules } from "../../platform/git/fill-submodules.ts";
import type { Git } from "../../platform/git/git.ts";
import { fillLargeFiles } from "../../platform/git/lfs-files.ts";
import { usesLfs } from "../../platform/git/lfs.ts";
import { type MergeAttributes, createMergeAttributes } from "../../platform/git/merge-attributes.ts";
import { resetWorktree } from "../../platform/git/reset-worktree.ts";
import { discardWorktree, placeOf } from "../../platform/git/worktree-files.ts";

export interface LanePlace {
  /** Bare, Drover's alone. */
  readonly vault: string;
  /** Path or URL. */
  readonly origin: string;
  /** Carries the lanes' work trees, and finds every commit of the vault. */
  readonly clone: string;
  /** The first lane's work tree; the others' are beside it. Absolute. */
  readonly gateWorktree: string;
}

export interface LaneWorktreesDeps {
  readonly git: Git;
  /** On the lanes' file system. */
  readonly trash: Trash;
}

/** The work trees of lanes, made when they are first used and made anew when they cannot be used any more. */
export interface LaneWorktrees {
  /**
   * Puts that commit, which has to be in the vault, into a lane: all its files, large ones too where git-lfs is installed, and what
   * an earlier run left there of what the repository ignores. Answers the lane's folder. One at a time for each lane.
   */
  ready(place: LanePlace, lane: number, commit: string): Promise<string>;
  /**
   * Checks out the submodules of the commit that is in that folder, if it has any. Answers why they cannot be: an address that is wrong
   * or not to be reached, a commit that is not there.
   */
  fillSubmodules(place: LanePlace, folder: string, signal: AbortSignal): Promise<string | undefined>;
  /** Removes the others, which nobody may be using. */
  removeUnwanted(place: LanePlace, isWanted: (lane: number) => boolean): Promise<void>;
}

export function laneFolder({ gateWorktree }: LanePlace, lane: number): string {
  return lane === 1 ? gateWorktree : `${gateWorktree}-${lane}`;
}

export function createLaneWorktrees({ git, trash }: LaneWorktreesDeps): LaneWorktrees {
  const attributes = new Map<string, MergeAttributes>();
  // While git makes one, others that look through all work trees find a half-made one, and give up.
  let adding: Promise<unknown> = Promise.resolve();

  async function discard({ clone }: LanePlace, folder: string): Promise<void> {
    const there = await placeOf(clone, folder);
    await (there === undefined ? trash.discard(folder) : discardWorktree(there, trash));
  }

  async function add(place: LanePlace, folder: string, commit: string): Promise<void> {
    const { clone } = place;
    await discard(place, folder);
    const added = await addEmptyWorktree(git, { repository: clone, path: folder, commit });
    const made = added.kind === "added" ? await placeOf(clone, folder) : undefined;
    if (made === undefined) throw new Error(`No work tree for gates could be made at ${folder}: no commit ${commit}.`);
    await fillWorktree(git, made);
  }

  async function checkOut(place: LanePlace, folder: string, commit: string): Promise<void> {
    const there = await placeOf(place.clone, folder);
    const isThere = there !== undefined && (await exists(folder));
    if (isThere && (await resetWorktree(git, there, commit))) return;
    const added = adding.then(() => add(place, folder, commit));
    adding = added.catch(() => {});
    await added;
  }

  function attributesOf(vault: string): MergeAttributes {
    const known = attributes.get(vault) ?? createMergeAttributes(git, vault);
    attributes.set(vault, known);
    return known;
  }

  return {
    async ready(place, lane, commit) {
      const { vault, clone, origin } = place;
      const folder = laneFolder(place, lane);
      const attributesFile = attributesOf(vault).of(commit);
      // A failure is told below; before that, nobody may be left at work in the folder.
      attributesFile.catch(() => {});
      await checkOut(place, folder, commit);
      if (await usesLfs(await attributesFile)) {
        await fillLargeFiles(git, { vault, clone, origin, commit, worktree: folder });
      }
      return folder;
    },
    async fillSubmodules({ clone, vault, origin }, folder, signal) {
      const there = await placeOf(clone, folder);
      if (there === undefined) throw new Error(`${folder} is no work tree of ${clone} any more.`);
      const cache = path.join(path.dirname(vault), "submodules.git");
      return await fillSubmodules(git, { place: there, origin, cache, signal });
    },
    async removeUnwanted(place, isWanted) {
      const { gateWorktree } = place;
      const beginning = `${path.basename(gateWorktree)}-`;
      for (const name of await readdir(path.dirname(gateWorktree))) {
        const rest = name.startsWith(beginning) ? name.slice(beginning.length) : "";
        if (/^[1-9]\d*$/.test(rest) && !isWanted(Number(rest))) {
          await discard(place, path.join(path.dirname(gateWorktree), name));
        }
      }
    },
  };
}
