import { describe, expect, it } from "vitest";
import { workerPath } from "../../../shared/model/identity.ts";
import { ManualClock } from "../base/clock.ts";
import { RecoveryMonitor, type Watched } from "./index.ts";

const otter = workerPath("demo", "otter");
const limits = { stallMs: 30_000, graceMs: 10_000 };

function patrol() {
  const clock = new ManualClock();
  const log: string[] = [];
  const isHomeless = { now: false };
  const sessions = new Map<string, { -readonly [K in keyof Watched["facts"]]: Watched["facts"][K] }>();
  const monitor = new RecoveryMonitor({
    clock,
    limits: () => limits,
    watched: () => [...sessions].map(([session, facts]) => ({ agent: otter, session, facts })),
    isHomeless: async () => isHomeless.now,
    probe: async () => {
      log.push("probe");
      return true;
    },
    restart: async (_agent, reason) => {
      log.push(`restart: ${reason}`);
    },
    park: async (_agent, reason) => {
      log.push(`park: ${reason}`);
    },
    end: async () => {
      log.push("end");
    },
    report: (error) => {
      throw error;
    },
  });
  /** Lets time pass in steps shorter than a round, so that each round sees its own time. */
  async function pass(ms: number): Promise<void> {
    monitor.wake();
    for (let left = ms; left > 0; left -= 500) {
      clock.advance(Math.min(left, 500));
      await monitor.idle();
    }
  }
  return { clock, log, sessions, monitor, isHomeless, pass };
}

describe("the recovery monitor", () => {
  it("restarts a session whose worktree was removed, whatever it seems to do", async () => {
    const { clock, log, sessions, isHomeless, pass } = patrol();
    sessions.set("s1", { state: "working", hasWork: true, heardAt: clock.now(), idleSince: undefined });
    await pass(4_000);
    expect(log).toEqual([]);
    isHomeless.now = true;
    await pass(2_000);
    expect(log).toEqual([expect.stringContaining("restart: Its worktree was removed")]);
  });

  it("probes a silent session three times with growing pauses, then restarts it with the evidence", async () => {
    const { clock, log, sessions, monitor, pass } = patrol();
    sessions.set("s1", { state: "working", hasWork: true, heardAt: clock.now(), idleSince: undefined });
    await pass(30_000);
    expect(log).toEqual(["probe"]);
    await pass(28_000);
    expect(log).toEqual(["probe"]);
    await pass(2_000);
    expect(log).toEqual(["probe", "probe"]);
    await pass(60_000);
    expect(log).toEqual(["probe", "probe", "probe"]);
    await pass(118_000);
    expect(log).toHaveLength(3);
    await pass(2_000);
    expect(log.at(-1)).toBe("restart: Silent for 240 s, and 3 probes went unanswered.");
    const { deeds, lookedAt, sessions: count } = monitor.report;
    expect(deeds.map(({ kind }) => kind)).toEqual(["asked", "asked", "asked", "restarted"]);
    expect(deeds.at(-1)).toMatchObject({ agent: otter, at: clock.now() });
    expect(deeds.at(-1)?.text).toContain("Silent for");
    expect({ lookedAt, count }).toEqual({ lookedAt: clock.now(), count: 1 });
  });

  it("parks an agent that falls silent in one fresh session after the other", async () => {
    const { log, clock, sessions, pass } = patrol();
    for (const session of ["s1", "s2", "s3", "s4"]) {
      sessions.clear();
      sessions.set(session, { state: "working", hasWork: true, heardAt: clock.now(), idleSince: undefined });
      await pass(242_000);
    }
    const force = log.filter((line) => !line.startsWith("probe"));
    expect(force.map((line) => line.split(":", 1)[0])).toEqual(["restart", "restart", "restart", "park"]);
  });

  it("takes a sign of life for an answer, but not the echo of its own probe", async () => {
    const { clock, log, sessions, pass } = patrol();
    const facts = { state: "working", hasWork: true, heardAt: clock.now(), idleSince: undefined } as const;
    sessions.set("s1", facts);
    await pass(30_000);
    sessions.set("s1", { ...facts, heardAt: clock.now() + 100 });
    await pass(30_000);
    expect(log).toEqual(["probe", "probe"]);
    sessions.set("s1", { ...facts, heardAt: clock.now() + 5_000 });
    await pass(34_000);
    expect(log).toEqual(["probe", "probe"]);
    await pass(2_000);
    expect(log).toEqual(["probe", "probe", "probe"]);
  });

  it("parks an agent that answers each nudge and stops again, and leaves its session for a person", async () => {
    const { log, clock, sessions, pass } = patrol();
    const facts = { state: "working", hasWork: true, idleSince: undefined } as const;
    for (let round = 0; round < 5; round++) {
      sessions.set("s1", { ...facts, heardAt: clock.now() });
      await pass(32_000);
      clock.advance(5_000);
    }
    expect(log.slice(0, 4)).toEqual(["probe", "probe", "probe", "probe"]);
    expect(log[4]).toMatch(/^park: It stopped again after each of 4 nudges/);
  });

  it("ends a session whose work is done and which stays", async () => {
    const { clock, log, sessions, pass } = patrol();
    sessions.set("s1", { state: "working", hasWork: false, heardAt: clock.now(), idleSince: clock.now() });
    await pass(8_000);
    expect(log).toEqual([]);
    await pass(2_000);
    expect(log).toEqual(["end"]);
  });

  it("rests while no session lives, and rounds never overlap", async () => {
    const { clock, log, sessions, monitor } = patrol();
    monitor.wake();
    clock.advance(2_000);
    await monitor.idle();
    clock.advance(600_000);
    sessions.set("s1", { state: "working", hasWork: true, heardAt: clock.now() - 100_000, idleSince: undefined });
    clock.advance(600_000);
    expect(log).toEqual([]);
    await monitor[Symbol.asyncDispose]();
    monitor.wake();
    clock.advance(600_000);
    expect(log).toEqual([]);
  });
});
