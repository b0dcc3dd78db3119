import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { DEFAULT_QUEUE_SETTINGS, type QueueSettings } from "../../src/shared/model/queue-settings.ts";
import type { Batch } from "../../src/shared/model/batch.ts";
import type { Gate } from "../../src/shared/model/project.ts";
import { USER, workerPath } from "../../src/shared/model/identity.ts";
import { ok } from "../../src/shared/model/result.ts";
import type { Submission } from "../../src/shared/model/submission.ts";
import { systemClock } from "../../src/main/core/base/clock.ts";
import {
  type MergeQueueDeps,
  type MergeRepository,
  batchKind,
  createGates,
  createMergeQueue,
  createMergeRepository,
  submissionKind,
} from "../../src/main/core/merge-queue/index.ts";
import { createTrash } from "../../src/main/core/platform/fs/trash.ts";
import { createGitCommand } from "../../src/main/core/platform/git/git-command.ts";
import { findGit } from "../../src/main/core/platform/git/git-location.ts";
import { type Git, createGit } from "../../src/main/core/platform/git/git.ts";
import { makeClone, makeVault } from "../../src/main/core/platform/git/vault.ts";
import { createLocalRunner } from "../../src/main/core/platform/process/local-runner.ts";
import { createSpawnerClient } from "../../src/main/core/platform/process/spawner-client.ts";
import { createStoreFixture } from "../../src/main/core/platform/store/store-fixture.ts";
import type { BenchContext } from "../bench.ts";
import { makeOrigin } from "./convoy-repository.ts";

const PROJECT = "bench";
const PERSON = { name: "Bench", email: "bench@example.org" };

export type Files = Readonly<Record<string, string>>;

/** A merge queue as the core has it, with its processes, its journal and its lanes, over a repository of so many files. */
export interface MergeRig extends AsyncDisposable {
  readonly git: Git;
  readonly repository: MergeRepository;
  readonly project: string;
  readonly vault: string;
  readonly clone: string;
  settings: QueueSettings;
  gates: readonly Gate[];
  /** A commit on top of another one (the target by default), as an agent's in the clone. */
  commit(files: Files, on?: string): Promise<string>;
  target(): Promise<string>;
  /** Submits them while nothing is taken; then lets the queue go, and answers how long it took until all of them had ended, in ms. */
  run(tips: readonly string[]): Promise<number>;
  submissions(): readonly Submission[];
  batches(): readonly Batch[];
}

