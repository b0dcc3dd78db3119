import { appendFile, mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Session } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { USER } from "../../../shared/model/identity.ts";
import { ok } from "../../../shared/model/result.ts";
import { ManualClock } from "../base/clock.ts";
import { type Cost, type SessionTranscript, type TranscriptNews, createCost } from "./index.ts";
import { type ModelPrice, createPrices, readPriceList } from "./prices.ts";
import { deltasOf } from "./totals.ts";
import { openUsageStore, usageFile } from "./usage-store.ts";

const HOUR = 3_600_000;
const OTTER = "demo/workers/otter" as IdentityPath;
const list = { date: "2026-09-28", source: "a test", models: {} };
const PRICES: Readonly<Record<string, ModelPrice>> = { "big-1": { input: 10, output: 100, cacheRead: 1 } };

function session(id: string, more: Partial<Session> = {}): Session {
  return {
    id,
    agent: OTTER,
    project: "demo",
    item: "d-1",
    runtime: "tiny",
    round: 1,
    host: "h",
    startedAt: 0,
    ...more,
  };
}

/** A transcript of the test's own: lines of `model input output`, read by offset, so that a real file grows under the follower. */
function transcriptIn(file: string): SessionTranscript {
  return {
    find: async () => file,
    async read(at): Promise<TranscriptNews> {
      const text = await readFile(at, "utf8");
      const sums = new Map<string, { input: number; output: number }>();
      for (const line of text.trim().split("\n")) {
        const [model = "", input, output] = line.split(" ");
        const before = sums.get(model) ?? { input: 0, output: 0 };
        sums.set(model, { input: before.input + Number(input), output: before.output + Number(output) });
      }
      const usage = [...sums].map(([model, sum]) => ({ model, ...sum, cacheRead: 0, cacheWrite: 0 }));
      const context = { used: text.length, model: "big-1" };
      return { cursor: `${text.length}`, usage, at: undefined, context, unreadable: 0, more: false };
    },
  };
}

interface House {
  readonly cost: Cost;
  readonly told: TranscriptNews["context"][];
}

function open(dir: string, clock: ManualClock, sessions: Map<string, Session>): House {
  const told: TranscriptNews["context"][] = [];
  const cost = createCost({
    workspaceDir: dir,
    clock,
    prices: async () => createPrices(list, PRICES),
    sessions: {
      get: (id) => sessions.get(id),
      values: () => sessions.values(),
      size: sessions.size,
      ledgerOf: () => "workspace",
      clockOf: () => undefined,
      deletionOf: () => undefined,
      watch: () => ({ [Symbol.dispose]() {} }),
    },
    report(error) {
      throw error;
    },
    transcriptOf: ({ id, runtime, runtimeSession = "" }) =>
      runtime === "tiny" ? transcriptIn(path.join(dir, `${id}${runtimeSession}.log`)) : undefined,
    news: (_session, { context }) => told.push(context),
    billing: ({ runtime }, isSubscription) =>
      isSubscription ? "equivalent" : runtime === "tiny" ? "billable" : "unknown",
    resolveAgent: () => ok(OTTER),
    resolveItem: (ref) => ok(ref),
    resolveConvoy: (ref) => ok(ref),
    convoysOf: (item) => (item === "d-1" ? ["cv-1", "cv-2"] : []),
    titleOf: (group, key) => `${group} ${key}`,
  });
  return { cost, told };
}

const caller = { identity: USER, role: "user" } as const;
const signal = new AbortController().signal;

