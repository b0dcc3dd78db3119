import { existsSync, writeFileSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Hook } from "../../../shared/model/agent.ts";
import {
  type SalvageBench,
  byOtter,
  byUser,
  contentsOf,
  openSalvageBench,
  otter,
  signal,
} from "./testing/salvage-bench.ts";

let bench: SalvageBench;

beforeEach(async () => {
  bench = await openSalvageBench({ "a.txt": "one\n", ".gitignore": "build/\n" });
  await bench.acquire();
});
afterEach(async () => {
  expect(bench.errors).toEqual([]);
  await bench[Symbol.asyncDispose]();
});

const write = (file: string, text: string) => writeFile(path.join(bench.worktree, file), text);
const idOf = (ref: string | undefined) => ref?.slice(ref.lastIndexOf("/") + 1) ?? "";
const restore = (salvage: string, to: "worktree" | "hook" | "repository", caller = byUser) =>
  bench.salvage.handlers["salvage.restore"]({ salvage, to }, caller, signal);
const list = async () => {
  const listed = await bench.salvage.handlers["salvage.list"]({ project: "demo" }, byUser, signal);
  if (!listed.ok) throw new Error(listed.error.message);
  return listed.value.salvages;
};
const hook = (more: Partial<Hook> = {}): Hook => ({
  agent: otter,
  project: "demo",
  state: "active",
  item: "d-1",
  queue: [],
  also: [],
  worktree: bench.worktree,
  branch: "drover/otter/d-1",
  attempt: 1,
  round: 1,
  updatedAt: 0,
  ...more,
});

describe("restoring a salvage", () => {
  it("onto its agent's hook brings back what was there, and keeps what is there now", async () => {
    await write("a.txt", "first\n");
    await bench.git("add", "a.txt");
    await write("a.txt", "first, changed\n");
    const first = await contentsOf(bench, bench.worktree);
    const saved = await bench.save("checkpoint");
    await bench.git("commit", "-qam", "Second");
    await write("a.txt", "third\n");
    await write("new.txt", "new\n");
    bench.hook = hook();
    const restored = await restore(idOf(saved.ref), "hook");
    if (!restored.ok) throw new Error(restored.error.message);
    const now = await contentsOf(bench, bench.worktree);
    expect([now.files, now.index, now.head, now.status]).toEqual([first.files, first.index, first.head, first.status]);
    expect(await bench.fixture.ask(bench.worktree, "branch", "--show-current")).toBe("drover/otter/d-1");
    const again = await restore(restored.value.before ?? "", "hook");
    expect(again).toMatchObject({ ok: true });
    expect(await readFile(path.join(bench.worktree, "new.txt"), "utf8")).toBe("new\n");
    expect(await bench.fixture.ask(bench.worktree, "log", "-1", "--format=%s")).toBe("Second");
  });

  it("touches no worktree that somebody works in, save for its own agent", async () => {
    await write("a.txt", "mine\n");
    const saved = await bench.save("checkpoint");
    bench.hook = hook();
    bench.isLive = true;
    expect(await restore(idOf(saved.ref), "hook")).toMatchObject({ ok: false, error: { code: "session-running" } });
    expect(await restore(idOf(saved.ref), "hook", byOtter)).toMatchObject({ ok: true });
    expect(await restore(idOf(saved.ref), "worktree", byOtter)).toMatchObject({ error: { code: "not-allowed" } });
  });

  it("makes a branch in the user's repository with a commit for what was not committed", async () => {
    await bench.fixture.commit(bench.worktree, { "b.txt": "committed\n" }, "Mine");
    await write("a.txt", "not committed\n");
    const saved = await bench.save();
    const restored = await restore(idOf(saved.ref), "repository");
    if (!restored.ok) throw new Error(restored.error.message);
    const { branch } = restored.value;
    expect(await bench.fixture.ask(bench.origin, "show", `${branch}:a.txt`)).toBe("not committed");
    const log = (await bench.fixture.ask(bench.origin, "log", "--format=%s", branch)).split("\n");
    expect(log).toEqual([`What ${otter} had not committed`, "Mine", "Begin"]);
    const onMain = { salvage: idOf(saved.ref), to: "repository", branch: "main" } as const;
    expect(await bench.salvage.handlers["salvage.restore"](onMain, byUser, signal)).toMatchObject({
      ok: false,
      error: { code: "branch-exists" },
    });
  });

  it("touches nothing when the salvage is damaged, and says what is", async () => {
    await write("new.txt", "to be damaged\n");
    const saved = await bench.save();
    const blob = await bench.fixture.ask(bench.vault, "rev-parse", `${saved.commit ?? ""}:new.txt`);
    await rm(path.join(bench.vault, "objects", blob.slice(0, 2), blob.slice(2)), { force: true });
    expect(await restore(idOf(saved.ref), "worktree")).toMatchObject({ ok: false, error: { code: "salvage-damaged" } });
    const verified = await bench.salvage.handlers["salvage.verify"]({}, byUser, signal);
    expect(verified).toMatchObject({ ok: true, value: { checked: [{ isWhole: false }] } });
    expect(existsSync(path.join(bench.fixture.folder, "restored"))).toBe(false);
  });

  it("finds an object whose contents are not what its name says", async () => {
    await write("new.txt", "as it was\n");
    const saved = await bench.save();
    const blob = await bench.fixture.ask(bench.vault, "rev-parse", `${saved.commit ?? ""}:new.txt`);
    const file = path.join(bench.vault, "objects", blob.slice(0, 2), blob.slice(2));
    const other = await bench.fixture.git.run(["hash-object", "-w", "--stdin"], {
      cwd: bench.vault,
      stdin: "not it\n",
    });
    const id = other.stdout.toString().trim();
    await rm(file, { force: true });
    writeFileSync(file, await readFile(path.join(bench.vault, "objects", id.slice(0, 2), id.slice(2))));
    const verified = await bench.salvage.handlers["salvage.verify"]({}, byUser, signal);
    expect(verified).toMatchObject({
      ok: true,
      value: { checked: [{ isWhole: false, problems: [`The blob ${blob} is damaged.`] }] },
    });
  });
});

