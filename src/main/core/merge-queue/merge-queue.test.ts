import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "../../../shared/contract/handlers.ts";
import { USER, workerPath } from "../../../shared/model/identity.ts";
import type { Gate } from "../../../shared/model/project.ts";
import { ok } from "../../../shared/model/result.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import { type StoreFixture, createStoreFixture } from "../platform/store/store-fixture.ts";
import { type GitFixture, ADA, DROVER, createGitFixture } from "../platform/git/testing/git-fixture.ts";
import { type Trash, createTrash } from "../platform/fs/trash.ts";
import { initBare } from "../platform/git/init-bare.ts";
import { makeClone, makeVault } from "../platform/git/vault.ts";
import { DEFAULT_QUEUE_SETTINGS } from "../../../shared/model/queue-settings.ts";
import { submissionEvent } from "./decide.ts";
import {
  type Gates,
  type MergeQueueService,
  type MergeRepository,
  createGates,
  createMergeQueue,
  createMergeRepository,
} from "./index.ts";

const otter = workerPath("demo", "otter");
const user: Caller = { identity: USER, role: "user" };
const signal = new AbortController().signal;

let repos: GitFixture;
let ledger: StoreFixture;
let store: RecordStore;
let queue: MergeQueueService;
let runs: Gates;
let trash: Trash;
let gates: Gate[];
let origin: string;
let bareOrigin: string;
let landOnCheckedOut: boolean;
let isOff: boolean;
let consequences: string[];
let reported: unknown[];

const vault = () => repos.path("vault.git");
const clone = () => repos.path("clone.git");

/** As the project domain does it: a vault, and a clone that borrows its objects. */
beforeEach(async () => {
  repos = await createGitFixture();
  ledger = createStoreFixture();
  store = await ledger.open();
  gates = [];
  landOnCheckedOut = false;
  isOff = false;
  consequences = [];
  reported = [];
  const seed = await repos.repository("seed", { "a.txt": "1\n2\n3\n", "b.txt": "b\n" });
  bareOrigin = repos.path("origin.git");
  await initBare(repos.git, bareOrigin);
  await repos.ask(seed, "push", "-q", bareOrigin, "main");
  origin = bareOrigin;
  trash = createTrash({
    folder: repos.path("trash"),
    onError: (error) => {
      throw error;
    },
  });
  await makeVault(repos.git, { path: vault(), origin, trash });
  await makeClone(repos.git, { path: clone(), vault: vault(), trash });
  await store.openLedger("demo", vault());
  queue = open();
  await queue.open("demo");
});

afterEach(async () => {
  await queue[Symbol.asyncDispose]();
  await runs[Symbol.asyncDispose]();
  await ledger[Symbol.asyncDispose]();
  await repos[Symbol.asyncDispose]();
  expect(reported).toEqual([]);
});

const place = () => ({
  vault: vault(),
  clone: clone(),
  origin,
  target: "main",
  landOnCheckedOut,
  sign: false,
  gateWorktree: repos.path("gates"),
});

function open(change: (repository: MergeRepository) => Partial<MergeRepository> = () => ({})): MergeQueueService {
  const repository = createMergeRepository({ git: repos.git, placeOf: place, committer: () => DROVER });
  const report = (error: unknown) => reported.push(error);
  const hasProject = (name: string) => name === "demo";
  runs = createGates({
    ...repos,
    store,
    trash,
    report,
    hasProject,
    clock: ledger.clock,
    env: { PATH: process.env["PATH"] ?? "" },
    placeOf: place,
    gatesOf: () => gates,
    parallel: () => 2,
    outputFolder: repos.path("logs"),
  });
  return createMergeQueue({
    store,
    report,
    hasProject,
    clock: ledger.clock,
    lanes: runs.lanes,
    repository: { ...repository, ...change(repository) },
    gatesOf: () => gates,
    settingsOf: () => DEFAULT_QUEUE_SETTINGS,
    convoySince: () => undefined,
    pullRequests: () => undefined,
    projects: () => ["demo"],
    isOff: () => isOff,
    isFrozen: () => false,
    conflicts: {
      conflicted(one, { onto, files }) {
        consequences.push(`conflict ${one.item}`);
        const conflicts = files.map((file) => file.path);
        return [
          submissionEvent(one, "submissionSentBack", { kind: "conflict", reason: "It conflicts.", onto, conflicts }),
        ];
      },
      red(one, back) {
        consequences.push(`${back.kind} ${one.item}`);
        return [submissionEvent(one, "submissionSentBack", back)];
      },
    },
    consequencesOfLanding: (one) => (consequences.push(`landed ${one.item}`), []),
    consequencesOfRetry: (one) => (consequences.push(`retry ${one.item}`), []),
    consequencesOfSendingBack: () => [],
  });
}