async function usage(cost: Cost, input: Parameters<Cost["handlers"]["usage.list"]>[0] = {}) {
  const answer = await cost.handlers["usage.list"](input, caller, signal);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

const createFolder = () => mkdtempDisposable(path.join(tmpdir(), "drover-cost-"));

describe("the use of tokens", () => {
  it("is followed while a session goes on, every few seconds at most, and summed up by what is asked", async () => {
    await using folder = await createFolder();
    const clock = new ManualClock();
    const sessions = new Map([["s1", session("s1", { startedAt: clock.now() })]]);
    const { cost, told } = open(folder.path, clock, sessions);
    await writeFile(path.join(folder.path, "s1.log"), "big-1 1000 10\n");
    cost.start();
    await cost.idle();
    expect((await usage(cost)).total).toMatchObject({
      sessions: 1,
      totalTokens: 1_010,
      cost: { usd: 0.011, source: "priced" },
    });
    expect(told).toHaveLength(1);
    await appendFile(path.join(folder.path, "s1.log"), "big-1 500 5\nsmall-2 7 3\n");
    cost.saw("s1");
    await cost.idle();
    expect((await usage(cost)).total.totalTokens).toBe(1_010);
    clock.advance(5_000);
    await cost.idle();
    const byModel = await usage(cost, { by: "model" });
    expect(byModel.rows.map((row) => [row.key, row.totalTokens])).toEqual([
      ["big-1", 1_515],
      ["small-2", 10],
    ]);
    expect(byModel.rows[1]?.cost).toEqual({ source: "unknown", unpriced: 10 });
    expect(byModel.total.cost).toMatchObject({ source: "priced", unpriced: 10 });
    expect(byModel.total.cost.billableUsd).toBeCloseTo(0.0165, 8);
    const byConvoy = await usage(cost, { by: "convoy" });
    expect(byConvoy.rows.map((row) => [row.key, row.title, row.totalTokens])).toEqual([
      ["cv-1", "convoy cv-1", 1_525],
      ["cv-2", "convoy cv-2", 1_525],
    ]);
    expect(byConvoy.total.totalTokens).toBe(1_525);
    expect((await usage(cost, { by: "day" })).rows).toHaveLength(1);
    await cost[Symbol.asyncDispose]();
  });

  it("is neither lost nor counted twice by a core that ends, whenever it does", async () => {
    await using folder = await createFolder();
    const clock = new ManualClock();
    const sessions = new Map([["s1", session("s1", { startedAt: clock.now() })]]);
    const log = path.join(folder.path, "s1.log");
    await writeFile(log, "big-1 1000 10\n");
    for (let round = 0; round < 3; round += 1) {
      const { cost } = open(folder.path, clock, sessions);
      cost.start();
      await cost.idle();
      await cost[Symbol.asyncDispose]();
    }
    // Between cores it goes on, and ends.
    await appendFile(log, "big-1 1 1\n");
    sessions.set("s1", session("s1", { endedAt: clock.now() }));
    clock.advance(2 * HOUR);
    const { cost } = open(folder.path, clock, sessions);
    cost.start();
    await cost.idle();
    expect((await usage(cost)).total.totalTokens).toBe(1_012);
    await cost[Symbol.asyncDispose]();
    // It was read to its end: what happens to the file then is no business of this session.
    await appendFile(log, "big-1 999 999\n");
    const later = open(folder.path, clock, sessions).cost;
    later.start();
    await later.idle();
    expect((await usage(later)).total.totalTokens).toBe(1_012);
    await later[Symbol.asyncDispose]();
  });

  it("goes on in another file where a session was cleared, and keeps what was counted before", async () => {
    await using folder = await createFolder();
    const clock = new ManualClock();
    const sessions = new Map([["s1", session("s1", { runtimeSession: "a" })]]);
    const { cost } = open(folder.path, clock, sessions);
    await writeFile(path.join(folder.path, "s1a.log"), "big-1 1000 10\n");
    cost.start();
    await cost.idle();
    sessions.set("s1", session("s1", { runtimeSession: "b" }));
    await writeFile(path.join(folder.path, "s1b.log"), "big-1 1 1\n");
    clock.advance(10_000);
    cost.saw("s1");
    await cost.idle();
    expect((await usage(cost)).total.totalTokens).toBe(1_012);
    await cost[Symbol.asyncDispose]();
  });

  it("is said to be unmeasured where no transcript tells of it", async () => {
    await using folder = await createFolder();
    const clock = new ManualClock();
    const sessions = new Map([
      ["s1", session("s1", { runtime: "mute" })],
      ["s2", session("s2")],
    ]);
    await writeFile(path.join(folder.path, "s2.log"), "big-1 1 1\n");
    const { cost } = open(folder.path, clock, sessions);
    cost.start();
    await cost.idle();
    expect(await usage(cost)).toMatchObject({ unmeasured: 1, total: { sessions: 1 } });
    await cost[Symbol.asyncDispose]();
  });
});

describe("the store of samples", () => {
  it("keeps one row per session, model and hour, forgets the old, and begins anew where its file is damaged", async () => {
    await using folder = await createFolder();
    const file = usageFile(folder.path);
    const problems: string[] = [];
    const state = {
      ...{ id: "s1", transcript: "/t", runtimeSession: undefined, cursor: "c", totals: "[]", unreadable: 0 },
      ...{ isSubscription: true, isDone: true, problem: undefined },
    };
    const delta = { model: "m", input: 1, output: 2, cacheRead: 3, cacheWrite: 4, toldUsd: undefined };
    {
      using store = openUsageStore(file, (problem) => problems.push(problem));
      store.put(state, 10, [delta]);
      store.put(state, HOUR - 1, [{ ...delta, toldUsd: 0.5 }]);
      store.put(state, HOUR, [delta]);
      expect([...store.samples({})]).toHaveLength(2);
      expect([...store.samples({ until: HOUR })][0]).toMatchObject({
        input: 2,
        toldUsd: 0.5,
        firstAt: 10,
        lastAt: HOUR - 1,
      });
      expect(store.followed("s1")).toEqual(state);
      expect(store.subscribed()).toEqual(new Set(["s1"]));
      store.prune(HOUR);
      expect([...store.samples({})]).toHaveLength(1);
    }
    await writeFile(file, "no database, and long enough to be taken for one by nobody at all".repeat(40));
    using fresh = openUsageStore(file, (problem) => problems.push(problem));
    expect([...fresh.samples({})]).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(await readFile(`${file}.bad`, "utf8")).toContain("no database");
  });
});

describe("totals of a transcript", () => {
  it("take nothing back when a figure falls, and count it again only beyond what was counted", () => {
    const one = (input: number) => [{ model: "m", input, output: 0, cacheRead: 0, cacheWrite: 0 }];
    const first = deltasOf([], one(100));
    const fallen = deltasOf(first.totals, one(40));
    const risen = deltasOf(fallen.totals, one(130));
    expect([first, fallen, risen].map(({ deltas }) => deltas[0]?.input)).toEqual([100, undefined, 30]);
  });
});

describe("prices", () => {
  it("are found by full name, without a provider, and without the day of a release, and never guessed", async () => {
    const prices = createPrices({ ...list, models: PRICES }, { "Own-Model": { input: 1, output: 1 } });
    const tokens = { input: 1_000_000, output: 0, cacheRead: 0, cacheWrite: 0 };
    expect(
      ["big-1", "acme/big-1", "big-1-20260101", "BIG-1", "own-model"].map((name) => prices.priceOf(name, tokens)),
    ).toEqual([10, 10, 10, 10, 1]);
    expect(prices.priceOf("big-10", tokens)).toBeUndefined();
    expect(prices.priceOf("big-1", { ...tokens, cacheWrite: 1 })).toBeUndefined();
  });

  it("that come with Drover name their day and their source, and know the models of the day", async () => {
    const shipped = await readPriceList(path.resolve(import.meta.dirname, "../../../../resources"));
    expect(shipped.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(shipped.source).not.toBe("");
    // What Claude Code itself worked out for such a session.
    const used = { input: 5_000, output: 240, cacheRead: 16_000, cacheWrite: 1_200 };
    expect(createPrices(shipped).priceOf("claude-opus-5-5", used)).toBeCloseTo(0.034, 8);
  });
});
