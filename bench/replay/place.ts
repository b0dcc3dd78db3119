import { join } from "node:path";
import { workerPath } from "../../src/shared/model/identity.ts";
import type { Gate } from "../../src/shared/model/project.ts";
import { DEFAULT_QUEUE_SETTINGS } from "../../src/shared/model/queue-settings.ts";
import { ok } from "../../src/shared/model/result.ts";
import type { Submission } from "../../src/shared/model/submission.ts";
import { createGates, createMergeQueue, createMergeRepository } from "../../src/main/core/merge-queue/index.ts";
import { submissionEvent } from "../../src/main/core/merge-queue/decide.ts";
import { createTrash } from "../../src/main/core/platform/fs/trash.ts";
import type { Git, ObjectId } from "../../src/main/core/platform/git/git.ts";
import { DROVER, createHomeGit } from "../../src/main/core/platform/git/testing/git-fixture.ts";
import { makeClone, makeVault } from "../../src/main/core/platform/git/vault.ts";
import { createStoreFixture } from "../../src/main/core/platform/store/store-fixture.ts";
import type { Piece } from "./history.ts";

/** A merge queue as in a workspace, over an origin of its own. */
export interface ReplayPlace extends AsyncDisposable {
  readonly git: Git;
  /** A copy of the history, with all that was cut out of it. */
  readonly source: string;
  readonly origin: string;
  readonly vault: string;
  /** Makes a branch of the origin; the queue has to see it for itself. */
  branch(name: string, at: ObjectId): Promise<void>;
  /** Hands in what is to land on that branch, all at once in that order, and waits until nothing moves any more. */
  submit(branch: string, pieces: readonly Piece[]): Promise<readonly Submission[]>;
}

export interface ReplayPlaceOptions {
  /** Empty. */
  readonly folder: string;
  /** The repository whose history is played. */
  readonly path: string;
  readonly batch: number;
  /** What is to succeed on each batch before it lands. */
  readonly gate: readonly string[];
}

const PROJECT = "replay";

export async function openReplayPlace({ folder, path, batch, gate }: ReplayPlaceOptions): Promise<ReplayPlace> {
  const { git, runner } = await createHomeGit(folder);
  const [source, origin] = [join(folder, "source.git"), join(folder, "origin.git")];
  await git.run(["clone", "-q", "--bare", "--no-hardlinks", path, source], { cwd: folder });
  await git.run(["clone", "-q", "--bare", source, origin], { cwd: folder });
  const trash = createTrash({
    folder: join(folder, "trash"),
    onError: (error) => {
      throw error;
    },
  });
  const place = { vault: join(folder, "vault.git"), clone: join(folder, "clone.git") };
  await makeVault(git, { path: place.vault, origin, trash });
  await makeClone(git, { path: place.clone, vault: place.vault, trash });
  const ledger = createStoreFixture(folder);
  const store = await ledger.open();
  await store.openLedger(PROJECT, place.vault);
  const gates: readonly Gate[] =
    gate.length === 0 ? [] : [{ name: "build", command: [...gate], timeoutMs: 15 * 60_000, alongside: false }];
  const shared = {
    store,
    clock: ledger.clock,
    report: (error: unknown) => {
      throw error;
    },
    isFrozen: () => false,
    hasProject: (name: string) => name === PROJECT,
    gatesOf: () => gates,
  };
  const settings = { ...DEFAULT_QUEUE_SETTINGS, batch };
  const where = {
    ...place,
    origin,
    target: "main",
    landOnCheckedOut: false,
    sign: false,
    gateWorktree: join(folder, "gates"),
  };
  const runs = createGates({
    ...shared,
    git,
    runner,
    trash,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder },
    placeOf: () => where,
    parallel: () => settings.parallel,
    outputFolder: join(folder, "logs"),
  });
  const queue = createMergeQueue({
    ...shared,
    lanes: runs.lanes,
    repository: createMergeRepository({ git, placeOf: () => where, committer: () => DROVER }),
    settingsOf: () => settings,
    targetOf: () => "main",
    convoySince: () => undefined,
    pullRequests: () => undefined,
    projects: () => [PROJECT],
    isOff: () => false,
    conflicts: {
      conflicted: (one, { onto, files }) => {
        const conflicts = files.map((file) => file.path);
        return [
          submissionEvent(one, "submissionSentBack", { kind: "conflict", reason: "It conflicts.", onto, conflicts }),
        ];
      },
      red: (one, back) => [submissionEvent(one, "submissionSentBack", back)],
    },
    consequencesOfLanding: () => [],
    consequencesOfRetry: () => [],
    consequencesOfSendingBack: () => [],
  });
  await queue.open(PROJECT);
  let handedIn = 0;

  return {
    git,
    source,
    origin,
    vault: place.vault,
    async branch(name, at) {
      await git.run(["push", "-q", origin, `${at}:refs/heads/${name}`], { cwd: source });
    },
    async submit(branch, pieces) {
      const tips = pieces.map(({ tip }) => `${tip}:refs/replay/${tip}\n`).join("");
      await git.run(["fetch", "-q", "--no-tags", "--stdin", source], { cwd: place.clone, stdin: tips });
      const ids: string[] = [];
      for (const { tip, base } of pieces) {
        handedIn += 1;
        const item = `${PROJECT}-${handedIn}`;
        const agent = workerPath(PROJECT, `agent-${handedIn}`);
        const one = { project: PROJECT, item, agent, tip, base, branch, priority: 2 };
        const done = await queue.submit([one], () => ok([]));
        if (!done.ok) throw new Error(done.error.message);
        ids.push(...done.value.submissions);
      }
      await queue.idle();
      const all = new Map([...queue.values()].map((one) => [one.id, one]));
      return ids.map((id) => all.get(id)).filter((one) => one !== undefined);
    },
    async [Symbol.asyncDispose]() {
      await queue[Symbol.asyncDispose]();
      await runs[Symbol.asyncDispose]();
      await ledger[Symbol.asyncDispose]();
      await runner[Symbol.asyncDispose]();
    },
  };
}
