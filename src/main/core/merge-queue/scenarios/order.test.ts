import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type QueueHouse, createQueueHouse } from "../testing/queue-house.ts";

const HOUR = 3_600_000;

let house: QueueHouse;
beforeEach(async () => {
  house = await createQueueHouse();
});
afterEach(async () => {
  await house[Symbol.asyncDispose]();
  expect(house.reported).toEqual([]);
});

const settled = () => house.queue().idle();

describe("the order in which submissions land", () => {
  beforeEach(async () => {
    house.settings = { batch: 1 };
    await house.act("mq.pause", { project: "demo" });
  });
  const go = async () => {
    await house.act("mq.resume", { project: "demo" });
    await settled();
  };

  it("is first come, first served among equals", async () => {
    await house.submit("demo-1", { a: "1\n" });
    house.ledger.clock.advance(1);
    await house.submit("demo-2", { b: "1\n" });
    await go();
    expect(await house.landed()).toEqual(["Do demo-1", "Do demo-2"]);
  });

  it("lets an urgent one pass", async () => {
    await house.submit("demo-1", { a: "1\n" });
    await house.submit("demo-2", { b: "1\n" }, { priority: 0 });
    await go();
    expect(await house.landed()).toEqual(["Do demo-2", "Do demo-1"]);
  });

  it("does not let urgent newcomers keep an old one waiting for ever", async () => {
    await house.submit("demo-1", { a: "1\n" }, { priority: 3 });
    house.ledger.clock.advance(4 * HOUR);
    await house.submit("demo-2", { b: "1\n" }, { priority: 0 });
    await go();
    expect(await house.landed()).toEqual(["Do demo-1", "Do demo-2"]);
  });

  it("finishes the convoy that was begun first", async () => {
    house.convoys.set("demo-2", 1);
    await house.submit("demo-1", { a: "1\n" });
    await house.submit("demo-2", { b: "1\n" });
    await go();
    expect(await house.landed()).toEqual(["Do demo-2", "Do demo-1"]);
  });

  it("is the user's where the user said so", async () => {
    await house.submit("demo-1", { a: "1\n" });
    house.ledger.clock.advance(1);
    await house.submit("demo-2", { b: "1\n" });
    const id = await house.submit("demo-3", { c: "1\n" }, { priority: 4 });
    expect(await house.act("mq.reorder", { submission: id, to: "first" })).toMatchObject({ ok: true });
    await go();
    expect(await house.landed()).toEqual(["Do demo-3", "Do demo-1", "Do demo-2"]);
  });

  it("keeps what stands before the one that was moved", async () => {
    const first = await house.submit("demo-1", { a: "1\n" });
    house.ledger.clock.advance(1);
    await house.submit("demo-2", { b: "1\n" });
    const third = await house.submit("demo-3", { c: "1\n" });
    await house.act("mq.reorder", { submission: third, to: { after: first } });
    await house.submit("demo-4", { d: "1\n" }, { priority: 0 });
    await go();
    expect(await house.landed()).toEqual(["Do demo-1", "Do demo-3", "Do demo-4", "Do demo-2"]);
  });

  it("cannot be changed for what is in a batch, or against what is not in line", async () => {
    const id = await house.submit("demo-1", { a: "1\n" });
    const other = await house.submit("demo-2", { b: "1\n" });
    await go();
    const refused = { ok: false, error: { code: "wrong-transition" } };
    expect(await house.act("mq.reorder", { submission: id, to: "first" })).toMatchObject(refused);
    await house.act("mq.pause", { project: "demo" });
    const third = await house.submit("demo-3", { c: "1\n" });
    expect(await house.act("mq.reorder", { submission: third, to: { before: other } })).toMatchObject(refused);
    expect(await house.act("mq.reorder", { submission: third, to: { before: third } })).toMatchObject(refused);
    expect(await house.act("mq.reorder", { submission: "sub-none", to: "first" })).toMatchObject({
      ok: false,
      error: { code: "submission-not-found" },
    });
  });

  it("is told in the list, with what keeps each one back", async () => {
    const [first = "", second = ""] = await house.submitAll({ "demo-1": { a: "1\n" }, "demo-2": { b: "1\n" } });
    await house.act("mq.hold", { submission: second });
    const list = await house.act("mq.list", {});
    expect(list).toMatchObject({
      value: {
        submissions: [{ id: first }, { id: second }],
        standings: [
          { submission: first, position: 1, obstacle: "paused" },
          { submission: second, position: 2, obstacle: "held" },
        ],
        paused: [{ project: "demo", by: "user" }],
      },
    });
    house.isOff = true;
    expect(await house.act("mq.list", {})).toMatchObject({
      value: { standings: [{ obstacle: "role-off" }, { obstacle: "held" }], paused: [{ by: "role-off" }] },
    });
  });
});
