import { afterEach, beforeEach, describe, expect, it } from "vitest";
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
/** Members by item, of every batch that was formed, oldest first. */
const formed = () =>
  house
    .batches()
    .map(({ members }) =>
      members.map(({ submission }) => [...house.queue().values()].find(({ id }) => id === submission)?.item),
    );
const file = (name: string, text = `${name}\n`) => ({ [name]: text });

describe("a batch", () => {
  it("is gated once for all its members, and lands them in their order as their own commits", async () => {
    await house.submitAll({ "demo-1": file("a"), "demo-2": file("b"), "demo-3": file("c") });
    await settled();
    expect(house.lanes.runs.map(({ files }) => files)).toEqual([["a", "b", "c", "shared.txt"]]);
    expect(await house.landed()).toEqual(["Do demo-1", "Do demo-2", "Do demo-3"]);
    expect(house.batches()).toMatchObject([{ state: "landed", lands: 3 }]);
  });

  it("has each member say which part of the target is its own", async () => {
    await house.submitAll({ "demo-1": file("a"), "demo-2": file("b") });
    await settled();
    const [first, second] = [house.of("demo-1"), house.of("demo-2")];
    expect(first).toMatchObject({ landedFrom: house.start, gates: [{ name: "test", exitCode: 0 }] });
    expect(second).toMatchObject({ landedFrom: first.landed, landed: await house.tip() });
  });

  it("holds no more than the project says", async () => {
    house.settings = { batch: 2, parallel: 1 };
    await house.submitAll({ "demo-1": file("a"), "demo-2": file("b"), "demo-3": file("c") });
    await settled();
    expect(formed()).toEqual([["demo-1", "demo-2"], ["demo-3"]]);
  });

  it("takes those with files of their own first", async () => {
    house.settings = { batch: 3, parallel: 1 };
    await house.submitAll({
      "demo-1": file("a"),
      "demo-2": { "shared.txt": "x\n1\n2\n3\n", a2: "1\n" },
      "demo-3": { "shared.txt": "1\n2\n3\ny\n" },
      "demo-4": file("b"),
    });
    await settled();
    expect(formed()).toEqual([["demo-1", "demo-2", "demo-4"], ["demo-3"]]);
    expect(await house.landed()).toHaveLength(4);
  });

  it("is frozen: what comes later goes into another one", async () => {
    house.lanes.byHand = true;
    await house.submit("demo-1", file("a"));
    const [run] = await house.lanes.occupied(1);
    await house.submit("demo-2", file("b"), { priority: 0 });
    await house.lanes.occupied(2);
    expect(formed()).toEqual([["demo-1"], ["demo-2"]]);
    expect(run?.outcome).toBeUndefined();
  });

  it("goes on without a member that conflicts with one before it, which waits for that one to land", async () => {
    await house.submitAll({
      "demo-1": { "shared.txt": "one\n2\n3\n" },
      "demo-2": { "shared.txt": "uno\n2\n3\n" },
      "demo-3": file("c"),
    });
    await settled();
    expect(await house.landed()).toEqual(["Do demo-1", "Do demo-3"]);
    expect(house.told).toContain("conflict demo-2");
    expect(house.told.indexOf("conflict demo-2")).toBeGreaterThan(house.told.indexOf("landed demo-1"));
  });

  it("blames nobody for a conflict with one that never lands", async () => {
    await house.submitAll({
      "demo-1": { "shared.txt": "one\n2\n3\n", bad: "1\n" },
      "demo-2": { "shared.txt": "uno\n2\n3\n" },
    });
    await settled();
    expect(house.told).toEqual(["gate-failed demo-1", "landed demo-2"]);
  });

  it("tells at once of a conflict with what is on the target already", async () => {
    await house.push("Elsewhere", { "shared.txt": "others\n2\n3\n" });
    house.lanes.byHand = true;
    await house.submitAll({ "demo-1": file("a"), "demo-2": { "shared.txt": "mine\n2\n3\n" } });
    await house.lanes.occupied(1);
    expect(house.state("demo-2")).toBe("sent-back");
    expect(house.state("demo-1")).toBe("gating");
  });

  it("leaves out what is on the target already, which has landed", async () => {
    const tip = await house.commit("Do demo-1", file("a"));
    await house.submit("demo-1", {}, { tip });
    await settled();
    await house.submitAll({ "demo-2": file("b") });
    await house.submit("demo-3", {}, { tip });
    await settled();
    expect(house.state("demo-3")).toBe("landed");
    expect(await house.landed()).toEqual(["Do demo-1", "Do demo-2"]);
  });

  it("does not take for landed what only another member has, as long as that has not landed", async () => {
    const tip = await house.commit("Do it", file("a"));
    house.lanes.byHand = true;
    await house.submit("demo-1", {}, { tip });
    const [run] = await house.lanes.occupied(1);
    await house.submit("demo-2", {}, { tip });
    expect(["queued", "preparing"]).toContain(house.state("demo-2"));
    if (run !== undefined) house.lanes.finish(run);
    await settled();
    expect([house.state("demo-1"), house.state("demo-2")]).toEqual(["landed", "landed"]);
    expect(await house.landed()).toEqual(["Do it"]);
  });

  it("needs no gates where the project has none", async () => {
    house.gates = [];
    await house.submitAll({ "demo-1": file("a"), "demo-2": file("b") });
    await settled();
    expect(house.lanes.runs).toEqual([]);
    expect(await house.landed()).toEqual(["Do demo-1", "Do demo-2"]);
  });
});
