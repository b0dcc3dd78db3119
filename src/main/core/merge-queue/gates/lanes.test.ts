import { existsSync } from "node:fs";
import { readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Gate } from "../../../../shared/model/project.ts";
import { createTrash } from "../../platform/fs/trash.ts";
import { type GitFixture, createGitFixture } from "../../platform/git/testing/git-fixture.ts";
import { expectGone } from "../../platform/process/process-runner.suite.ts";
import { makeClone, makeVault } from "../../platform/git/vault.ts";
import { ManualClock } from "../../base/clock.ts";
import { createBringer } from "./bring-commit.ts";
import { type GateOutputs, createGateOutputs } from "./outputs.ts";
import { createLaneWorktrees, laneFolder } from "./lane-worktree.ts";
import { type LaneRun, type OpenGateLanes, createGateLanes } from "./lanes.ts";

const live = new AbortController().signal;

let repos: GitFixture;
let seed: string;
let first: string;
let outputs: GateOutputs;
let lanes: OpenGateLanes;
let gates: Gate[];
let parallel: number;
let reported: unknown[];
let ended: string[];
let counter: number;

const place = () => ({
  vault: repos.path("vault.git"),
  clone: repos.path("clone.git"),
  origin: seed,
  gateWorktree: repos.path("gates"),
});
const folderOf = (lane: number) => laneFolder(place(), lane);
const shell = (name: string, script: string, more: Partial<Gate> = {}): Gate => ({
  name,
  command: ["sh", "-c", script],
  timeoutMs: 60_000,
  ...more,
});

function open(): void {
  const clock = new ManualClock();
  const report = (error: unknown) => reported.push(error);
  const trash = createTrash({ folder: repos.path("trash"), onError: report });
  outputs = createGateOutputs({ folder: repos.path("output"), clock, report });
  lanes = createGateLanes({
    runner: repos.runner,
    clock,
    env: { PATH: process.env["PATH"] ?? "" },
    worktrees: createLaneWorktrees({ git: repos.git, trash }),
    placeOf: place,
    gatesOf: () => gates,
    parallel: () => parallel,
    submissionsIn: () => ["sub-1"],
    outputs,
    report,
  });
}

beforeEach(async () => {
  repos = await createGitFixture();
  seed = await repos.repository("seed", { "a.txt": "a\n", ".gitignore": "cache\n" });
  first = await repos.ask(seed, "rev-parse", "HEAD");
  const trash = createTrash({ folder: repos.path("trash"), onError: (error) => reported.push(error) });
  await makeVault(repos.git, { path: repos.path("vault.git"), origin: seed, trash });
  await makeClone(repos.git, { path: place().clone, vault: repos.path("vault.git"), trash });
  gates = [];
  parallel = 2;
  reported = [];
  ended = [];
  counter = 0;
  open();
});

afterEach(async () => {
  await lanes[Symbol.asyncDispose]();
  await outputs[Symbol.asyncDispose]();
  await repos[Symbol.asyncDispose]();
  expect(reported).toEqual([]);
});

const nextRun = () => `run-${++counter}`;
const run = (change: Partial<LaneRun> = {}) =>
  lanes.run({
    project: "demo",
    run: nextRun(),
    batch: "batch-1",
    commit: first,
    lane: 1,
    attempt: 1,
    signal: live,
    onGate: ({ name }) => ended.push(name),
    ...change,
  });

/** Commits in the vault's origin, and brings it to the vault. */
async function commit(files: Record<string, string>): Promise<string> {
  const made = await repos.commit(seed, files);
  await repos.ask(repos.path("vault.git"), "fetch", "-q", seed, `${made}:refs/drover/${made}`);
  return made;
}

const printed = (gate: number, name: string, of = `run-${counter}`) =>
  readFile(path.join(outputs.folderOf(of), `${gate}-${name}.log`), "utf8");

