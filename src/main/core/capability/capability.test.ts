import { performance } from "node:perf_hooks";
import { describe, expect, it } from "vitest";
import type { Session } from "../../../shared/model/agent.ts";
import { type IdentityPath, USER } from "../../../shared/model/identity.ts";
import { ok } from "../../../shared/model/result.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import type { CostView } from "../../../shared/model/usage.ts";
import { type WorkItem, workItem } from "../../../shared/model/work-item.ts";
import type { RecordTable } from "../platform/store/record-store.ts";
import { type Capabilities, createCapabilities } from "./index.ts";

const OTTER = "demo/workers/otter" as IdentityPath;
const HERON = "demo/workers/heron" as IdentityPath;

function table<R extends { readonly id: string }>(rows: readonly R[]): RecordTable<R> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    get: (id) => byId.get(id),
    values: () => byId.values(),
    size: byId.size,
    ledgerOf: () => "workspace",
    clockOf: () => undefined,
    deletionOf: () => undefined,
    watch: () => ({ [Symbol.dispose]() {} }),
  };
}

function session(id: string, item: string, more: Partial<Session> = {}): Session {
  return {
    id,
    agent: OTTER,
    project: "demo",
    item,
    runtime: "claude",
    round: 1,
    host: "h",
    startedAt: 0,
    endedAt: 10,
    ...more,
  };
}

function submission(id: string, item: string, more: Partial<Submission> = {}): Submission {
  return {
    ...{ id, item, project: "demo", agent: OTTER, tip: "a".repeat(40), base: "b".repeat(40), priority: 2 },
    ...{ state: "landed", submittedAt: 1, updatedAt: 100, gates: [], conflicts: [], kind: "work", resolutions: 0 },
    ...more,
  };
}

function item(id: string, more: Partial<WorkItem> = {}): WorkItem {
  const made = { createdBy: USER, createdAt: 0, updatedBy: USER, updatedAt: 0, version: 1 };
  return workItem.parse({ id, title: `The item ${id}`, ...made, ...more });
}

interface Facts {
  readonly sessions: readonly Session[];
  readonly submissions?: readonly Submission[];
  readonly items?: readonly WorkItem[];
  readonly held?: Readonly<Record<string, IdentityPath>>;
  readonly usage?: Readonly<Record<string, { readonly tokens: number; readonly usd?: number; readonly model: string }>>;
}

const costOf = (usd: number | undefined): CostView =>
  usd === undefined ? { source: "unknown", unpriced: 1 } : { usd, source: "priced", unpriced: 0 };

function capabilities({ sessions, submissions = [], items = [], held = {}, usage = {} }: Facts): Capabilities {
  const byId = new Map(items.map((one) => [one.id, one]));
  const used = Object.entries(usage).map(
    ([id, { tokens, usd, model }]) => [id, { tokens, cost: costOf(usd), model }] as const,
  );
  return createCapabilities({
    sessions: table(sessions),
    submissions: table(submissions),
    item: (id) => byId.get(id),
    holderOf: (id) => held[id],
    resolveAgent: () => ok(OTTER),
    usage: async () => new Map(used),
    sumCosts(costs) {
      const known = costs.flatMap(({ usd }) => usd ?? []);
      return costOf(known.length === 0 ? undefined : known.reduce((sum, usd) => sum + usd, 0));
    },
    resolveItem: (ref) => ok(ref),
    defaultRuntime: () => "plain",
    isUsable: async (runtime) => runtime !== "gone",
  });
}

const redGate = { name: "test", exitCode: 1, timedOut: false, ms: 1, tail: "" };

