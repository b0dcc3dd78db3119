import { expect } from "vitest";
import { workerPath } from "../../../../shared/model/identity.ts";
import type { Gate } from "../../../../shared/model/project.ts";
import { DEFAULT_QUEUE_SETTINGS, type QueueSettings } from "../../../../shared/model/queue-settings.ts";
import { ok } from "../../../../shared/model/result.ts";
import { createTrash } from "../../platform/fs/trash.ts";
import { DROVER, type GitFixture, createGitFixture } from "../../platform/git/testing/git-fixture.ts";
import { initBare } from "../../platform/git/init-bare.ts";
import { keepCloneSettings } from "../../platform/git/mend-clone.ts";
import { createMendingGit } from "../../platform/git/mending-git.ts";
import { makeClone, makeVault } from "../../platform/git/vault.ts";
import { createStoreFixture } from "../../platform/store/store-fixture.ts";
import { submissionEvent } from "../decide.ts";
import {
  type Gates,
  type MergeQueueService,
  type MergeRepository,
  createGates,
  createMergeQueue,
  createMergeRepository,
} from "../index.ts";

type Change = (real: MergeRepository) => Partial<MergeRepository>;

/** Who submits. */
export const OTTER = workerPath("demo", "otter");

/** A merge queue of the project `demo` with real repositories and real gates; what it reports and nobody took fails the test. */
export interface GatedQueue extends AsyncDisposable {
  readonly repos: GitFixture;
  readonly clock: { advance(ms: number): void };
  readonly queue: MergeQueueService;
  readonly vault: string;
  readonly bareOrigin: string;
  /** Where submissions land; the bare one at first. */
  origin: string;
  gates: readonly Gate[];
  settings: Partial<QueueSettings>;
  landOnCheckedOut: boolean;
  isOff: boolean;
  /** What reached items: `landed demo-1`, `conflict demo-2`, `gate-failed demo-3`, `retry demo-3`. */
  readonly consequences: string[];
  readonly reported: unknown[];
  /** What was mended of the agents' clone. */
  readonly mended: string[];
  /** Commits on a branch of its own, from what main is unless told otherwise, and submits it. */
  submit(
    item: string,
    files: Readonly<Record<string, string>>,
    from?: string,
  ): Promise<{ readonly id: string; readonly tip: string }>;
  /** A file of main as it is at the origin; without one the subjects of its commits. */
  main(file?: string): Promise<string>;
  /** Ends the queue, and begins another over the same records, which differs in that. */
  reopen(change?: Change): Promise<void>;
}

export async function createGatedQueue(): Promise<GatedQueue> {
  const repos = await createGitFixture();
  const ledger = createStoreFixture();
  const store = await ledger.open();
  const [vault, clone, bareOrigin] = [repos.path("vault.git"), repos.path("clone.git"), repos.path("origin.git")];
  const seed = await repos.repository("seed", { "a.txt": "1\n2\n3\n", "b.txt": "b\n" });
  await initBare(repos.git, bareOrigin);
  await repos.ask(seed, "push", "-q", bareOrigin, "main");
  const trash = createTrash({
    folder: repos.path("trash"),
    onError: (error) => {
      throw error;
    },
  });
  // As the project domain does it: a vault, and a clone that borrows its objects.
  await makeVault(repos.git, { path: vault, origin: bareOrigin, trash });
  await makeClone(repos.git, { path: clone, vault, trash });
  await store.openLedger("demo", vault);
  const mendable = { path: clone, vault, kept: repos.path("clone.config") };
  await keepCloneSettings(mendable);
  const git = createMendingGit({
    git: repos.git,
    cloneAt: (folder) => (folder === clone ? mendable : undefined),
    told: (text) => house.mended.push(text),
  });

  function open(change: Change): { readonly queue: MergeQueueService; readonly runs: Gates } {
    const placeOf = () => ({
      vault,
      clone,
      origin: house.origin,
      target: "main",
      landOnCheckedOut: house.landOnCheckedOut,
      sign: false,
      gateWorktree: repos.path("gates"),
    });
    const repository = createMergeRepository({ git, placeOf, committer: () => DROVER });
    const report = (error: unknown) => house.reported.push(error);
    const hasProject = (name: string) => name === "demo";
    const gatesOf = () => house.gates;
    const runs = createGates({
      ...repos,
      ...{ git, store, trash, report, hasProject, placeOf, gatesOf },
      clock: ledger.clock,
      env: { PATH: process.env["PATH"] ?? "" },
      parallel: () => 2,
      outputFolder: repos.path("logs"),
    });
    const queue = createMergeQueue({
      ...{ store, report, hasProject, gatesOf },
      clock: ledger.clock,
      lanes: runs.lanes,
      repository: { ...repository, ...change(repository) },
      settingsOf: () => ({ ...DEFAULT_QUEUE_SETTINGS, ...house.settings }),
      targetOf: () => "main",
      convoySince: () => undefined,
      pullRequests: () => undefined,
      projects: () => ["demo"],
      isOff: () => house.isOff,
      isFrozen: () => false,
      conflicts: {
        conflicted(one, { onto, files }) {
          house.consequences.push(`conflict ${one.item}`);
          const conflicts = files.map((file) => file.path);
          return [
            submissionEvent(one, "submissionSentBack", { kind: "conflict", reason: "It conflicts.", onto, conflicts }),
          ];
        },
        red(one, back) {
          house.consequences.push(`${back.kind} ${one.item}`);
          return [submissionEvent(one, "submissionSentBack", back)];
        },
      },
      consequencesOfLanding: (one) => (house.consequences.push(`landed ${one.item}`), []),
      consequencesOfRetry: (one) => (house.consequences.push(`retry ${one.item}`), []),
      consequencesOfSendingBack: () => [],
    });
    return { queue, runs };
  }

  async function close(): Promise<void> {
    await opened.queue[Symbol.asyncDispose]();
    await opened.runs[Symbol.asyncDispose]();
  }

  const house: GatedQueue = {
    repos,
    clock: ledger.clock,
    get queue() {
      return opened.queue;
    },
    vault,
    bareOrigin,
    origin: bareOrigin,
    gates: [],
    settings: {},
    landOnCheckedOut: false,
    isOff: false,
    consequences: [],
    reported: [],
    mended: [],
    async submit(item, files, from) {
      const base = from ?? (await repos.ask(vault, "rev-parse", "refs/remotes/origin/main~0"));
      const worktree = repos.path(`work-${item}`);
      await repos.ask(clone, "worktree", "add", "-q", "-b", `drover/otter/${item}`, worktree, base);
      const tip = await repos.commit(worktree, files, `Do ${item}`);
      const one = { project: "demo", item, agent: OTTER, tip, base, priority: 2 };
      const done = await opened.queue.submit([one], () => ok([]));
      if (!done.ok) throw new Error(done.error.message);
      return { id: done.value.submissions[0] ?? "", tip };
    },
    main: (file) =>
      file === undefined
        ? repos.ask(house.origin, "log", "--format=%s", "main")
        : repos.ask(house.origin, "show", `main:${file}`),
    async reopen(change = () => ({})) {
      await close();
      opened = open(change);
      await opened.queue.open("demo");
    },
    async [Symbol.asyncDispose]() {
      await close();
      await ledger[Symbol.asyncDispose]();
      await repos[Symbol.asyncDispose]();
      expect(house.reported).toEqual([]);
    },
  };
  let opened = open(() => ({}));
  await opened.queue.open("demo");
  return house;
}

/** A gate of that command. */
export function gate(command: readonly string[], timeoutMs = 60_000): Gate {
  return { name: "test", command: [...command], timeoutMs };
}