describe("a run of gates", () => {
  it("runs them in their order on the commit, with an environment of its own, and keeps what they print", async () => {
    const next = await commit({ "b.txt": "b\n" });
    gates = [
      shell("build it", 'cat b.txt; echo "$CI $DROVER_GATE $DROVER_LANE"; git rev-parse HEAD'),
      shell("test", "echo on stderr >&2"),
    ];
    const outcome = await run({ commit: next, lane: 2 });
    expect(outcome).toMatchObject({
      state: "green",
      gates: [
        { name: "build it", exitCode: 0, timedOut: false, tail: `b\ntrue build it 2\n${next}`, commit: next },
        { name: "test", exitCode: 0, tail: "on stderr" },
      ],
    });
    expect(ended).toEqual(["build it", "test"]);
    expect(await printed(1, "build_it")).toBe(`b\ntrue build it 2\n${next}\n`);
    expect(outputs.get("run-1")).toMatchObject({ state: "green", lane: 2, purpose: "queue", submissions: ["sub-1"] });
  });

  it("is red with the first red gate: the rest does not begin", async () => {
    gates = [shell("build", "echo broken; exit 3"), shell("test", "touch ran")];
    expect(await run()).toMatchObject({ state: "red", gates: [{ name: "build", exitCode: 3, tail: "broken" }] });
    expect(existsSync(path.join(folderOf(1), "ran"))).toBe(false);
    expect(outputs.get("run-1")?.gates.map(({ state }) => state)).toEqual(["red", "pending"]);
  });

  it("starts gates marked alongside together with the one before", async () => {
    // Each waits for the other: one after the other would never end.
    gates = [
      shell("pipes", "mkfifo one two"),
      shell("lint", "echo x > one; read line < two"),
      shell("test", "read line < one; echo x > two", { alongside: true }),
      shell("last", "rm one two"),
    ];
    expect(await run()).toMatchObject({ state: "green" });
    expect(ended.toSorted()).toEqual(["last", "lint", "pipes", "test"]);
    expect([ended[0], ended[3]]).toEqual(["pipes", "last"]);
  });

  it("ends those beside a red gate, with all they started", async () => {
    gates = [
      shell("pipe", "mkfifo go"),
      shell("long", "sleep 600 & echo $! > ../long.pid; echo x > go; wait"),
      shell("short", "read line < go; exit 1", { alongside: true }),
    ];
    expect(await run()).toMatchObject({ state: "red", gates: [{ name: "pipe" }, { name: "short", exitCode: 1 }] });
    const pid = Number(await readFile(repos.path("long.pid"), "utf8"));
    await expectGone(pid);
    expect(outputs.get("run-1")?.gates.map(({ state }) => state)).toEqual(["green", "cancelled", "red"]);
  });

  it("is red when a gate takes too long, and leaves nothing of it running", async () => {
    gates = [shell("slow", "trap '' TERM; sleep 600 & echo $! > ../slow.pid; echo begun; wait", { timeoutMs: 300 })];
    expect(await run()).toMatchObject({ state: "red", gates: [{ timedOut: true, tail: "begun" }] });
    const pid = Number(await readFile(repos.path("slow.pid"), "utf8"));
    await expectGone(pid);
  });

  it("is cancelled by its signal, and leaves nothing running", async () => {
    const stop = new AbortController();
    gates = [shell("first", "true"), shell("long", "sleep 600 & echo $! > ../it.pid; echo up; wait")];
    const running = run({ signal: stop.signal });
    await until(() => outputs.get("run-1")?.gates[1]?.bytes === 3);
    stop.abort();
    expect(await running).toMatchObject({ state: "cancelled", gates: [{ name: "first" }] });
    const pid = Number(await readFile(repos.path("it.pid"), "utf8"));
    await expectGone(pid);
    expect(outputs.get("run-1")).toMatchObject({
      state: "cancelled",
      gates: [{ state: "green" }, { state: "cancelled" }],
    });
  });

  it("is red, and says so, when a program cannot be started", async () => {
    gates = [{ name: "test", command: ["no-such-program-here"], timeoutMs: 60_000 }];
    const outcome = await run();
    expect(outcome).toMatchObject({ state: "red", gates: [{ exitCode: 127 }] });
    expect(outcome.gates[0]?.tail).toMatch(/no-such-program-here: ENOENT.*PATH/);
    expect(await printed(1, "test")).toContain("no-such-program-here");
  });

  it("runs nothing without gates, and nothing once it was cancelled", async () => {
    expect(await run()).toEqual({ state: "green", gates: [] });
    gates = [shell("test", "touch ran")];
    expect(await run({ signal: AbortSignal.abort() })).toEqual({ state: "cancelled", gates: [] });
    expect(existsSync(folderOf(1))).toBe(false);
  });

  it("is as green or red as it is when nothing can be written of it", async () => {
    await writeFile(repos.path("output"), "a file where the folder should be");
    gates = [shell("test", "echo fine")];
    expect(await run()).toMatchObject({ state: "green", gates: [{ tail: "fine" }] });
    expect(reported.splice(0)).toHaveLength(1);
  });

  it("says that it does not know when the commit is not there", async () => {
    gates = [shell("test", "true")];
    await expect(run({ commit: "f".repeat(40) })).rejects.toThrow("No work tree");
  });
});

