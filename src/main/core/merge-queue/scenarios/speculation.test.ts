import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type QueueHouse, createQueueHouse } from "../testing/queue-house.ts";

let house: QueueHouse;
beforeEach(async () => {
  house = await createQueueHouse();
  house.lanes.byHand = true;
  house.settings = { batch: 1, parallel: 2, retries: 0 };
});
afterEach(async () => {
  await house[Symbol.asyncDispose]();
  expect(house.reported).toEqual([]);
});

const settled = () => house.queue().idle();
const file = (name: string) => ({ [name]: `${name}\n` });
const runs = () => house.lanes.runs.map(({ files }) => files.filter((name) => name !== "shared.txt").join(" "));

describe("speculation", () => {
  it("gates the next batch on top of the one that is being gated", async () => {
    await house.submitAll({ "demo-1": file("a"), "demo-2": file("b"), "demo-3": file("c") });
    await house.lanes.occupied(2);
    expect(runs()).toEqual(["a", "a b"]);
    const [first, second] = house.batches();
    expect(second).toMatchObject({ after: first?.id, onto: first?.members[0]?.commit });
  });

  it("lands strictly in order: what is green early waits for what is before it", async () => {
    await house.submitAll({ "demo-1": file("a"), "demo-2": file("b") });
    const [first, second] = await house.lanes.occupied(2);
    if (first === undefined || second === undefined) throw new Error("not two");
    house.lanes.finish(second);
    expect(await house.landed()).toEqual([]);
    house.lanes.finish(first);
    await settled();
    expect(await house.landed()).toEqual(["Do demo-1", "Do demo-2"]);
    expect(house.lanes.runs).toHaveLength(2);
  });

  it("frees a lane as soon as its run ends, not when it lands", async () => {
    await house.submitAll({ "demo-1": file("a"), "demo-2": file("b"), "demo-3": file("c") });
    const [, second] = await house.lanes.occupied(2);
    if (second !== undefined) house.lanes.finish(second);
    await house.lanes.occupied(2);
    expect(runs()).toEqual(["a", "a b", "a b c"]);
    expect(await house.landed()).toEqual([]);
  });

  it("is given up when what it was built on does not land: the rest is stacked anew", async () => {
    await house.submitAll({ "demo-1": file("bad"), "demo-2": file("b") });
    const [first, second] = await house.lanes.occupied(2);
    house.lanes.byHand = false;
    if (first !== undefined) house.lanes.finish(first, "red");
    await settled();
    expect(second?.outcome).toBe("cancelled");
    expect(runs()).toEqual(["bad", "b bad", "", "b"]);
    expect(await house.landed()).toEqual(["Do demo-2"]);
    expect(house.batches()[1]).toMatchObject({ state: "dropped" });
  });

  it("does not believe a red run as long as what is under it may be to blame", async () => {
    await house.submitAll({ "demo-1": file("bad"), "demo-2": file("b") });
    const [first, second] = await house.lanes.occupied(2);
    if (second !== undefined) house.lanes.finish(second, "red");
    house.lanes.byHand = false;
    if (first !== undefined) house.lanes.finish(first, "red");
    await settled();
    expect(house.told).toEqual(["gate-failed demo-1", "landed demo-2"]);
  });

  it("believes a red run once what is under it is green", async () => {
    await house.submitAll({ "demo-1": file("a"), "demo-2": file("bad") });
    const [first, second] = await house.lanes.occupied(2);
    if (second !== undefined) house.lanes.finish(second, "red");
    if (first !== undefined) house.lanes.finish(first, "green");
    await settled();
    expect(house.told).toEqual(["landed demo-1", "gate-failed demo-2"]);
    expect(house.lanes.runs).toHaveLength(2);
  });

  it("is off where the project gates one at a time", async () => {
    house.settings = { batch: 1, parallel: 1 };
    await house.submitAll({ "demo-1": file("a"), "demo-2": file("b") });
    await house.lanes.occupied(1);
    expect(house.batches()).toHaveLength(1);
    house.lanes.byHand = false;
    for (const run of house.lanes.running()) house.lanes.finish(run);
    await settled();
    expect(await house.landed()).toHaveLength(2);
  });

  it("keeps going when somebody else moves the target: everything is stacked on what is there now", async () => {
    await house.submitAll({ "demo-1": file("a"), "demo-2": file("b") });
    const running = await house.lanes.occupied(2);
    await house.push("Elsewhere", file("z"));
    house.lanes.byHand = false;
    for (const run of running) if (run.outcome === undefined) house.lanes.finish(run);
    await settled();
    expect(await house.landed()).toEqual(["Elsewhere", "Do demo-1", "Do demo-2"]);
    expect(runs().slice(2)).toEqual(["a z", "a b z"]);
  });
});

