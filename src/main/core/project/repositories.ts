import { randomBytes } from "node:crypto";
import { mkdir, rename } from "node:fs/promises";
import path from "node:path";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import { createPrivateDirectory } from "../platform/fs/private-directory.ts";
import { writeFileAtomic } from "../platform/fs/atomic-write.ts";
import { exists } from "../platform/fs/exists.ts";
import type { Trash } from "../platform/fs/trash.ts";
import { writeConfig } from "../platform/git/config.ts";
import { fetchRefs } from "../platform/git/fetch.ts";
import type { Git } from "../platform/git/git.ts";
import { initBare } from "../platform/git/init-bare.ts";

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

export const ORIGIN_BRANCHES = "+refs/heads/*:refs/remotes/origin/*";

/** Refused by every git: agents submit with `drover done`, and what they push must not reach the vault. */
const NO_PUSH = "submit-with-drover-done://";

export interface MakeRepositoriesDeps {
  readonly git: Git;
  readonly trash: Trash;
}

/**
 * Makes vault and clone of an origin. Everything is made aside and put in place by one rename; a failure leaves nothing
 * behind. A folder of that name that no project owns (left by a crash) is moved aside, not removed.
 */
export async function makeRepositories(
  { git, trash }: MakeRepositoriesDeps,
  place: ProjectPlace,
  origin: string,
): Promise<Result<void, Failure<"unreachable" | "not-a-repository">>> {
  const draft = path.join(path.dirname(place.folder), `.adding-${randomBytes(6).toString("hex")}`);
  const made = { vault: path.join(draft, "vault.git"), clone: path.join(draft, "clone.git") };
  let isDone = false;
  try {
    await createPrivateDirectory(draft);
    await initBare(git, made.vault);
    const fetched = await fetchRefs(git, { into: made.vault, from: origin, refspecs: [ORIGIN_BRANCHES] });
    if (fetched.kind !== "fetched") {
      const why = "reason" in fetched ? fetched.reason : "it has no branches";
      return fetched.kind === "not-found" || fetched.kind === "no-such-ref"
        ? fail("not-a-repository", `${origin} could not be cloned: ${why}`)
        : fail("unreachable", `${origin} could not be cloned: ${why}`, {
            remedy: "Check the address, the network and your credentials.",
          });
    }
    await initBare(git, made.clone);
    await mkdir(path.join(made.clone, "objects", "info"), { recursive: true });
    await writeFileAtomic(path.join(made.clone, "objects", "info", "alternates"), "../../vault.git/objects\n", {
      mode: 0o600,
    });
    await writeConfig(git, made.clone, ["remote.origin.url", place.vault]);
    await writeConfig(git, made.clone, ["remote.origin.pushurl", NO_PUSH]);
    await writeConfig(git, made.clone, ["remote.origin.fetch", "+refs/remotes/origin/*:refs/remotes/origin/*"]);
    await git.run(
      ["fetch", "--quiet", "--no-auto-maintenance", made.vault, "+refs/remotes/origin/*:refs/remotes/origin/*"],
      { cwd: made.clone },
    );
    await createPrivateDirectory(path.join(draft, "worktrees"));
    if (await exists(place.folder))
      await rename(place.folder, `${place.folder}.left-${randomBytes(4).toString("hex")}`);
    await rename(draft, place.folder);
    isDone = true;
    return ok();
  } finally {
    if (!isDone && (await exists(draft))) await trash.discard(draft);
  }
}