/** Undefined where there is no git, with the reason told. */
export async function openMergeRig({ root, folder, say }: BenchContext, files: number): Promise<MergeRig> {
  await mkdir(folder, { recursive: true });
  const plain = createLocalRunner();
  const found = await findGit({ runner: plain, env: process.env });
  await plain[Symbol.asyncDispose]();
  if (!found.ok) throw new Error(found.error.message);
  const runner = createSpawnerClient({
    nodePath: process.execPath,
    entry: join(root, "src/main/spawner/main.ts"),
    git: createGitCommand(found.value, process.env),
    onComplaint: say,
  });
  const git = createGit({ runner });
  const place = {
    vault: join(folder, "vault.git"),
    clone: join(folder, "clone.git"),
    origin: await makeOrigin(folder, files),
    target: "main",
    landOnCheckedOut: false,
    sign: false,
    gateWorktree: join(folder, "gates"),
  };
  const { vault, clone, origin } = place;
  const trash = createTrash({ folder: join(folder, "trash"), onError: rethrow });
  await makeVault(git, { path: vault, origin, trash });
  await makeClone(git, { path: clone, vault, trash });
  const fixture = createStoreFixture(folder);
  const store = await fixture.open({ clock: systemClock });
  await store.openLedger(PROJECT, vault);
  const shared = {
    store,
    clock: systemClock,
    report: rethrow,
    isFrozen: () => false,
    hasProject: (name: string) => name === PROJECT,
    gatesOf: () => rig.gates,
  };
  const runs = createGates({
    ...shared,
    runner,
    git,
    trash,
    env: { PATH: process.env["PATH"] ?? "" },
    placeOf: () => place,
    parallel: () => rig.settings.parallel,
    outputFolder: join(folder, "output"),
  });
  const repository = createMergeRepository({ git, placeOf: () => place, committer: () => PERSON });
  const ended: { tell: () => void } = { tell: () => {} };
  const deps: MergeQueueDeps = {
    ...shared,
    lanes: runs.lanes,
    repository,
    settingsOf: () => rig.settings,
    targetOf: () => "main",
    convoySince: () => undefined,
    pullRequests: () => undefined,
    projects: () => [PROJECT],
    isOff: () => false,
    conflicts: { conflicted: (one) => sentBack(one), red: (one) => sentBack(one) },
    consequencesOfLanding: () => [],
    consequencesOfRetry: () => [],
    consequencesOfSendingBack: () => [],
  };
  const queue = createMergeQueue(deps);
  await queue.open(PROJECT);
  const watching = store.table(submissionKind).watch(() => ended.tell());
  const caller = { identity: USER, role: "user" } as const;
  let count = 0;

  const rig: MergeRig = {
    git,
    repository,
    project: PROJECT,
    vault,
    clone,
    settings: DEFAULT_QUEUE_SETTINGS,
    gates: [],
    async commit(changed, on) {
      count += 1;
      const from = on ?? (await rig.target());
      const ref = `refs/heads/work-${count}`;
      const message = `Change ${count}`;
      const parts = [
        `commit ${ref}\nmark :1\ncommitter Bench <bench@example.org> 1700000000 +0000\ndata ${message.length}\n${message}\nfrom ${from}\n`,
        ...Object.entries(changed).map(([path, text]) => `M 100644 inline ${path}\ndata ${text.length}\n${text}\n`),
        "get-mark :1\n",
      ];
      const made = await git.run(["fast-import", "--quiet", "--force"], { cwd: clone, stdin: parts.join("") });
      return made.stdout.toString().trim();
    },
    async target() {
      const fetched = await repository.fetchTarget(PROJECT);
      if (!fetched.ok) throw new Error(fetched.error.message);
      return fetched.value;
    },
    async run(tips) {
      await queue.handlers["mq.pause"]({ project: PROJECT }, caller, new AbortController().signal);
      const base = await rig.target();
      const agent = workerPath(PROJECT, "otter");
      const what = tips.map((tip) => {
        count += 1;
        return { project: PROJECT, item: `bench-${count}`, agent, tip, base, priority: 2 };
      });
      const submitted = await queue.submit(what, () => ok([]));
      if (!submitted.ok) throw new Error(submitted.error.message);
      const ids = new Set(submitted.value.submissions);
      const isOver = () =>
        [...queue.values()].every(({ id, state }) => !ids.has(id) || state === "landed" || state === "sent-back");
      const over = Promise.withResolvers<void>();
      ended.tell = () => {
        if (isOver()) over.resolve();
      };
      const start = performance.now();
      await queue.handlers["mq.resume"]({ project: PROJECT }, caller, new AbortController().signal);
      await over.promise;
      const wall = performance.now() - start;
      await queue.idle();
      return wall;
    },
    submissions: () => [...queue.values()],
    batches: () => [...store.table(batchKind).values()],
    async [Symbol.asyncDispose]() {
      watching[Symbol.dispose]();
      await queue[Symbol.asyncDispose]();
      await runs[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
      await trash.drain();
      await runner[Symbol.asyncDispose]();
    },
  };
  return rig;
}

/** Whoever comes back is not taken up again. */
function sentBack(one: Submission): ReturnType<MergeQueueDeps["conflicts"]["red"]> {
  const actor = workerPath(PROJECT, "otter");
  const data = { kind: "gate-failed", reason: "It is red.", conflicts: [], onto: one.base };
  return [{ ledger: "workspace", kind: "submission", subject: one.id, type: "submissionSentBack", actor, data }];
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function rethrow(error: unknown): never {
  throw error;
}