describe("a target that others move", () => {
  it("makes a submission wait when it moves each time, and lands it later", async () => {
    house.lanes.byHand = false;
    let pushes = 0;
    await house.reopen((real) => ({
      async land(...args) {
        if (pushes < 6) await house.push(`Push ${++pushes}`, file(`p${pushes}`));
        return real.land(...args);
      },
    }));
    await house.submit("demo-1", file("a"));
    await settled();
    expect(house.of("demo-1")).toMatchObject({ state: "waiting", waitsFor: "room" });
    house.ledger.clock.advance(60_000);
    await settled();
    expect(house.state("demo-1")).toBe("landed");
    expect(await house.landed()).toHaveLength(7);
  });

  it("that cannot be moved just now is tried again by itself, without gating the same commit twice", async () => {
    house.lanes.byHand = false;
    let refusals = 0;
    await house.reopen((real) => ({
      land: (...args) =>
        refusals++ < 2 ? Promise.resolve({ kind: "refused", reason: "No room." }) : real.land(...args),
    }));
    await house.submit("demo-1", file("a"));
    await settled();
    expect(house.of("demo-1")).toMatchObject({ state: "waiting", reason: "No room." });
    house.ledger.clock.advance(30_000);
    await settled();
    expect(house.state("demo-1")).toBe("waiting");
    house.ledger.clock.advance(30_000);
    await settled();
    expect(house.state("demo-1")).toBe("waiting");
    house.ledger.clock.advance(30_000);
    await settled();
    expect(house.state("demo-1")).toBe("landed");
    expect(house.lanes.runs).toHaveLength(1);
  });
});

describe("what its author had verified", () => {
  const verified = async (item: string, gates = ["test"], onto = house.start) => {
    const tip = await house.commit(`Do ${item}`, file(item), onto);
    const results = gates.map((name) => ({ name, exitCode: 0, timedOut: false, ms: 1, tail: "" }));
    return house.submit(item, {}, { tip, base: onto, verified: { commit: tip, onto, gates: results, at: 1 } });
  };
  beforeEach(() => {
    house.lanes.byHand = false;
  });

  it("lands at once and as it is, when the target has not moved", async () => {
    await verified("demo-1");
    await settled();
    expect(house.lanes.runs).toEqual([]);
    expect(house.of("demo-1")).toMatchObject({
      state: "landed",
      landed: house.of("demo-1").tip,
      gates: [{ name: "test" }],
    });
  });

  it("is gated when the target has moved", async () => {
    await house.push("Elsewhere", file("z"));
    await verified("demo-1");
    await settled();
    expect(house.lanes.runs).toHaveLength(1);
    expect(await house.landed()).toEqual(["Elsewhere", "Do demo-1"]);
  });

  it("is gated when there are gates that it did not go through, or the project wants it", async () => {
    house.gates.push({ name: "lint", command: ["true"], timeoutMs: 1_000 });
    await verified("demo-1");
    await settled();
    expect(house.lanes.runs).toHaveLength(1);
    house.gates.pop();
    house.settings = { preVerified: false };
    await verified("demo-2", ["test"], await house.tip());
    await settled();
    expect(house.lanes.runs).toHaveLength(2);
  });

  it("waits its turn while something is being gated", async () => {
    house.lanes.byHand = true;
    await house.submit("demo-1", file("a"));
    const [first] = await house.lanes.occupied(1);
    await verified("demo-2");
    const [, second] = await house.lanes.occupied(2);
    expect(second?.files).toContain("a");
    for (const run of [first, second]) if (run !== undefined) house.lanes.finish(run);
    await settled();
    expect(await house.landed()).toEqual(["Do demo-1", "Do demo-2"]);
  });
});
