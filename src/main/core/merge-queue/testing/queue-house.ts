import { spawn } from "node:child_process";
import type { Caller } from "../../../../shared/contract/handlers.ts";
import { USER, workerPath } from "../../../../shared/model/identity.ts";
import type { Gate } from "../../../../shared/model/project.ts";
import { DEFAULT_QUEUE_SETTINGS, type QueueSettings } from "../../../../shared/model/queue-settings.ts";
import { ok } from "../../../../shared/model/result.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import type { Batch } from "../../../../shared/model/batch.ts";
import { createTrash } from "../../platform/fs/trash.ts";
import { initBare } from "../../platform/git/init-bare.ts";
import { makeClone, makeVault } from "../../platform/git/vault.ts";
import { DROVER, type GitFixture, createGitFixture } from "../../platform/git/testing/git-fixture.ts";
import type { RecordStore } from "../../platform/store/record-store.ts";
import { type StoreFixture, createStoreFixture } from "../../platform/store/store-fixture.ts";
import { batchKind } from "../line/batch-state.ts";
import { type Queued, submissionEvent, submissionKind } from "../decide.ts";
import { type MergeQueueService, createMergeQueue, createMergeRepository } from "../index.ts";
import type { MergeRepository } from "../repository/repository.ts";
import { type LaneBoard, createLaneBoard } from "./lane-board.ts";

export const PROJECT = "demo";
const otter = workerPath(PROJECT, "otter");
const user: Caller = { identity: USER, role: "user" };

type Files = Readonly<Record<string, string>>;
type Asked<N extends keyof MergeQueueService["handlers"]> = Parameters<MergeQueueService["handlers"][N]>[0];

/** A merge queue over real repositories, without agents: what they would submit is written straight into the vault. */
export interface QueueHouse extends AsyncDisposable {
  readonly repos: GitFixture;
  readonly ledger: StoreFixture;
  readonly lanes: LaneBoard;
  readonly origin: string;
  readonly vault: string;
  /** The target at the very start. */
  readonly start: string;
  settings: Partial<QueueSettings>;
  gates: Gate[];
  isOff: boolean;
  /** What reached items, oldest first: `landed demo-1`, `conflict demo-2`, `gate-failed demo-3`. */
  readonly told: string[];
  readonly reported: unknown[];
  readonly convoys: Map<string, number>;
  queue(): MergeQueueService;
  store(): RecordStore;
  /** A commit on `main` as it was at the start, or on another one, that nobody has submitted yet. */
  commit(title: string, files: Files, on?: string): Promise<string>;
  submit(item: string, files: Files, more?: Partial<Queued>): Promise<string>;
  /** Several in one step, in that order. */
  submitAll(items: Readonly<Record<string, Files>>): Promise<readonly string[]>;
  /** Somebody else pushes to the target. Answers its commit. */
  push(title: string, files: Files): Promise<string>;
  of(item: string): Submission;
  state(item: string): Submission["state"] | undefined;
  batches(): readonly Batch[];
  /** Subjects of the target, oldest first, without those of the start. */
  landed(branch?: string): Promise<readonly string[]>;
  tip(branch?: string): Promise<string>;
  act<N extends keyof MergeQueueService["handlers"]>(verb: N, input: Asked<N>): Promise<unknown>;
  /** The core dies at once: nothing that is not in the journal survives; a new one takes over. */
  crash(change?: (real: MergeRepository) => Partial<MergeRepository>): Promise<void>;
  /** Ends the queue and begins a new one over the same records. */
  reopen(change?: (real: MergeRepository) => Partial<MergeRepository>): Promise<void>;
}

