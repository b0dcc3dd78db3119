import { randomBytes } from "node:crypto";
import { rename } from "node:fs/promises";
import path from "node:path";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import { createPrivateDirectory } from "../platform/fs/private-directory.ts";
import { exists } from "../platform/fs/exists.ts";
import type { Trash } from "../platform/fs/trash.ts";
import { writeConfig } from "../platform/git/config.ts";
import type { Git } from "../platform/git/git.ts";
import { lfsServer } from "../platform/git/lfs.ts";
import type { MendableClone } from "../platform/git/mend-clone.ts";
import { makeClone, makeVault } from "../platform/git/vault.ts";

/** A project's folders. All absolute, all made by Drover. */
export interface ProjectPlace {
  readonly folder: string;
  /** Bare; written by Drover alone: ledger, submissions, salvage, and the origin's branches as `refs/remotes/origin/*`. */
  readonly vault: string;
  /** Bare; carries the agents' work trees and borrows the vault's objects. Agents can write it: nothing in it is trusted. */
  readonly clone: string;
  /** Where the agents' work trees are. */
  readonly worktrees: string;
  readonly gateWorktree: string;
}

export function placeIn(workspaceDir: string, name: string): ProjectPlace {
  const folder = path.join(workspaceDir, "projects", name);
  return {
    folder,
    vault: path.join(folder, "vault.git"),
    clone: path.join(folder, "clone.git"),
    worktrees: path.join(folder, "worktrees"),
    gateWorktree: path.join(folder, "gates"),
  };
}

/** The clone of the project whose folder has that one in it, or is it; undefined for what belongs to no project. */
export function cloneAt(workspaceDir: string, folder: string): MendableClone | undefined {
  const projects = path.join(workspaceDir, "projects");
  const [name = ""] = path.relative(projects, folder).split(path.sep);
  return name === "" || name === ".." || path.isAbsolute(name) ? undefined : mendableClone(placeIn(workspaceDir, name));
}

export function mendableClone({ folder, vault, clone }: ProjectPlace): MendableClone {
  return { path: clone, vault, kept: path.join(folder, "clone.config") };
}

/** Refused by every git: agents submit with `drover done`, and what they push must not reach the vault. */
const NO_PUSH = "submit-with-drover-done://";

export interface MakeRepositoriesDeps {
  readonly git: Git;
  readonly trash: Trash;
}

/**
 * Makes vault and clone of an origin. A failure leaves nothing behind. A folder of that name that no project owns (left by a
 * crash) is moved aside, not removed.
 */
export async function makeRepositories(
  { git, trash }: MakeRepositoriesDeps,
  place: ProjectPlace,
  origin: string,
): Promise<Result<void, Failure<"unreachable" | "not-a-repository">>> {
  let isDone = false;
  try {
    if (await exists(place.folder)) {
      await rename(place.folder, `${place.folder}.left-${randomBytes(4).toString("hex")}`);
    }
    await createPrivateDirectory(place.folder);
    const vault = await makeVault(git, { path: place.vault, origin, trash });
    switch (vault.kind) {
      case "made":
        break;
      case "exists":
        throw new Error(`${place.vault} appeared while it was being made.`);
      case "not-found":
        return fail("not-a-repository", `${origin} could not be cloned: ${vault.reason}`);
      case "auth":
      case "unreachable":
        return fail("unreachable", `${origin} could not be cloned: ${vault.reason}`, {
          remedy: "Check the address, the network and your credentials.",
        });
    }
    await makeClone(git, { path: place.clone, vault: place.vault, trash });
    // So that agents can fetch, as they are used to, what has landed since.
    await writeConfig(git, place.clone, ["remote.origin.url", place.vault]);
    await writeConfig(git, place.clone, ["remote.origin.fetch", "+refs/remotes/origin/*:refs/remotes/origin/*"]);
    await writeConfig(git, place.clone, ["remote.origin.pushurl", NO_PUSH]);
    // Agents' own Git LFS would take the vault for the server that has the contents.
    await writeConfig(git, place.clone, ["lfs.url", lfsServer(origin)]);
    await createPrivateDirectory(place.worktrees);
    isDone = true;
    return ok();
  } finally {
    if (!isDone) await trash.discard(place.folder);
  }
}
