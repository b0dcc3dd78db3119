import { createTrash } from "../../platform/fs/trash.ts";
import { aheadOf } from "../../platform/git/ancestry.ts";
import type { Git } from "../../platform/git/git.ts";
import { type GitFixture, DROVER, createGitFixture } from "../../platform/git/testing/git-fixture.ts";
import { makeClone, makeVault } from "../../platform/git/vault.ts";
import { createMergeRepository } from "../repository/git-repository.ts";
import type { Change, ConflictFacts, Landing, MergeRepository, Preparation } from "../repository/repository.ts";

/** A project's repositories as in a workspace: an origin, its vault, a clone in which agents work; and a user beside them. */
export interface MergePlace extends AsyncDisposable {
  readonly repos: GitFixture;
  readonly repository: MergeRepository;
  readonly origin: string;
  readonly vault: string;
  readonly clone: string;
  /** The user's own repository, from which the origin was made. */
  readonly user: string;
  /** Of the project; may be changed at any time. */
  readonly settings: { landOnCheckedOut: boolean; sign: boolean };
  ask(cwd: string, ...args: string[]): Promise<string>;
  /** A work tree of an agent, on a branch of that name, from the newest target as the vault has it or from a commit. */
  work(name: string, from?: string): Promise<string>;
  /** Hands in what that work tree is at, as agents do, and keeps it. */
  submit(worktree: string): Promise<Change>;
  /** Commits in a work tree of its own and hands it in. */
  change(name: string, files: Readonly<Record<string, string>>, from?: string): Promise<Change>;
  /** The user commits to main and pushes it; gives the newest target. */
  push(files: Readonly<Record<string, string>>, message?: string): Promise<string>;
  target(): Promise<string>;
  prepared(change: Change, onto: string): Promise<string>;
  conflict(change: Change, onto: string): Promise<ConflictFacts>;
  /** Prepares on the newest target and lands. */
  land(change: Change): Promise<Landing | Preparation>;
  /** Subjects of what a commit has over another, newest first. */
  subjects(from: string, to: string): Promise<readonly string[]>;
}

export interface MergePlaceOptions {
  readonly files?: Readonly<Record<string, string>>;
  /** The user's repository itself is the origin, with what it has checked out; else a bare one. */
  readonly isLocal?: boolean;
  readonly format?: "sha1" | "sha256";
  /** What the queue does to git goes through it. */
  wrap?(git: Git): Git;
}

export async function openMergePlace(options: MergePlaceOptions = {}): Promise<MergePlace> {
  const { files = { "a.txt": "1\n2\n3\n4\n5\n6\n7\n8\n9\n" }, isLocal = false, format = "sha1", wrap } = options;
  const repos = await createGitFixture();
  const { git, ask } = repos;
  const user = repos.path("user");
  await ask(repos.folder, "init", "-q", "--initial-branch=main", `--object-format=${format}`, user);
  await repos.commit(user, files, "Begin");
  const origin = isLocal ? user : repos.path("origin.git");
  if (!isLocal) await ask(repos.folder, "clone", "-q", "--bare", user, origin);
  const trash = createTrash({
    folder: repos.path("trash"),
    onError: (error) => {
      throw error;
    },
  });
  const [vault, clone] = [repos.path("vault.git"), repos.path("clone.git")];
  const made = await makeVault(git, { path: vault, origin, trash });
  if (made.kind !== "made") throw new Error(`No vault could be made: ${made.kind}`);
  await makeClone(git, { path: clone, vault, trash });
  const settings = { landOnCheckedOut: false, sign: false };
  const repository = createMergeRepository({
    git: wrap?.(git) ?? git,
    placeOf: () => ({ ...settings, vault, clone, origin, target: "main" }),
    committer: () => DROVER,
  });
  let submissions = 0;

  const place: MergePlace = {
    repos,
    repository,
    origin,
    vault,
    clone,
    user,
    settings,
    ask,
    async work(name, from = "refs/remotes/origin/main") {
      const worktree = repos.path(`work-${name}`);
      await ask(clone, "worktree", "add", "-q", "-b", name, worktree, from);
      return worktree;
    },
    async submit(worktree) {
      const [tip, target] = await Promise.all([
        ask(worktree, "rev-parse", "HEAD"),
        ask(clone, "rev-parse", "refs/remotes/origin/main"),
      ]);
      const { base = target } = await aheadOf(git, clone, [tip, target]);
      submissions += 1;
      const kept = await repository.keep("demo", `mq-${submissions}`, tip);
      if (!kept.ok) throw new Error(kept.error.message);
      return { tip, base };
    },
    async change(name, changed, from) {
      const worktree = await place.work(name, from);
      await repos.commit(worktree, changed, `Do ${name}`);
      return await place.submit(worktree);
    },
    async push(changed, message = "By hand") {
      await repos.commit(user, changed, message);
      if (!isLocal) await ask(user, "push", "-q", origin, "main");
      return await place.target();
    },
    async target() {
      const target = await repository.fetchTarget("demo");
      if (!target.ok) throw new Error(target.error.message);
      return target.value;
    },
    async prepared(change, onto) {
      const prepared = await repository.prepare("demo", change, onto);
      if (prepared.kind !== "prepared") throw new Error(`Not prepared: ${JSON.stringify(prepared)}`);
      return prepared.commit;
    },
    async conflict(change, onto) {
      const prepared = await repository.prepare("demo", change, onto);
      if (prepared.kind !== "conflict") throw new Error(`No conflict: ${JSON.stringify(prepared)}`);
      return prepared.conflict;
    },
    async land(change) {
      const onto = await place.target();
      const prepared = await repository.prepare("demo", change, onto);
      if (prepared.kind !== "prepared") return prepared;
      return await repository.land("demo", { commit: prepared.commit, expected: onto });
    },
    async subjects(from, to) {
      return (await ask(vault, "log", "--format=%s", `${from}..${to}`)).split("\n").filter((line) => line !== "");
    },
    async [Symbol.asyncDispose]() {
      await repos[Symbol.asyncDispose]();
    },
  };
  return place;
}
