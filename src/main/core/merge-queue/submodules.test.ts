import { mkdir } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { USER } from "../../../shared/model/identity.ts";
import { ok } from "../../../shared/model/result.ts";
import { type GatedQueue, OTTER, createGatedQueue, gate } from "./testing/gated-queue.ts";

let house: GatedQueue;
let libTip: string;

beforeEach(async () => {
  house = await createGatedQueue();
  const lib = await house.repos.repository("lib", { "lib.txt": "lib\n" });
  libTip = await house.repos.ask(lib, "rev-parse", "HEAD");
  house.gates = [gate(["cat", "lib/lib.txt"])];
});

afterEach(async () => {
  await house[Symbol.asyncDispose]();
});

/** Submits a submodule at that commit. */
async function submitLink(item: string, commit: string, url = "../lib"): Promise<void> {
  const { repos, queue } = house;
  const base = await repos.ask(house.bareOrigin, "rev-parse", "main");
  const worktree = repos.path(`work-${item}`);
  const clone = repos.path("clone.git");
  await repos.ask(clone, "fetch", "-q", house.bareOrigin, "main");
  await repos.ask(clone, "worktree", "add", "-q", "-b", `drover/otter/${item}`, worktree, base);
  await mkdir(path.join(worktree, "lib"), { recursive: true });
  await repos.ask(worktree, "update-index", "--add", "--cacheinfo", `160000,${commit},lib`);
  const modules = `[submodule "lib"]\n\tpath = lib\n\turl = ${url}\n`;
  const tip = await repos.commit(worktree, { ".gitmodules": modules }, `Do ${item}`);
  const one = { project: "demo", item, agent: OTTER, tip, base, priority: 2 };
  expect(await queue.submit([one], () => ok([]))).toMatchObject({ ok: true });
  await queue.idle();
}

it("gates see what is in submodules, at the commit that is to land", async () => {
  await submitLink("demo-1", libTip);
  expect(house.queue.latestOf("demo-1")).toMatchObject({ state: "landed", gates: [{ name: "test", tail: "lib" }] });
  const moved = await house.repos.commit(house.repos.path("lib"), { "lib.txt": "newer\n" });
  await submitLink("demo-2", moved);
  expect(house.queue.latestOf("demo-2")).toMatchObject({ state: "landed", gates: [{ tail: "newer" }] });
});

it("a submodule that cannot be had sends its author back with git's words, and is called no red gate", async () => {
  await submitLink("demo-1", "1".repeat(40));
  const { state, reason } = house.queue.latestOf("demo-1") ?? {};
  expect(state).toBe("sent-back");
  expect(reason).toMatch(/^Its submodules could not be checked out\.\n\n[^]*1{40}/);
});

it("submodules that nobody can have at the moment are nobody's fault: what is submitted waits until they are back", async () => {
  await submitLink("demo-1", libTip);
  const { repos } = house;
  const move = (from: string, to: string) =>
    repos.runner.run({ file: "mv", args: [from, to], cwd: repos.folder, env: {}, timeoutMs: 60_000 });
  await move("lib", "away");
  // Nothing of them is here any more.
  await repos.runner.run({ file: "rm", args: ["-rf", "gates"], cwd: repos.folder, env: {}, timeoutMs: 60_000 });
  await house.submit(
    "demo-2",
    { "d.txt": "d\n" },
    await repos.ask(house.vault, "rev-parse", "refs/remotes/origin/main"),
  );
  await house.queue.idle();
  expect(house.queue.latestOf("demo-2")).toMatchObject({ state: "waiting", waitsFor: "target" });
  expect(house.queue.latestOf("demo-2")?.reason).toMatch(/^main itself has submodules that cannot be checked out /);
  await move("away", "lib");
  const resume = house.queue.handlers["mq.resume"];
  await resume({ project: "demo" }, { identity: USER, role: "user" }, new AbortController().signal);
  await house.queue.idle();
  expect(house.consequences).toEqual(["landed demo-1", "landed demo-2"]);
});
