import { randomBytes } from "node:crypto";
import { copyFile, mkdtemp, rm, stat } from "node:fs/promises";
import path from "node:path";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Clock } from "../base/clock.ts";
import { type Git, GitError } from "../platform/git/git.ts";
import { type TakenSnapshot, takeSnapshot } from "./snapshot.ts";

export interface SalvageDeps {
  readonly git: Git;
  readonly clock: Clock;
  /** The vault and clone of a project; undefined when there is no such project. */
  repositories(project: string): { readonly vault: string; readonly clone: string } | undefined;
  /** The human owner's e-mail: every commit carries it. */
  readonly ownerEmail: () => string;
  /** A folder of ours for short-lived files, on the same machine. */
  readonly tempDir: string;
}

export interface SaveRequest {
  readonly project: string;
  readonly agent: IdentityPath;
  /** Absolute path. */
  readonly worktree: string;
  /**
   * Whether to insist that nothing changed while it was saved. For whoever is about to remove the worktree; a hand-off, whose
   * agent is still running, does not.
   */
  readonly mustSettle?: boolean;
}

/**
 * Proof that everything in a worktree but ignored files is kept: index, changed and untracked files, and the commits of
 * HEAD. What removes or recycles a worktree asks for it.
 */
export interface SavedWork {
  readonly worktree: string;
  /** Full name of the ref in the vault; undefined when the vault had it all already. */
  readonly ref: string | undefined;
  /** The commit it names: tree = worktree, parents = HEAD and, where it could be written, the index. */
  readonly commit: string | undefined;
}

export type SalvageFailure = Failure<"no-repository" | "salvage-failed" | "worktree-busy" | "embedded-repository">;

export interface Salvage {
  save(request: SaveRequest): Promise<Result<SavedWork, SalvageFailure>>;
}

/** How often a worktree that changes while it is saved is saved again before giving up. */
const MAX_TRIES = 3;

export function createSalvage(deps: SalvageDeps): Salvage {
  async function saveOnce(request: SaveRequest, vault: string): Promise<Result<SavedWork, SalvageFailure>> {
    const { worktree, agent, mustSettle = false } = request;
    const scratch = await mkdtemp(path.join(deps.tempDir, "salvage-"));
    try {
      for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
        const taken = await take(request, path.join(scratch, `index-${attempt}`));
        if (!taken.ok) return taken;
        const { commit, tree } = taken.value;
        const kept = await isKept(vault, commit);
        const ref = kept ? undefined : await keep(request, vault, commit);
        if (mustSettle) {
          const again = await take(request, path.join(scratch, `check-${attempt}`));
          if (!again.ok) return again;
          if (again.value.tree !== tree || again.value.head !== taken.value.head) continue;
        }
        return ok({ worktree, ref, commit: ref === undefined ? undefined : commit });
      }
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
    return fail("worktree-busy", `Files in ${worktree} keep changing while they are saved.`, {
      remedy: `Look for programs that ${agent} left running there.`,
    });
  }

  async function take(request: SaveRequest, indexFile: string): Promise<Result<TakenSnapshot, SalvageFailure>> {
    const git = await deps.git.guard({ cwd: request.worktree });
    return takeSnapshot({
      git,
      worktree: request.worktree,
      indexFile,
      copyIndex: copyIfThere,
      author: { name: request.agent, email: deps.ownerEmail() },
      at: deps.clock.now(),
    });
  }

  /** Whether a ref of the vault has the commit. */
  async function isKept(vault: string, commit: string): Promise<boolean> {
    const there = await deps.git.run(["cat-file", "-e", `${commit}^{commit}`], { cwd: vault, okCodes: "any" });
    if (there.exitCode !== 0) return false;
    const refs = await deps.git.run(["for-each-ref", "--count=1", "--contains", commit], { cwd: vault });
    return refs.stdout.length > 0;
  }

  /** Copies the commit into the vault and makes sure that it is there. Git checks that nothing is missing before it sets the ref. */
  async function keep({ agent, worktree }: SaveRequest, vault: string, commit: string): Promise<string> {
    const time = new Date(deps.clock.now()).toISOString().replaceAll(/[-:]|\.\d+/g, "");
    const ref = `refs/drover/salvage/${agent}/${time}-${randomBytes(3).toString("hex")}`;
    const options = { cwd: worktree };
    // A ref of its own in the clone for as long as it takes, since only what a ref names can be fetched for certain.
    await deps.git.run(["update-ref", ref, commit], options);
    try {
      const fetch = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance"];
      await deps.git.run([...fetch, worktree, `${ref}:${ref}`], { cwd: vault });
    } finally {
      await deps.git.run(["update-ref", "-d", ref], options);
    }
    const kept = await deps.git.run(["rev-parse", "--verify", `${ref}^{commit}`], { cwd: vault });
    if (kept.stdout.toString().trim() !== commit) throw new Error(`${ref} in ${vault} does not name ${commit}.`);
    return ref;
  }

  return {
    async save(request) {
      const { project, worktree } = request;
      const repositories = deps.repositories(project);
      if (repositories === undefined) return fail("no-repository", `There is no project ${project}.`);
      // Removed by hand: its commits are in the clone, and there is nothing else to save.
      if (!(await isThere(worktree))) return ok({ worktree, ref: undefined, commit: undefined });
      try {
        return await saveOnce(request, repositories.vault);
      } catch (error) {
        if (!(error instanceof GitError)) throw error;
        return fail("salvage-failed", `${worktree} could not be saved: ${error.message}`, {
          remedy: "It is left as it is. Look at it, or remove what git cannot read.",
        });
      }
    },
  };
}

async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

/** A worktree without an index has nothing staged. */
async function copyIfThere(from: string, to: string): Promise<void> {
  if (await isThere(from)) await copyFile(from, to);
}