describe("a lane", () => {
  it("is clean for each run, but for what the repository ignores", async () => {
    gates = [shell("test", "ls -A; touch cache litter; mkdir sub; git init -q sub; echo changed > a.txt; rm -f b.txt")];
    await run();
    const next = await commit({ "b.txt": "b\n" });
    const again = await run({ commit: next });
    expect(again.gates[0]?.tail.split("\n")).toEqual([".git", ".gitignore", "a.txt", "b.txt", "cache"]);
    await run({ commit: next });
    expect(await readFile(path.join(folderOf(1), "a.txt"), "utf8")).toBe("changed\n");
  });

  it("has its own folder and its own caches, beside the others", async () => {
    gates = [shell("test", 'test -e cache && echo warm; echo "$DROVER_LANE" > cache; echo x > ../go$DROVER_LANE')];
    await Promise.all([run({ lane: 1 }), run({ lane: 2 })]);
    expect((await run({ lane: 2 })).gates[0]?.tail).toBe("warm");
    expect((await readdir(repos.folder)).filter((name) => name.startsWith("gates"))).toEqual(["gates", "gates-2"]);
    expect(await readFile(path.join(folderOf(2), "cache"), "utf8")).toBe("2\n");
  });

  it.each([
    ["its folder is gone", () => rm(folderOf(1), { recursive: true })],
    [
      "a file is in its place",
      async () => {
        await rm(folderOf(1), { recursive: true });
        await writeFile(folderOf(1), "a file\n");
      },
    ],
    ["the repository forgot it", () => rm(path.join(place().clone, "worktrees"), { recursive: true })],
    ["its link leads elsewhere", () => writeFile(path.join(folderOf(1), ".git"), "gitdir: /nowhere\n")],
    ["its index is damaged", () => writeFile(path.join(place().clone, "worktrees", "gates", "index"), "nonsense")],
    ["its HEAD is damaged", () => writeFile(path.join(place().clone, "worktrees", "gates", "HEAD"), "nonsense")],
    ["git was killed in it", () => writeFile(path.join(place().clone, "worktrees", "gates", "index.lock"), "")],
    [
      "a gate hid a file from git",
      async () => {
        await repos.ask(folderOf(1), "update-index", "--assume-unchanged", "a.txt");
        await writeFile(path.join(folderOf(1), "a.txt"), "hidden\n");
      },
    ],
    ["a gate made it sparse", () => repos.ask(folderOf(1), "sparse-checkout", "set", "--no-cone", "/.gitignore")],
    [
      "a gate left a rebase in the middle",
      async () => {
        const folder = folderOf(1);
        await repos.git.run(["rebase", "--exec", "false", "--root"], { cwd: folder, okCodes: "any" });
      },
    ],
  ])("is whole again for the next run when %s", async (_what, damage) => {
    gates = [shell("test", "cat a.txt; git status --porcelain; git rev-parse HEAD")];
    await run();
    await damage();
    expect(await run()).toMatchObject({ state: "green", gates: [{ tail: `a\n${first}` }] });
  });

  it("touches nothing behind a link that was put in its place", async () => {
    const elsewhere = repos.path("elsewhere");
    await repos.write(elsewhere, { "keep.txt": "mine\n" });
    gates = [shell("test", "cat a.txt")];
    await run();
    await rm(folderOf(1), { recursive: true });
    await symlink(elsewhere, folderOf(1));
    expect(await run()).toMatchObject({ state: "green", gates: [{ tail: "a" }] });
    expect(await readdir(elsewhere)).toEqual(["keep.txt"]);
  });

  it("has the right commit, and nothing else, whatever was expected and however far that got", async () => {
    const next = await commit({ "b.txt": "b\n" });
    gates = [shell("test", "cat ?.txt; git status --porcelain; git rev-parse HEAD; echo litter > litter; rm a.txt")];
    const contents = new Map([
      [first, "a"],
      [next, "a\nb"],
    ]);
    for (const [wanted, expected] of [
      [first, next],
      [next, first],
      [first, first],
      [first, next],
      [next, next],
      [next, "f".repeat(40)],
      [first, next],
    ] as const) {
      lanes.expect?.("demo", expected);
      const [one, two] = await Promise.all([run({ commit: wanted, lane: 1 }), run({ commit: next, lane: 2 })]);
      expect(one.gates[0]?.tail).toBe(`${contents.get(wanted)}\n${wanted}`);
      expect(two.gates[0]?.tail).toBe(`a\nb\n${next}`);
    }
  });

  it("goes when the project has fewer than before", async () => {
    parallel = 3;
    gates = [shell("test", "true")];
    for (const lane of [1, 2, 3]) await run({ lane });
    await lanes[Symbol.asyncDispose]();
    parallel = 1;
    open();
    await run();
    expect((await readdir(repos.folder)).filter((name) => name.startsWith("gates"))).toEqual(["gates"]);
    expect(await readdir(path.join(place().clone, "worktrees"))).toHaveLength(1);
  });
});

