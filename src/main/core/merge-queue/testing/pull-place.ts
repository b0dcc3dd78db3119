import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { workerPath } from "../../../../shared/model/identity.ts";
import type { Gate, Project } from "../../../../shared/model/project.ts";
import { DEFAULT_QUEUE_SETTINGS, type QueueSettings } from "../../../../shared/model/queue-settings.ts";
import { ok } from "../../../../shared/model/result.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import { type StoreFixture, append, createStoreFixture } from "../../platform/store/store-fixture.ts";
import { createTrash } from "../../platform/fs/trash.ts";
import { submissionEvent } from "../decide.ts";
import {
  type MergeQueueService,
  type PullRequestService,
  createGates,
  createMergeQueue,
  createPullRequests,
  inOrder,
  submissionKind,
} from "../index.ts";
import type { StandInPull, StandInReview, StandInState } from "./forge-stand-in.ts";
import { type MergePlace, openMergePlace } from "./merge-place.ts";

export type Tool = "gh" | "glab";

const ORIGINS: Readonly<Record<Tool, string>> = {
  gh: "https://github.com/acme/shop.git",
  glab: "git@gitlab.com:acme/tools/shop.git",
};

/** One that no name tells the forge of. */
const OWN_SERVER = "ssh://git@code.example.org:2222/acme/tools/shop.git";

/** A project whose origin is on a forge: a real repository, reached by the forge's address, and a stand-in for the forge's tool. */
export interface PullPlace extends AsyncDisposable {
  readonly place: MergePlace;
  readonly ledger: StoreFixture;
  readonly consequences: string[];
  readonly reported: unknown[];
  /** Of the project; may be changed at any time. */
  readonly settings: {
    queue: QueueSettings;
    gates: Gate[];
    landing: Project["landing"];
    isOff: boolean;
    origin: string;
  };
  /** The queue of the core that is open now. */
  queue(): MergeQueueService;
  /** Ends the core's queue, and opens one anew on the same records. */
  restart(): Promise<void>;
  install(...tools: readonly Tool[]): void;
  submit(item: string, files: Readonly<Record<string, string>>, from?: string): Promise<string>;
  discard(submission: string): Promise<void>;
  /** Everything that has something to do has done it. */
  settle(): Promise<void>;
  /** Time passes, and what falls due then is done. */
  pass(ms: number): Promise<void>;
  one(item: string): Submission;
  forge(): StandInState;
  /** Something happens on the forge. */
  onForge(happens: (state: StandInState) => void): void;
  pull(number?: number): StandInPull;
  /** The newest commit of that pull request's branch gets these checks. */
  check(number: number, ...checks: StandInState["checks"][string]): void;
  review(number: number, review: Pick<StandInReview, "by" | "verdict" | "text"> & Partial<StandInReview>): void;
}