/** Commits on a branch of its own, from what main was at first unless told otherwise, and submits it. */
async function submit(
  item: string,
  files: Record<string, string>,
  from?: string,
): Promise<{ id: string; tip: string }> {
  const base = from ?? (await repos.ask(vault(), "rev-parse", "refs/remotes/origin/main~0"));
  const worktree = repos.path(`work-${item}`);
  await repos.ask(clone(), "worktree", "add", "-q", "-b", `drover/otter/${item}`, worktree, base);
  const tip = await repos.commit(worktree, files, `Do ${item}`);
  const done = await queue.submit([{ project: "demo", item, agent: otter, tip, base, priority: 2 }], () => ok([]));
  if (!done.ok) throw new Error(done.error.message);
  return { id: done.value.submissions[0] ?? "", tip };
}

const main = (file?: string) =>
  file === undefined ? repos.ask(origin, "log", "--format=%s", "main") : repos.ask(origin, "show", `main:${file}`);
const gate = (command: string[], timeoutMs = 60_000): Gate => ({ name: "test", command, timeoutMs });

describe("the merge queue", () => {
  it("lands a submission with its author, and says so once", async () => {
    await submit("demo-1", { "c.txt": "c\n" });
    await queue.idle();
    expect(queue.latestOf("demo-1")).toMatchObject({ state: "landed" });
    expect(await main("c.txt")).toBe("c");
    expect(await repos.ask(origin, "log", "-1", "--format=%an <%ae>", "main")).toBe(`${ADA.name} <${ADA.email}>`);
    expect(consequences).toEqual(["landed demo-1"]);
  });

  it("rebases one that began before others landed, and gates what will be on the target", async () => {
    const start = await repos.ask(vault(), "rev-parse", "refs/remotes/origin/main");
    await submit("demo-1", { "c.txt": "c\n" }, start);
    await queue.idle();
    gates = [gate(["sh", "-c", "cat a.txt b.txt c.txt d.txt"])];
    await submit("demo-2", { "d.txt": "d\n" }, start);
    await queue.idle();
    expect(queue.latestOf("demo-2")).toMatchObject({
      state: "landed",
      gates: [{ exitCode: 0, tail: "1\n2\n3\nb\nc\nd" }],
    });
    expect(await main()).toBe("Do demo-2\nDo demo-1\nBegin");
  });

  it("sends a conflict back with the files, leaves the target alone and keeps the commit", async () => {
    const start = await repos.ask(vault(), "rev-parse", "refs/remotes/origin/main");
    await submit("demo-1", { "a.txt": "one\n2\n3\n" }, start);
    const { id, tip } = await submit("demo-2", { "a.txt": "uno\n2\n3\n" }, start);
    await queue.idle();
    expect(queue.latestOf("demo-2")).toMatchObject({ state: "sent-back", conflicts: ["a.txt"] });
    expect(await main("a.txt")).toBe("one\n2\n3");
    expect(await repos.ask(vault(), "rev-parse", `refs/drover/submissions/${id}`)).toBe(tip);
    expect(consequences).toEqual(["landed demo-1", "conflict demo-2"]);
  });

  it("sends a red gate back with the end of its output, without its control characters", async () => {
    gates = [gate(["sh", "-c", "printf '\\033[31mnot so\\033[0m\\n' >&2; exit 3"])];
    await submit("demo-1", { "c.txt": "c\n" });
    await queue.idle();
    expect(queue.latestOf("demo-1")).toMatchObject({
      state: "sent-back",
      reason: "The gate “test” failed (exit 3).\n\nnot so",
    });
    expect(await main()).toBe("Begin");
    expect(consequences).toEqual(["gate-failed demo-1"]);
  });

  it("calls a gate red whose program does not exist, or which takes too long", async () => {
    gates = [gate(["no-such-program-here"])];
    await submit("demo-1", { "c.txt": "c\n" });
    await queue.idle();
    expect(queue.latestOf("demo-1")?.reason).toContain("no-such-program-here");
    gates = [gate(["sleep", "600"], 50)];
    await submit("demo-2", { "d.txt": "d\n" });
    await queue.idle();
    expect(queue.latestOf("demo-2")).toMatchObject({ state: "sent-back", gates: [{ timedOut: true }] });
  });

  it("hands each gate a clean work tree but for what the repository ignores", async () => {
    await submit("demo-1", { ".gitignore": "cache\n" });
    await queue.idle();
    gates = [gate(["sh", "-c", "ls; touch cache litter; echo changed > a.txt"])];
    await submit("demo-2", { "d.txt": "d\n" });
    await queue.idle();
    await submit("demo-3", { "e.txt": "e\n" });
    await queue.idle();
    expect(queue.latestOf("demo-3")?.gates[0]?.tail.split("\n")).toEqual(["a.txt", "b.txt", "cache", "d.txt", "e.txt"]);
    expect(await main("a.txt")).toBe("1\n2\n3");
  });

  it("prepares again when somebody moved the target while it was gated", async () => {
    const other = await repos.ask(
      bareOrigin,
      "-c",
      "user.name=Eve",
      "-c",
      "user.email=eve@example.org",
      "commit-tree",
      "-p",
      "main",
      "-m",
      "Meanwhile",
      "main^{tree}",
    );
    gates = [
      gate([
        "sh",
        "-c",
        `test -e ${repos.path("moved")} || { touch ${repos.path("moved")}; git --git-dir ${bareOrigin} update-ref refs/heads/main ${other}; }`,
      ]),
    ];
    await submit("demo-1", { "c.txt": "c\n" });
    await queue.idle();
    expect(await main()).toBe("Do demo-1\nMeanwhile\nBegin");
    expect(consequences).toEqual(["landed demo-1"]);
  });

  it("lands nothing while it is paused, and goes on when it is resumed", async () => {
    await queue.handlers["mq.pause"]({ project: "demo" }, user, signal);
    await submit("demo-1", { "c.txt": "c\n" });
    await queue.idle();
    expect(queue.latestOf("demo-1")).toMatchObject({ state: "queued" });
    await queue.handlers["mq.resume"]({ project: "demo" }, user, signal);
    await queue.idle();
    expect(queue.latestOf("demo-1")).toMatchObject({ state: "landed" });
  });

  it("says that it stays paused when it is resumed while nobody holds the role", async () => {
    const { "mq.pause": pause, "mq.resume": resume } = queue.handlers;
    await pause({ project: "demo" }, user, signal);
    isOff = true;
    expect(await resume({ project: "demo" }, user, signal)).toEqual({ ok: true, value: { paused: true } });
    isOff = false;
    expect(await resume({ project: "demo" }, user, signal)).toEqual({ ok: true, value: { paused: false } });
  });

  it("lands exactly once when the core died between the push and its record", async () => {
    await queue[Symbol.asyncDispose]();
    queue = open((real) => ({
      async land(...args) {
        await real.land(...args);
        throw new Error("killed");
      },
    }));
    await queue.open("demo");
    await submit("demo-1", { "c.txt": "c\n" });
    await queue.idle();
    expect(reported.splice(0)).toEqual([new Error("killed")]);
    expect(queue.latestOf("demo-1")).toMatchObject({ state: "landing" });
    await queue[Symbol.asyncDispose]();
    queue = open();
    await queue.open("demo");
    await queue.idle();
    expect(queue.latestOf("demo-1")).toMatchObject({ state: "landed" });
    expect(await main()).toBe("Do demo-1\nBegin");
    expect(consequences).toEqual(["landed demo-1"]);
  });

  it.each(["prepare", "land", "fetchTarget"] as const)(
    "takes up what was in the middle when a step broke, as when the process that runs git was killed: %s",
    async (step) => {
      await queue[Symbol.asyncDispose]();
      gates = [gate(["true"])];
      let broken = 0;
      queue = open((real) => ({
        [step]: (...args: never[]) => {
          broken += 1;
          if (broken === 1) return Promise.reject(new Error("lost"));
          return (real[step] as (...given: never[]) => unknown)(...args);
        },
      }));
      await queue.open("demo");
      await submit("demo-1", { "c.txt": "c\n" });
      await queue.idle();
      expect(reported.splice(0)).toEqual([new Error("lost")]);
      ledger.clock.advance(60_000);
      await queue.idle();
      expect(queue.latestOf("demo-1")).toMatchObject({ state: "landed" });
      expect(await main()).toBe("Do demo-1\nBegin");
      expect(consequences).toEqual(["landed demo-1"]);
    },
  );

  it("lands what was sent back for a gate that was wrong, when it is tried again", async () => {
    gates = [gate(["sh", "-c", "exit 1"])];
    const { id } = await submit("demo-1", { "c.txt": "c\n" });
    await queue.idle();
    gates = [];
    const retried = await queue.handlers["mq.retry"]({ submission: id }, user, signal);
    expect(retried).toMatchObject({ ok: true, value: { state: "queued" } });
    await queue.idle();
    expect(consequences).toEqual(["gate-failed demo-1", "retry demo-1", "landed demo-1"]);
  });

  it("takes what the target holds already for landed", async () => {
    const { tip } = await submit("demo-1", { "c.txt": "c\n" });
    await queue.idle();
    const again = await queue.submit(
      [{ project: "demo", item: "demo-1", agent: otter, tip, base: tip, priority: 2 }],
      () => ok([]),
    );
    expect(again.ok).toBe(true);
    await queue.idle();
    expect(queue.latestOf("demo-1")).toMatchObject({ state: "landed" });
    expect(await main()).toBe("Do demo-1\nBegin");
  });

  it("waits while the origin cannot be reached, and lands when it is back", async () => {
    origin = repos.path("nowhere.git");
    await submit("demo-1", { "c.txt": "c\n" });
    await queue.idle();
    expect(queue.latestOf("demo-1")).toMatchObject({ state: "waiting" });
    origin = bareOrigin;
    await queue.wake("demo");
    await queue.idle();
    expect(queue.latestOf("demo-1")).toMatchObject({ state: "landed" });
  });

  it("refuses a commit that does not exist, and queues nothing", async () => {
    const refused = await queue.submit(
      [{ project: "demo", item: "demo-1", agent: otter, tip: "f".repeat(40), base: "f".repeat(40), priority: 2 }],
      () => ok([]),
    );
    expect(refused).toMatchObject({ ok: false, error: { code: "commit-not-found" } });
    expect(queue.latestOf("demo-1")).toBeUndefined();
  });
});