describe("a salvage", () => {
  it("tells what it holds, part by part", async () => {
    const mine = await bench.fixture.commit(bench.worktree, { "b.txt": "b\n" }, "Mine");
    await write("a.txt", "stashed\n");
    await bench.git("stash", "-q");
    await write("a.txt", "staged\n");
    await bench.git("add", "a.txt");
    await write("a.txt", "changed\n");
    await write("new.txt", "new\n");
    const saved = await bench.save();
    expect(await list()).toMatchObject([
      {
        agent: otter,
        reason: "removal",
        branch: "drover/otter/d-1",
        holds: { commits: 1, changed: 1, staged: 1, untracked: 1, stashes: 1 },
      },
    ]);
    const shown = await bench.salvage.handlers["salvage.show"]({ salvage: idOf(saved.ref).slice(-6) }, byUser, signal);
    expect(shown).toMatchObject({
      ok: true,
      value: {
        files: [
          { path: "a.txt", added: 1, removed: 1, isUntracked: false },
          { path: "new.txt", isUntracked: true },
        ],
        staged: [{ path: "a.txt" }],
        commits: [{ subject: "Mine" }],
        stashes: [{ subject: `WIP on drover/otter/d-1: ${mine.slice(0, 7)} Mine` }],
      },
    });
    const diff = async (part: "worktree" | "staged" | "commits" | "stash") => {
      const told = await bench.salvage.handlers["salvage.diff"]({ salvage: idOf(saved.ref), part }, byUser, signal);
      return told.ok ? told.value.text : "";
    };
    expect(await diff("worktree")).toContain("+changed");
    expect(await diff("staged")).toContain("+staged");
    expect(await diff("commits")).toContain("+b");
    expect(await diff("stash")).toContain("+stashed");
  });

  it("goes when the user drops it, with the worktree that was kept for it, and not while work goes on from it", async () => {
    await bench.git("init", "-q", "inner");
    await write("inner/x", "x");
    const saved = await bench.save();
    const kept = await bench.release(saved);
    const drop = () => bench.salvage.handlers["salvage.drop"]({ salvages: [idOf(saved.ref)] }, byUser, signal);
    bench.hook = hook({ checkpoint: saved.commit });
    expect(await drop()).toMatchObject({ ok: false, error: { code: "salvage-in-use" } });
    bench.hook = undefined;
    expect(await list()).toMatchObject([{ keptAt: kept.kind === "kept" ? kept.path : "" }]);
    expect(await drop()).toMatchObject({ ok: true, value: { dropped: [{ agent: otter }] } });
    expect([await list(), kept.kind === "kept" && existsSync(kept.path)]).toEqual([[], false]);
  });
});