export async function openPullPlace(tool: Tool): Promise<PullPlace> {
  const place = await openMergePlace();
  const { repos, repository, origin, vault, clone } = place;
  const ledger = createStoreFixture();
  let store = await ledger.open();
  await store.openLedger("demo", vault);
  const bin = repos.path("bin");
  const stateFile = repos.path("forge.json");
  mkdirSync(bin);
  // Git finds the forge's repository at its address, as a person may configure it.
  writeFileSync(
    repos.path(".gitconfig"),
    `[url "${origin}"]\n${[...Object.values(ORIGINS), OWN_SERVER].map((url) => `\tinsteadOf = ${url}\n`).join("")}`,
  );
  const forge = (): StandInState => JSON.parse(readFileSync(stateFile, "utf8")) as StandInState;
  const onForge = (happens: (state: StandInState) => void) => {
    const state = forge();
    happens(state);
    writeFileSync(stateFile, JSON.stringify(state));
  };
  const empty: StandInState = { origin, pulls: [], checks: {}, rules: {}, calls: [] };
  writeFileSync(stateFile, JSON.stringify(empty));
  const consequences: string[] = [];
  const reported: unknown[] = [];
  const settings: PullPlace["settings"] = {
    queue: { ...DEFAULT_QUEUE_SETTINGS },
    gates: [],
    landing: "pull-request",
    isOff: false,
    origin: ORIGINS[tool],
  };
  const report = (error: unknown) => void reported.push(error);
  const env = { PATH: `${bin}:/usr/bin:/bin`, FORGE_STATE: stateFile };
  const url = () => settings.origin;
  const trash = createTrash({ folder: repos.path("trash"), onError: report });
  let opened: { queue: MergeQueueService; pulls: PullRequestService; gates: ReturnType<typeof createGates> };

  function open(): typeof opened {
    const placeOf = () => ({ vault, clone, origin: url(), gateWorktree: repos.path("gates") });
    const hasProject = (name: string) => name === "demo";
    const gates = createGates({
      ...repos,
      store,
      trash,
      report,
      hasProject,
      placeOf,
      clock: ledger.clock,
      env,
      gatesOf: () => settings.gates,
      parallel: () => settings.queue.parallel,
      outputFolder: repos.path("logs"),
    });
    const shared = {
      store,
      report,
      repository,
      clock: ledger.clock,
      settingsOf: () => settings.queue,
      consequencesOfLanding: (one: Submission) => (consequences.push(`landed ${one.item}`), []),
      consequencesOfSendingBack: (one: Submission, back: { readonly kind: string }) => (
        consequences.push(`${back.kind} ${one.item}`),
        []
      ),
    };
    const pulls = createPullRequests({
      ...shared,
      git: repos.git,
      runner: repos.runner,
      env,
      workspaceDir: repos.folder,
      submissions: store.table(submissionKind),
      random: () => 0.5,
      originOf: url,
      placeOf: () => ({ vault, origin: url() }),
      targetOf: ({ branch }) => branch ?? "main",
      isPaused: () => settings.isOff,
      inLine: (all) => inOrder(all, { now: ledger.clock.now(), convoySince: () => undefined }),
      itemOf: (id) => ({ title: `Title of ${id}`, description: "Why.", acceptance: "It works.", link: undefined }),
      wakeQueue: (project) => void queue.wake(project),
    });
    const queue = createMergeQueue({
      ...shared,
      hasProject,
      lanes: gates.lanes,
      gatesOf: () => settings.gates,
      targetOf: () => "main",
      convoySince: () => undefined,
      pullRequests: () => (settings.landing === "pull-request" ? pulls : undefined),
      projects: () => ["demo"],
      isOff: () => settings.isOff,
      isFrozen: () => false,
      conflicts: {
        conflicted(one, { onto, files }) {
          const conflicts = files.map((file) => file.path);
          return [
            submissionEvent(one, "submissionSentBack", { kind: "conflict", reason: "Conflict.", onto, conflicts }),
          ];
        },
        red: (one, back) => [submissionEvent(one, "submissionSentBack", back)],
      },
      consequencesOfRetry: () => [],
    });
    return { queue, pulls, gates };
  }

  async function begin(): Promise<void> {
    opened = open();
    await opened.queue.open("demo");
    opened.pulls.wake("demo");
  }

  async function end(): Promise<void> {
    await opened.pulls[Symbol.asyncDispose]();
    await opened.queue[Symbol.asyncDispose]();
    await opened.gates[Symbol.asyncDispose]();
  }

  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet++) {
      const before = store.lastSeq;
      await opened.queue.idle();
      await opened.pulls.idle();
      if (store.lastSeq !== before) quiet = -1;
    }
  }

  await begin();
  const self: PullPlace = {
    place,
    ledger,
    consequences,
    reported,
    settings,
    queue: () => opened.queue,
    async restart() {
      await end();
      store = await ledger.open();
      await store.openLedger("demo", vault);
      await begin();
    },
    install(...tools) {
      for (const name of tools) {
        const module = path.join(import.meta.dirname, name === "gh" ? "github-stand-in.ts" : "gitlab-stand-in.ts");
        const program = path.join(bin, name);
        writeFileSync(program, `#!/bin/sh\nSTAND_IN=${name} exec "${process.execPath}" "${module}" "$@"\n`);
        chmodSync(program, 0o755);
      }
    },
    async submit(item, files, from) {
      const worktree = await place.work(`${item}-${store.lastSeq}`, from);
      const base = await place.ask(worktree, "rev-parse", "HEAD");
      const tip = await repos.commit(worktree, files, `Do ${item}`);
      const agent = workerPath("demo", "otter");
      const done = await opened.queue.submit([{ project: "demo", item, agent, tip, base, priority: 2 }], () => ok([]));
      if (!done.ok) throw new Error(done.error.message);
      return done.value.submissions[0] ?? "";
    },
    async discard(id) {
      const one = store.table(submissionKind).get(id);
      if (one === undefined) throw new Error(`There is no ${id}.`);
      await append(store, submissionEvent(one, "submissionDiscarded", { reason: "Not wanted.", salvage: "none" }));
    },
    settle,
    async pass(ms) {
      ledger.clock.advance(ms);
      await settle();
    },
    one(item) {
      const found = opened.queue.latestOf(item);
      if (found === undefined) throw new Error(`Nothing of ${item} was submitted.`);
      return found;
    },
    forge,
    onForge,
    pull(number = 1) {
      const found = forge().pulls.find((one) => one.number === number);
      if (found === undefined) throw new Error(`There is no pull request ${number}.`);
      return found;
    },
    check(number, ...checks) {
      onForge((state) => {
        state.checks[state.pulls[number - 1]?.versions.at(-1)?.sha ?? ""] = checks;
      });
    },
    review(number, review) {
      onForge((state) => {
        const pull = state.pulls[number - 1];
        const sha = pull?.versions.at(-1)?.sha ?? "";
        pull?.reviews.push({ sha, at: Date.now(), comments: [], ...review });
      });
    },
    async [Symbol.asyncDispose]() {
      await end();
      await ledger[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    },
  };
  return self;
}
