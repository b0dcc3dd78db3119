import { describe, expect, it } from "vitest";
import { USER } from "../../../shared/model/identity.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { costToCome } from "./cost-to-come.ts";
import type { Finished } from "./durations.ts";
import { type ForecastFacts, foretell } from "./forecast.ts";
import { planOf } from "./plan.ts";

const MIN = 60_000;
const NOW = 1_000 * MIN;

function item(id: string, more: Partial<ItemView> = {}): ItemView {
  return {
    id,
    title: `Title of ${id}`,
    description: "",
    type: "task",
    status: "open",
    priority: 2,
    labels: [],
    acceptance: "",
    notes: "",
    links: [],
    createdBy: USER,
    createdAt: 0,
    updatedBy: USER,
    updatedAt: 0,
    version: 1,
    stage: "ready",
    project: "shop",
    blockedBy: [],
    unblocks: 0,
    convoys: [],
    ...more,
  };
}

const done = (ms: number, more: Partial<Finished> = {}): Finished => ({
  type: "task",
  project: "shop",
  ms,
  at: 0,
  usd: undefined,
  ...more,
});

function facts(items: readonly ItemView[], more: Partial<ForecastFacts> = {}): ForecastFacts {
  const byId = new Map(items.map((one) => [one.id, one]));
  const own = items.filter(({ convoys }) => !convoys.includes("other")).map(({ id }) => id);
  return {
    plan: planOf(own, (id) => byId.get(id)),
    finished: [done(10 * MIN), done(10 * MIN), done(10 * MIN)],
    begun: new Map(),
    room: { overall: Infinity, of: () => 2 },
    isStarted: true,
    now: NOW,
    ...more,
  };
}

describe("when a convoy is done", () => {
  it("is told by what finished items took, how many are worked on at once, and what waits for what", async () => {
    const told = await foretell(
      facts([item("a"), item("b", { blockedBy: ["a"], stage: "blocked" }), item("c"), item("d")]),
    );
    expect(told.forecast).toMatchObject({ state: "known", likely: NOW + 20 * MIN, latest: NOW + 20 * MIN });
    expect(told.forecast.basis).toEqual([
      "3 finished items of their type in their project typically took 10 min.",
      "Up to 2 at a time, if nothing else takes the agents.",
    ]);
    expect(told.criticalPath).toEqual({ ids: ["a", "b"], ms: 20 * MIN });
  });

  it("is a range where finished items took unlike long", async () => {
    const finished = [2, 4, 10, 30].map((minutes) => done(minutes * MIN));
    const { earliest = 0, likely = 0, latest = 0 } = (await foretell(facts([item("a")], { finished }))).forecast;
    expect(earliest).toBeGreaterThan(NOW);
    expect(likely).toBeGreaterThan(earliest);
    expect(latest).toBeGreaterThan(likely);
    expect(latest).toBeLessThanOrEqual(NOW + 30 * MIN);
  });

  it("is unknown while hardly anything was finished, and says so", async () => {
    const told = await foretell(facts([item("a"), item("b", { blockedBy: ["a"] })], { finished: [] }));
    expect(told.forecast).toEqual({
      state: "unknown",
      basis: [
        "It is not known yet how long its items take: nothing has been finished so far, and they have no estimate.",
      ],
    });
    expect(told.criticalPath).toEqual({ ids: ["a", "b"], ms: undefined });
  });

  it("rests on estimates where nothing else is known, and on facts as soon as there are some", async () => {
    const estimated = [item("a", { estimateMinutes: 60 })];
    const told = await foretell(facts(estimated, { finished: [] }));
    expect(told.forecast.likely).toBeGreaterThan(NOW + 40 * MIN);
    expect(told.forecast.basis[0]).toBe("1 item taken by its estimate.");
    expect((await foretell(facts(estimated))).forecast.likely).toBe(NOW + 10 * MIN);
  });

  it("takes off what has been done of items under way", async () => {
    const told = await foretell(
      facts([item("a", { stage: "in-progress" })], { begun: new Map([["a", NOW - 4 * MIN]]) }),
    );
    expect(told.forecast.likely).toBe(NOW + 6 * MIN);
    const late = await foretell(
      facts([item("a", { stage: "in-progress" })], { begun: new Map([["a", NOW - 40 * MIN]]) }),
    );
    expect(late.forecast.likely).toBe(NOW + 5 * MIN);
    expect(late.forecast.basis).toContain("1 item under way longer than any like it before.");
  });

  it("counts items outside it that its own wait for, those put off, and says what it cannot know", async () => {
    const told = await foretell(
      facts(
        [
          item("a", { blockedBy: ["x", "g"], stage: "blocked" }),
          item("x", { convoys: ["other"] }),
          item("g", { convoys: ["other"], type: "gate", stage: "blocked" }),
          item("e", { type: "epic" }),
          item("e.1", { parent: "e", stage: "deferred", deferredUntil: NOW + 60 * MIN }),
        ],
        { isStarted: false },
      ),
    );
    expect(told.forecast.likely).toBe(NOW + 70 * MIN);
    expect(told.forecast.basis).toEqual([
      "As if it were started now.",
      "3 finished items of their type in their project typically took 10 min.",
      "Up to 2 at a time, if nothing else takes the agents.",
      "1 item outside it that it waits for is counted.",
      "g opens when what it waits for comes: counted as if it were open.",
    ]);
  });

  it("is over when nothing is left", async () => {
    const told = await foretell(facts([item("a", { status: "closed", stage: "landed" })]));
    expect(told).toEqual({ forecast: { state: "done", basis: [] }, criticalPath: { ids: [], ms: undefined } });
  });

  it("is never before now, in order, and the same whenever it is asked", async () => {
    for (const count of [1, 7, 60]) {
      const items = Array.from({ length: count }, (_, nth) =>
        item(`i${nth}`, nth % 3 === 0 ? {} : { blockedBy: [`i${nth - 1}`], stage: "blocked" }),
      );
      const finished = [1, 5, 9, 30, 90].map((minutes) => done(minutes * MIN));
      const one = await foretell(facts(items, { finished }));
      const { earliest = 0, likely = 0, latest = 0 } = one.forecast;
      expect(earliest).toBeGreaterThanOrEqual(NOW);
      expect([earliest, likely, latest]).toEqual([earliest, likely, latest].toSorted((a, b) => a - b));
      expect(await foretell(facts(items, { finished }))).toEqual(one);
    }
  });
});

describe("what is left to pay", () => {
  const plan = facts([item("a"), item("b", { stage: "in-progress" })]).plan.items;

  it("follows from what finished items cost, less what was spent on those under way", () => {
    const finished = [1, 2, 3].map((usd) => done(0, { usd }));
    expect(costToCome(plan, { finished, spentOn: (id) => (id === "b" ? 0.5 : 0) })).toEqual({
      toCome: { low: 2.5, likely: 3.5, high: 4.5 },
      basis: "By what 3 finished items like them cost.",
    });
  });

  it("is not known where no price is, and nothing where nothing is left", () => {
    expect(costToCome(plan, { finished: [done(1), done(2), done(3)], spentOn: () => 0 })).toEqual({
      basis: "Not known: of no finished item is it known what it cost.",
    });
    expect(costToCome([], { finished: [], spentOn: () => 0 }).toCome).toEqual({ low: 0, likely: 0, high: 0 });
  });
});