describe("runs by which agents verify their work", () => {
  const verify = (change: Partial<LaneRun> = {}) =>
    lanes.verify({
      project: "demo",
      run: nextRun(),
      commit: first,
      onto: first,
      signal: live,
      onGate: () => {},
      ...change,
    });

  it("take turns in lanes of their own, while the queue's go on", async () => {
    parallel = 1;
    gates = [shell("test", "echo $DROVER_LANE; test $DROVER_LANE -lt 17 || read line < ../go")];
    await repos.runner.run({
      file: "mkfifo",
      args: ["go"],
      cwd: repos.folder,
      env: { PATH: process.env["PATH"] ?? "" },
    });
    const stop = new AbortController();
    const one = verify();
    const two = verify({ signal: stop.signal });
    await until(() => outputs.get("run-1")?.gates[0]?.bytes === 3);
    expect(await run()).toMatchObject({ state: "green", gates: [{ tail: "1" }] });
    expect(outputs.get("run-2")).toBeUndefined();
    stop.abort();
    expect(await two).toEqual({ state: "cancelled", gates: [] });
    await writeFile(repos.path("go"), "x\n");
    expect(await one).toMatchObject({ state: "green", gates: [{ tail: "17" }] });
    gates = [shell("test", "echo $DROVER_LANE")];
    expect(await verify()).toMatchObject({ state: "green", gates: [{ tail: "17" }] });
  });
});

describe("a commit that only agents have", () => {
  it("is brought to the vault for as long as somebody needs it there", async () => {
    const worktree = repos.path("work");
    await repos.ask(place().clone, "worktree", "add", "-q", "--detach", worktree, first);
    const mine = await repos.commit(worktree, { "b.txt": "mine\n" });
    const vault = repos.path("vault.git");
    const refs = () => repos.ask(vault, "for-each-ref", "--format=%(objectname)", "refs/drover/verifying");
    await repos.ask(vault, "update-ref", "refs/drover/verifying/left-by-a-crash", first);
    const bring = createBringer(repos.git);
    const brought = await Promise.all([bring(place(), mine), bring(place(), mine)]);
    gates = [shell("test", "cat b.txt")];
    expect(await run({ commit: mine })).toMatchObject({ state: "green", gates: [{ tail: "mine" }] });
    await brought[0]?.[Symbol.asyncDispose]();
    expect(await refs()).toBe(mine);
    await brought[1]?.[Symbol.asyncDispose]();
    expect(await refs()).toBe("");
    await expect(bring(place(), "f".repeat(40))).rejects.toThrow("could not be brought");
  });
});

/** Resolves when that is so; asked each time there is something new of a run. */
async function until(isSo: () => boolean): Promise<void> {
  const changed = Promise.withResolvers<void>();
  using _watch = outputs.watch("run-1", () => {
    if (isSo()) changed.resolve();
  });
  if (!isSo()) await changed.promise;
}