describe("an origin whose target the user has checked out", () => {
  beforeEach(async () => {
    origin = repos.path("mine");
    await repos.ask(repos.folder, "clone", "-q", bareOrigin, origin);
  });

  it("is left alone: the landing waits and says what to do", async () => {
    await submit("demo-1", { "c.txt": "c\n" });
    await queue.idle();
    expect(queue.latestOf("demo-1")).toMatchObject({ state: "waiting" });
    expect(queue.latestOf("demo-1")?.reason).toContain("--land-on-checked-out yes");
    expect(await main()).toBe("Begin");
  });

  it("is landed on when the user switches to another branch", async () => {
    await submit("demo-1", { "c.txt": "c\n" });
    await queue.idle();
    await repos.ask(origin, "switch", "-q", "-c", "mine");
    await queue.wake("demo");
    await queue.idle();
    expect(await main("c.txt")).toBe("c");
    await expect(readFile(path.join(origin, "c.txt"))).rejects.toThrow("ENOENT");
  });

  it("is moved with its files when the user allows it and it is clean", async () => {
    landOnCheckedOut = true;
    await submit("demo-1", { "c.txt": "c\n" });
    await queue.idle();
    expect(queue.latestOf("demo-1")).toMatchObject({ state: "landed" });
    expect(await readFile(path.join(origin, "c.txt"), "utf8")).toBe("c\n");
    expect(await repos.ask(origin, "status", "--porcelain")).toBe("");
  });

  it("keeps the user's changes when it is not clean: the landing waits", async () => {
    landOnCheckedOut = true;
    await repos.write(origin, { "a.txt": "my own words\n" });
    await submit("demo-1", { "c.txt": "c\n" });
    await queue.idle();
    expect(queue.latestOf("demo-1")).toMatchObject({ state: "waiting" });
    expect(await readFile(path.join(origin, "a.txt"), "utf8")).toBe("my own words\n");
    expect(await main()).toBe("Begin");
    await rm(path.join(origin, "a.txt"));
    await repos.ask(origin, "checkout", "-q", "--", "a.txt");
    await queue.wake("demo");
    await queue.idle();
    expect(queue.latestOf("demo-1")).toMatchObject({ state: "landed" });
  });
});