describe("the record of an agent", () => {
  it("tells how each of its items ended, and what was in the way", async () => {
    const cv = capabilities({
      sessions: [
        session("s1", "d-aa1"),
        session("s2", "d-aa2", { endReason: "crashed" }),
        session("s3", "d-aa2", { startedAt: 20, endedAt: 30 }),
        session("s4", "d-aa3"),
        session("s5", "d-aa4"),
        session("s6", "d-aa5"),
        session("s7", "d-aa6"),
        session("s8", "d-aa4", { agent: HERON, startedAt: 50 }),
      ],
      submissions: [
        submission("u1", "d-aa1"),
        submission("u2", "d-aa2", { state: "sent-back", gates: [redGate] }),
        submission("u3", "d-aa2", { state: "sent-back", conflicts: ["a.txt"] }),
        submission("u4", "d-aa2", { updatedAt: 200 }),
        submission("u5", "d-aa4", { agent: HERON }),
      ],
      items: [
        item("d-aa1", { type: "bug", labels: ["ui"], closedAt: 100, landedCommit: "c" }),
        item("d-aa2", { type: "bug", closedAt: 200, landedCommit: "c" }),
        item("d-aa3", { closedAt: 40 }),
        item("d-aa4", { closedAt: 100, landedCommit: "c" }),
        item("d-aa5", { closedAt: 60, outcome: "failed" }),
        item("d-aa6"),
      ],
      held: { "d-aa6": OTTER },
      usage: { s1: { tokens: 1_000, usd: 1, model: "big" }, s3: { tokens: 500, usd: 2, model: "small" } },
    });
    const record = await cv.record({ agent: OTTER });
    expect(record.total).toEqual({
      ...{ items: 6, landed: 2, closed: 1, failed: 1, leftUndone: 1, underWay: 1, firstTime: { count: 1, of: 2 } },
      ...{ submissions: 4, sentBack: 2, conflicts: 1, gateFailures: 1, sessions: 7, medianSessions: 1, crashes: 1 },
      ...{
        medianMs: 100,
        tokens: 1_500,
        measured: 2,
        cost: { usd: 3, source: "priced", unpriced: 0 },
        usdPerItem: 1.5,
      },
    });
    expect(record.types.map(({ key, items, landed }) => [key, items, landed])).toEqual([
      ["task", 4, 0],
      ["bug", 2, 2],
    ]);
    expect(record.labels.map(({ key, items }) => [key, items])).toEqual([["ui", 1]]);
    expect(record.recent.map((one) => [one.item, one.how])).toEqual([
      ["d-aa6", "under-way"],
      ["d-aa2", "landed"],
      ["d-aa1", "landed"],
      ["d-aa5", "failed"],
      ["d-aa3", "closed"],
      ["d-aa4", "left-undone"],
    ]);
    const heron = await cv.record({ agent: HERON });
    expect(heron.total).toMatchObject({ items: 1, landed: 1, leftUndone: 0 });
  });

  it("is also that of a runtime and of a model, and says nothing where nothing is known", async () => {
    const cv = capabilities({
      sessions: [session("s1", "d-aa1"), session("s2", "d-aa2", { runtime: "codex" }), session("s3", "d-aa3")],
      submissions: [submission("u1", "d-aa1"), submission("u2", "d-aa2")],
      usage: { s1: { tokens: 10, model: "big" }, s2: { tokens: 20, model: "big" } },
    });
    expect((await cv.record({ runtime: "codex" })).total.items).toBe(1);
    const model = await cv.record({ model: "big" });
    expect(model.total).toMatchObject({ items: 2, measured: 2, tokens: 30, cost: { source: "unknown" } });
    expect(model.total.usdPerItem).toBeUndefined();
    expect((await cv.record({ model: "other" })).total).toMatchObject({ items: 0, firstTime: { count: 0, of: 0 } });
    expect((await cv.record({ since: 101 })).total.items).toBe(0);
  });

  it("of ten thousand items is there at once, and does not hold up the loop", async () => {
    const ids = Array.from({ length: 10_000 }, (_, n) => `d-${(n + 46_656).toString(36)}`);
    const cv = capabilities({
      sessions: ids.flatMap((id, n) => [session(`s${n}`, id), session(`t${n}`, id, { startedAt: 5, endedAt: 50 })]),
      submissions: ids.map((id, n) => submission(`u${n}`, id, n % 5 === 0 ? { state: "sent-back" } : {})),
      items: ids.map((id, n) => item(id, { labels: [`l${n % 20}`], closedAt: 100, landedCommit: "c" })),
      usage: Object.fromEntries(ids.map((_, n) => [`s${n}`, { tokens: 10, usd: 0.1, model: `m${n % 3}` }])),
    });
    const began = performance.now();
    const record = await cv.record({ runtime: "claude" });
    const took = performance.now() - began;
    expect(record.total).toMatchObject({ items: 10_000, landed: 8_000 });
    expect(record.labels).toHaveLength(20);
    expect(took).toBeLessThan(2_000);
  });
});

describe("advice on an item", () => {
  const caller = { identity: USER, role: "user" } as const;
  const of = async (cv: Capabilities, id: string) => {
    const advice = await cv.handlers["work.advise"]({ item: id }, caller, new AbortController().signal);
    if (!advice.ok) throw new Error(advice.error.message);
    return advice.value;
  };
  /** So many bugs by a runtime, of which so many landed; the others were left undone. */
  const bugs = (runtime: string, count: number, landed: number) => {
    const ids = Array.from({ length: count }, (_, n) => `d-${runtime.slice(0, 1)}${String(n).padStart(3, "0")}`);
    return {
      sessions: ids.map((id) => session(`s-${id}`, id, { runtime })),
      submissions: ids.slice(0, landed).map((id) => submission(`u-${id}`, id)),
      items: ids.map((id) => item(id, { type: "bug" })),
    };
  };
  const facts = (...all: readonly ReturnType<typeof bugs>[]): Facts => ({
    sessions: all.flatMap((one) => one.sessions),
    submissions: all.flatMap((one) => one.submissions),
    items: [...all.flatMap((one) => one.items), item("d-new1", { type: "bug" }), item("d-new2")],
  });

  it("prefers what is proven over what was lucky once, leaves out what is not installed, and shows its reasons", async () => {
    const cv = capabilities(
      facts(bugs("proven", 40, 36), bugs("lucky", 3, 3), bugs("weak", 10, 2), bugs("gone", 50, 50)),
    );
    const advice = await of(cv, "d-new1");
    expect(advice).toMatchObject({ runtime: "proven", isKnown: true });
    expect(advice.why).toBe("proven did 36 of 40 items of the type bug, 36 as first submitted.");
    expect(advice.candidates.map(({ runtime }) => runtime)).toEqual(["proven", "lucky", "weak"]);
    // Nothing is known of such an item: what is known of all counts.
    expect((await of(cv, "d-new2")).why).toContain("36 of 40 items of all types");
  });

  it("is the default where too little is known, and says so", async () => {
    const advice = await of(capabilities(facts(bugs("proven", 2, 2))), "d-new1");
    expect(advice).toMatchObject({ runtime: "plain", isKnown: false, candidates: [{ runtime: "proven", items: 2 }] });
  });
});
