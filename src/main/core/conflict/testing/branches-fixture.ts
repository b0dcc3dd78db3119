import { existsSync } from "node:fs";
import { createTrash } from "../../platform/fs/trash.ts";
import { initBare } from "../../platform/git/init-bare.ts";
import { listRefs } from "../../platform/git/list-refs.ts";
import { createGitFixture, type GitFixture } from "../../platform/git/testing/git-fixture.ts";
import { makeClone, makeVault } from "../../platform/git/vault.ts";
import { type Collision, type Prober, createProber } from "../prober.ts";

type Files = Readonly<Record<string, string>>;

/** A project as Drover makes it, with branches that agents work on, each in a worktree. */
export interface BranchesFixture extends AsyncDisposable {
  readonly folder: string;
  readonly vault: string;
  readonly clone: string;
  readonly fixture: GitFixture;
  readonly prober: Prober;
  /** A branch from the newest target with a commit of these files, after whatever `change` does to its worktree. */
  branch(name: string, files: Files, change?: (worktree: string) => Promise<void>): Promise<void>;
  /** One that shares no history with the others. */
  orphan(name: string, files: Files): Promise<void>;
  commit(name: string, files: Files): Promise<string>;
  /** Puts a branch on the newest target, with its files so. */
  rebase(name: string, files: Files): Promise<void>;
  /** Something lands on the target; gives the commit. */
  land(files: Files, subject?: string): Promise<string>;
  /** Somebody pushes another history over the target. */
  replaceTarget(files: Files): Promise<void>;
  worktree(name: string): string;
  /** All branches against one another and the target, in the order of their names. */
  probe(options?: { readonly knowsTarget?: readonly string[] }): Promise<readonly Collision[]>;
  ask(cwd: string, ...args: string[]): Promise<string>;
  exists(file: string): boolean;
}

const TARGET = "refs/remotes/origin/main";

export async function createBranchesFixture(files: Files): Promise<BranchesFixture> {
  const fixture = await createGitFixture();
  const seed = await fixture.repository("seed", files);
  const vault = fixture.path("vault.git");
  const clone = fixture.path("clone.git");
  const origin = fixture.path("origin.git");
  await initBare(fixture.git, origin);
  await fixture.ask(seed, "push", "-q", origin, "main");
  const trash = createTrash({
    folder: fixture.path("trash"),
    onError: (error) => {
      throw error;
    },
  });
  await makeVault(fixture.git, { path: vault, origin, trash });
  await makeClone(fixture.git, { path: clone, vault, trash });
  const folder = fixture.path("trial");
  const prober = createProber({ git: fixture.git, vault, clone, folder, inTurn: (work) => work() });
  const worktree = (name: string) => fixture.path("worktrees", name);

  async function pushTarget(): Promise<string> {
    await fixture.ask(vault, "fetch", "-q", origin, `+refs/heads/main:${TARGET}`);
    const commit = await fixture.ask(vault, "rev-parse", TARGET);
    await fixture.ask(clone, "update-ref", TARGET, commit);
    return commit;
  }

  return {
    folder: fixture.folder,
    vault,
    clone,
    fixture,
    prober,
    worktree,
    ask: fixture.ask,
    exists: existsSync,
    async branch(name, changed, change) {
      await fixture.ask(clone, "worktree", "add", "-q", "-b", name, worktree(name), TARGET);
      await change?.(worktree(name));
      await fixture.commit(worktree(name), changed, `Change by ${name}`);
    },
    async orphan(name, changed) {
      await fixture.ask(clone, "worktree", "add", "-q", "--detach", worktree(name), TARGET);
      await fixture.ask(worktree(name), "checkout", "-q", "--orphan", name);
      await fixture.commit(worktree(name), changed, "Alone");
    },
    commit: (name, changed) => fixture.commit(worktree(name), changed, `Change again by ${name}`),
    async rebase(name, changed) {
      await fixture.ask(worktree(name), "reset", "-q", "--hard", TARGET);
      await fixture.commit(worktree(name), changed, `Redo by ${name}`);
    },
    async land(changed, subject = "Land") {
      await fixture.commit(seed, changed, subject);
      await fixture.ask(seed, "push", "-q", origin, "main");
      return pushTarget();
    },
    async replaceTarget(changed) {
      await fixture.ask(seed, "checkout", "-q", "--orphan", "other");
      await fixture.commit(seed, changed, "Another history");
      await fixture.ask(seed, "push", "-q", "--force", origin, "other:main");
      await pushTarget();
    },
    async probe({ knowsTarget = [] } = {}) {
      const refs = await listRefs(fixture.git, clone, "refs/heads/");
      const commit = await fixture.ask(vault, "rev-parse", TARGET);
      const branches = [...refs].map(([ref, tip]) => {
        const key = ref.slice("refs/heads/".length);
        return { key, tip, lands: "main", knowsTarget: knowsTarget.includes(key) };
      });
      return prober.probe({ branches, targets: new Map([["main", commit]]) });
    },
    [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose](),
  };
}
