import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { workerPath } from "../../../shared/model/identity.ts";
import { createGitCommand } from "../platform/git/git-command.ts";
import { findGit } from "../platform/git/git-location.ts";
import { createLocalRunner } from "../platform/process/local-runner.ts";
import { ProcessLostError } from "../platform/process/process-runner.ts";
import { type RunningDeps, runningChecks } from "./running-checks.ts";

const START = 1_000_000;
const MINUTE = 60_000;

/** So long after the start, by the clock that nobody sets. */
function depsAfter(ms: number, more: Partial<RunningDeps> = {}): RunningDeps {
  return {
    runner: createLocalRunner(),
    version: "2.0.0",
    workspaceDir: tmpdir(),
    clock: { now: () => START + ms },
    steady: { origin: START, now: () => ms },
    patrol: () => ({ lookedAt: undefined, dueSince: undefined, sessions: 0, deeds: [] }),
    ...more,
  };
}

async function find(id: string, deps: RunningDeps) {
  return runningChecks(deps)
    .find((check) => check.id === id)
    ?.run();
}

describe("the spawner", () => {
  it("is well when a process could be started", async () => {
    await using finder = createLocalRunner();
    const found = await findGit({ runner: finder, env: process.env });
    if (!found.ok) throw new Error(found.error.message);
    await using runner = createLocalRunner({ git: createGitCommand(found.value, process.env) });
    expect(await find("spawner", depsAfter(0, { runner }))).toMatchObject({ state: "ok" });
  });

  it("is a problem when none can be", async () => {
    const git = () => Promise.reject(new ProcessLostError("git", "the spawner died 5 times within a minute"));
    const found = await find("spawner", depsAfter(0, { runner: { git } }));
    expect(found?.state).toBe("problem");
    expect(found?.message).toContain("died 5 times");
  });
});

describe("the clock", () => {
  it.each([
    ["that goes on evenly", 1_000, "ok", "It has not jumped since the start, 60 min ago."],
    ["that was put forward", 3 * 60 * MINUTE, "ok", "It went forward by 3 h"],
    ["that was put back", -5 * MINUTE, "warning", "It was put back by 5 min"],
  ])("%s is %s ms off and %s", async (_, jump, state, message) => {
    const hour = 60 * MINUTE;
    const found = await find("clock-jumps", depsAfter(hour, { clock: { now: () => START + hour + jump } }));
    expect(found?.state).toBe(state);
    expect(found?.message).toContain(message);
  });
});

describe("the patrols", () => {
  const deed = { at: START, agent: workerPath("demo", "otter"), kind: "restarted", text: "Silent for 240 s." } as const;

  it("tell when they looked and what they did", async () => {
    const patrol = () => ({ lookedAt: START + MINUTE, dueSince: START + MINUTE, sessions: 3, deeds: [deed] });
    expect(await find("patrols", depsAfter(2 * MINUTE, { patrol }))).toEqual({
      state: "ok",
      message: "It last looked 60 s ago, at 3 sessions; its last deed, 2 min ago: restarted otter. Silent for 240 s.",
      details: ["2 min ago: restarted otter. Silent for 240 s."],
    });
  });

  it("that hang in a round are a problem", async () => {
    const patrol = () => ({ lookedAt: START, dueSince: START, sessions: 1, deeds: [] });
    expect(await find("patrols", depsAfter(5 * MINUTE, { patrol }))).toMatchObject({
      state: "problem",
      message: "The recovery monitor has been at one round for 5 min. It last looked 5 min ago.",
    });
  });

  it("rest while nothing runs", async () => {
    const found = await find("patrols", depsAfter(0));
    expect(found?.state).toBe("ok");
    expect(found?.message).toContain("rests");
  });
});

describe("terminal hosts", () => {
  it("of another version are named", async () => {
    const workspaceDir = await mkdtemp(path.join(tmpdir(), "drover-versions-"));
    try {
      const folder = path.join(workspaceDir, ".drover", "hosts");
      expect(await find("host-versions", depsAfter(0, { workspaceDir }))).toBeUndefined();
      await mkdir(folder, { recursive: true, mode: 0o700 });
      for (const [id, version] of [
        ["h-1", "1.9.0"],
        ["h-2", "2.0.0"],
      ]) {
        const endpoint = { id, version, pid: process.pid, socket: path.join(folder, `${id}.sock`), token: "t" };
        await writeFile(
          path.join(folder, `${id}.json`),
          JSON.stringify({ ...endpoint, protocol: 1, startedAt: START }),
          { mode: 0o600 },
        );
      }
      const found = await find("host-versions", depsAfter(0, { workspaceDir }));
      expect(found?.state).toBe("ok");
      expect(found?.message).toContain("1 of 2 are of another version");
      expect(found?.details).toEqual([`h-1: 1.9.0, process ${process.pid}`]);
    } finally {
      await rm(workspaceDir, { recursive: true });
    }
  });
});
