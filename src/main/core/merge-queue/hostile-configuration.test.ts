import { afterEach, beforeEach, expect, it } from "vitest";
import { ok } from "../../../shared/model/result.ts";
import { type GatedQueue, OTTER, createGatedQueue, gate } from "./testing/gated-queue.ts";

let house: GatedQueue;

beforeEach(async () => {
  house = await createGatedQueue();
});

afterEach(async () => {
  await house[Symbol.asyncDispose]();
});

const COMMON = "$(git rev-parse --git-common-dir)";

it.each([
  [
    "hooks, a name, filters",
    "git config core.hooksPath hooks; git config user.name M; git config core.autocrlf true",
    0,
  ],
  ["that it is no bare one, elsewhere", "git config core.bare false; git config core.worktree /nonexistent", 0],
  ["where its remotes are", "git config url./nonexistent/.insteadOf /; git config uploadpack.hideRefs refs", 0],
  ["a format that git does not know", "git config core.repositoryFormatVersion 99", 1],
  ["what is no settings file", `echo '[[[' >> ${COMMON}/config`, 1],
])("lands what comes after a gate that wrote into the agents' clone: %s", async (_what, script, mends) => {
  const clone = house.repos.path("clone.git");
  const base = await house.repos.ask(house.vault, "rev-parse", "refs/remotes/origin/main");
  const worktree = house.repos.path("work");
  await house.repos.ask(clone, "worktree", "add", "-q", "-b", "work", worktree, base);
  const tip = await house.repos.commit(worktree, { "d.txt": "d\n" }, "Do demo-2");
  house.gates = [gate(["sh", "-c", `test ! -e c.txt || { ${script}; }`])];
  await house.submit("demo-1", { "c.txt": "c\n" });
  await house.queue.idle();
  house.gates = [gate(["cat", "a.txt", "d.txt"])];
  const second = { project: "demo", item: "demo-2", agent: OTTER, tip, base, priority: 2 };
  expect(await house.queue.submit([second], () => ok([]))).toMatchObject({ ok: true });
  await house.queue.idle();
  expect(house.consequences).toEqual(["landed demo-1", "landed demo-2"]);
  expect(await house.main("d.txt")).toBe("d");
  expect(house.mended).toHaveLength(mends);
});