export async function createQueueHouse(): Promise<QueueHouse> {
  const repos = await createGitFixture();
  const ledger = createStoreFixture();
  const [origin, vault, clone] = [repos.path("origin.git"), repos.path("vault.git"), repos.path("clone.git")];
  await initBare(repos.git, origin);
  const begin = { title: "Begin", files: { "shared.txt": "1\n2\n3\n" }, ref: "refs/heads/main" };
  const [start = ""] = await importCommits(origin, [begin]);
  const throwing = (error: unknown) => {
    throw error;
  };
  const trash = createTrash({ folder: repos.path("trash"), onError: throwing });
  await makeVault(repos.git, { path: vault, origin, trash });
  await makeClone(repos.git, { path: clone, vault, trash });
  let store = await ledger.open();
  const place = {
    vault,
    clone,
    origin,
    target: "main",
    landOnCheckedOut: false,
    sign: false,
    gateWorktree: repos.path("gates"),
  };
  const filesOf = async (commit: string) =>
    (await repos.ask(vault, "ls-tree", "-r", "--name-only", commit)).split("\n").filter((name) => name !== "");

  let queue: MergeQueueService;
  let count = 0;

  function open(change: (real: MergeRepository) => Partial<MergeRepository> = () => ({})): MergeQueueService {
    const real = createMergeRepository({ git: repos.git, placeOf: () => place, committer: () => DROVER });
    return createMergeQueue({
      store,
      clock: ledger.clock,
      lanes: house.lanes,
      repository: { ...real, keep, ...change(real) },
      gatesOf: () => house.gates,
      settingsOf: () => ({ ...DEFAULT_QUEUE_SETTINGS, ...house.settings }),
      targetOf: () => "main",
      convoySince: (item) => house.convoys.get(item),
      pullRequests: () => undefined,
      hasProject: (name) => name === PROJECT,
      projects: () => [PROJECT],
      isOff: () => house.isOff,
      isFrozen: () => false,
      report: (error) => house.reported.push(error),
      conflicts: {
        conflicted(one, { onto, files }) {
          house.told.push(`conflict ${one.item}`);
          const conflicts = files.map((file) => file.path);
          const back = { kind: "conflict" as const, reason: "It conflicts.", conflicts, onto };
          return [submissionEvent(one, "submissionSentBack", back)];
        },
        red(one, back) {
          house.told.push(`${back.kind} ${one.item}`);
          return [submissionEvent(one, "submissionSentBack", back)];
        },
      },
      consequencesOfLanding: (one) => (house.told.push(`landed ${one.item}`), []),
      consequencesOfRetry: () => [],
      consequencesOfSendingBack: () => [],
    });
  }

  /** What is submitted is in the vault already. */
  async function keep(_project: string, id: string, tip: string): ReturnType<MergeRepository["keep"]> {
    await repos.ask(vault, "update-ref", `refs/drover/submissions/${id}`, tip);
    return ok();
  }

  function imported(changes: readonly Pick<Imported, "title" | "files" | "from">[]): Promise<readonly string[]> {
    return importCommits(
      vault,
      changes.map(({ title, files, from = start }) => ({ title, files, from, ref: `refs/heads/work-${++count}` })),
    );
  }

  async function submitted(what: readonly Queued[]): Promise<readonly string[]> {
    const done = await queue.submit(what, () => ok([]));
    if (!done.ok) throw new Error(done.error.message);
    return done.value.submissions;
  }

  const house: QueueHouse = {
    repos,
    ledger,
    origin,
    vault,
    start,
    lanes: createLaneBoard(filesOf),
    settings: {},
    gates: [{ name: "test", command: ["true"], timeoutMs: 60_000 }],
    isOff: false,
    told: [],
    reported: [],
    convoys: new Map(),
    queue: () => queue,
    store: () => store,
    async commit(title, files, on = start) {
      const [commit = ""] = await imported([{ title, files, from: on }]);
      return commit;
    },
    async submit(item, files, { base = start, ...more } = {}) {
      const tip = more.tip ?? (await house.commit(`Do ${item}`, files, base));
      const [id = ""] = await submitted([{ project: PROJECT, item, agent: otter, tip, base, priority: 2, ...more }]);
      return id;
    },
    async submitAll(items) {
      const tips = await imported(Object.entries(items).map(([item, files]) => ({ title: `Do ${item}`, files })));
      const common = { project: PROJECT, agent: otter, base: start, priority: 2 };
      return await submitted(Object.keys(items).map((item, at) => ({ ...common, item, tip: tips[at] ?? "" })));
    },
    async push(title, files) {
      // As a push does: on top of what is there, and again where the queue was faster.
      for (;;) {
        const from = await house.tip();
        const [commit = ""] = await importCommits(origin, [{ title, files, from, ref: `refs/pushed/${++count}` }]);
        const moved = await repos.ask(origin, "update-ref", "refs/heads/main", commit, from).then(
          () => true,
          () => false,
        );
        if (moved) return commit;
      }
    },
    of(item) {
      const one = queue.latestOf(item);
      if (one === undefined) throw new Error(`${item} was not submitted.`);
      return one;
    },
    state: (item) => queue.latestOf(item)?.state,
    batches: () => [...store.table(batchKind).values()],
    async landed(branch = "main") {
      const subjects = await repos.ask(origin, "log", "--reverse", "--format=%s", `${start}..${branch}`);
      return subjects.split("\n").filter((line) => line !== "");
    },
    tip: (branch = "main") => repos.ask(origin, "rev-parse", `refs/heads/${branch}`),
    act: (verb, input) => {
      const handler = queue.handlers[verb] as (given: unknown, by: Caller, signal: AbortSignal) => Promise<unknown>;
      return handler(input, user, new AbortController().signal);
    },
    async crash(change) {
      await ledger.crash();
      await queue[Symbol.asyncDispose]();
      house.reported.splice(0);
      store = await ledger.open();
      store.table(submissionKind);
      await store.openLedger(PROJECT, vault);
      queue = open(change);
      await queue.open(PROJECT);
    },
    async reopen(change) {
      await queue[Symbol.asyncDispose]();
      queue = open(change);
      await queue.open(PROJECT);
    },
    async [Symbol.asyncDispose]() {
      await queue[Symbol.asyncDispose]();
      await ledger[Symbol.asyncDispose]();
      await repos[Symbol.asyncDispose]();
    },
  };
  await store.openLedger(PROJECT, vault);
  queue = open();
  await queue.open(PROJECT);
  return house;
}

interface Imported {
  readonly title: string;
  readonly files: Files;
  readonly ref: string;
  readonly from?: string;
}

/** Commits without a work tree, all by one process. An empty text removes the file. Answers their names. */
function importCommits(repository: string, commits: readonly Imported[]): Promise<readonly string[]> {
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const stream = commits.map(({ title, files, ref, from }, at) => {
    const changes = Object.entries(files).map(([name, text]) =>
      text === "" ? `D ${name}\n` : `M 100644 inline ${name}\n${data(text)}`,
    );
    const who = "Ada <ada@example.org> 1767312000 +0000";
    const head = `commit ${ref}\nmark :${at + 1}\nauthor ${who}\ncommitter ${who}\n${data(title)}`;
    return `${head}${from === undefined ? "" : `from ${from}\n`}${changes.join("")}get-mark :${at + 1}\n`;
  });
  return new Promise((resolve, reject) => {
    const child = spawn("git", ["--git-dir", repository, "fast-import", "--quiet", "--force"], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { PATH: process.env["PATH"], GIT_CONFIG_NOSYSTEM: "1", HOME: "/nonexistent" },
    });
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve(out.trim().split("\n")) : reject(new Error(`git fast-import failed: ${code}`)),
    );
    child.stdin.end(stream.join(""));
  });
}
