import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { USER } from "../../../../shared/model/identity.ts";
import type { MergeRepository } from "../repository/repository.ts";
import { type QueueHouse, createQueueHouse } from "../testing/queue-house.ts";

let house: QueueHouse;
beforeEach(async () => {
  house = await createQueueHouse();
});
afterEach(async () => {
  await house[Symbol.asyncDispose]();
  expect(house.reported).toEqual([]);
});

const settled = () => house.queue().idle();
const file = (name: string) => ({ [name]: `${name}\n` });
/** Resolves once `step` was done for the first time, or begun; whoever asked for it never hears of it. */
function dying(step: "prepare" | "land", when: "before" | "after") {
  const died = Promise.withResolvers<void>();
  const change = (real: MergeRepository): Partial<MergeRepository> => ({
    async [step](...args: never[]) {
      if (when === "after") await (real[step] as (...given: never[]) => Promise<unknown>)(...args);
      died.resolve();
      throw new Error("dead");
    },
  });
  return { change, died: died.promise };
}

describe("a core that dies", () => {
  it.each([
    ["prepare", "before"],
    ["prepare", "after"],
    ["land", "before"],
    ["land", "after"],
  ] as const)("at %s, %s it was done, leaves a queue that lands everything once", async (step, when) => {
    const { change, died } = dying(step, when);
    await house.reopen(change);
    await house.submitAll({ "demo-1": file("a"), "demo-2": file("b") });
    await died;
    await house.crash();
    await settled();
    expect(await house.landed()).toEqual(["Do demo-1", "Do demo-2"]);
    expect(house.told.toSorted()).toEqual(["landed demo-1", "landed demo-2"]);
    expect(house.batches().filter(({ state }) => state === "landing")).toEqual([]);
  });

  it("while gates run has the same batch gated again", async () => {
    house.lanes.byHand = true;
    await house.submitAll({ "demo-1": file("a"), "demo-2": file("b") });
    const [run] = await house.lanes.occupied(1);
    await house.crash();
    house.lanes.byHand = false;
    for (const each of house.lanes.running()) house.lanes.finish(each);
    await settled();
    const [batch] = house.batches();
    expect(batch).toMatchObject({ state: "landed", id: run?.batch });
    expect(batch?.runs.map(({ state }) => state)).toEqual(["cancelled", "green"]);
  });

  it("in the middle of a bisection goes on with what is known", async () => {
    house.lanes.byHand = true;
    house.settings = { parallel: 1 };
    await house.submitAll({ "demo-1": file("a"), "demo-2": file("b"), "demo-3": file("bad"), "demo-4": file("d") });
    for (let attempt = 0; attempt < 3; attempt++) {
      const [run] = await house.lanes.occupied(1);
      if (run !== undefined) house.lanes.finish(run);
    }
    await house.lanes.occupied(1);
    const before = house.lanes.runs.length;
    await house.crash();
    house.lanes.byHand = false;
    for (const each of house.lanes.running()) house.lanes.finish(each);
    await settled();
    expect(house.told).toContain("gate-failed demo-3");
    expect(await house.landed()).toEqual(["Do demo-1", "Do demo-2", "Do demo-4"]);
    const asked = new Set(house.lanes.runs.slice(0, before - 1).map(({ commit, attempt }) => `${commit} ${attempt}`));
    expect(house.lanes.runs.slice(before).filter(({ commit, attempt }) => asked.has(`${commit} ${attempt}`))).toEqual(
      [],
    );
  });

  it("with batches stacked on one another lands those that were green, in order", async () => {
    house.lanes.byHand = true;
    house.settings = { batch: 1, parallel: 3 };
    await house.submitAll({ "demo-1": file("a"), "demo-2": file("b"), "demo-3": file("c") });
    await house.lanes.occupied(3);
    await house.crash();
    house.lanes.byHand = false;
    for (const each of house.lanes.running()) house.lanes.finish(each);
    await settled();
    expect(await house.landed()).toEqual(["Do demo-1", "Do demo-2", "Do demo-3"]);
  });

  it("after a landing that somebody else built on finds it landed", async () => {
    const { change, died } = dying("land", "after");
    await house.reopen(change);
    await house.submit("demo-1", file("a"));
    await died;
    await house.push("Elsewhere", file("z"));
    await house.crash();
    await settled();
    expect(await house.landed()).toEqual(["Do demo-1", "Elsewhere"]);
    expect(house.of("demo-1")).toMatchObject({ state: "landed", landed: house.of("demo-1").prepared });
    expect(house.lanes.runs).toHaveLength(1);
  });

  it("before a landing, and is followed by one that is paused, lands it once when the queue goes on", async () => {
    const { change, died } = dying("land", "before");
    await house.reopen(change);
    await house.submit("demo-1", file("a"));
    await died;
    await house.act("mq.pause", { project: "demo" });
    await house.crash();
    await settled();
    expect([await house.landed(), house.state("demo-1")]).toEqual([[], "landing"]);
    await house.act("mq.resume", { project: "demo" });
    await settled();
    expect(await house.landed()).toEqual(["Do demo-1"]);
    expect(house.told).toEqual(["landed demo-1"]);
    expect(house.lanes.runs).toHaveLength(1);
  });

  it("after a landing, and is followed by one that is paused, finds it landed", async () => {
    const { change, died } = dying("land", "after");
    await house.reopen(change);
    await house.submit("demo-1", file("a"));
    await died;
    await house.act("mq.pause", { project: "demo" });
    await house.crash();
    await settled();
    expect([await house.landed(), house.state("demo-1")]).toEqual([["Do demo-1"], "landed"]);
    expect(house.told).toEqual(["landed demo-1"]);
  });

  it("before a landing that somebody else was faster than prepares anew", async () => {
    const { change, died } = dying("land", "before");
    await house.reopen(change);
    await house.submit("demo-1", file("a"));
    await died;
    await house.push("Elsewhere", file("z"));
    await house.crash();
    await settled();
    expect(await house.landed()).toEqual(["Elsewhere", "Do demo-1"]);
    expect(house.lanes.runs).toHaveLength(2);
  });
});

async function troubles() {
  const caller = { identity: USER, role: "user" } as const;
  const list = await house.queue().handlers["mq.list"]({}, caller, new AbortController().signal);
  return list.ok ? list.value.troubles : list;
}

describe("machinery that breaks", () => {
  it("is no verdict on a commit: a run that could not be made is made again later, and until then the queue says why", async () => {
    house.lanes.byHand = true;
    await house.submit("demo-1", file("a"));
    const [run] = await house.lanes.occupied(1);
    if (run !== undefined) house.lanes.breakDown(run, "no space left");
    await settled();
    expect(house.reported.splice(0)).toEqual([new Error("no space left")]);
    expect(await house.landed()).toEqual([]);
    expect(await troubles()).toEqual([{ project: "demo", message: "no space left" }]);
    house.lanes.byHand = false;
    house.ledger.clock.advance(60_000);
    await settled();
    expect(house.state("demo-1")).toBe("landed");
    expect(await troubles()).toEqual([]);
  });
});
