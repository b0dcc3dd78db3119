import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { USER } from "../../../../shared/model/identity.ts";
import { ok } from "../../../../shared/model/result.ts";
import { submissionEvent } from "../decide.ts";
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
const refused = { ok: false, error: { code: "wrong-transition" } };

describe("a held submission", () => {
  it("stays in line while others pass, and lands when it is released", async () => {
    await house.act("mq.pause", { project: "demo" });
    const id = await house.submit("demo-1", file("a"));
    await house.submit("demo-2", file("b"));
    await house.act("mq.hold", { submission: id, reason: "after the release" });
    await house.act("mq.resume", { project: "demo" });
    await settled();
    expect(house.of("demo-1")).toMatchObject({ state: "queued", held: { by: USER, reason: "after the release" } });
    await house.act("mq.release", { submission: id });
    await settled();
    expect(await house.landed()).toEqual(["Do demo-2", "Do demo-1"]);
  });

  it("leaves the batch it is in, which goes on without it", async () => {
    house.lanes.byHand = true;
    const [id = ""] = await house.submitAll({ "demo-1": file("a"), "demo-2": file("b") });
    const [first] = await house.lanes.occupied(1);
    house.lanes.byHand = false;
    await house.act("mq.hold", { submission: id });
    await settled();
    expect(first?.outcome).toBe("cancelled");
    expect(await house.landed()).toEqual(["Do demo-2"]);
    expect(house.state("demo-1")).toBe("queued");
  });

  it("is not released twice, and what has landed is not held", async () => {
    const id = await house.submit("demo-1", file("a"));
    await settled();
    expect(await house.act("mq.hold", { submission: id })).toMatchObject(refused);
    expect(await house.act("mq.release", { submission: id })).toMatchObject(refused);
  });
});

describe("a paused queue", () => {
  it("begins nothing and lands nothing, lets runs end, and lands without gating again when it is resumed", async () => {
    house.lanes.byHand = true;
    await house.submit("demo-1", file("a"));
    const [run] = await house.lanes.occupied(1);
    await house.act("mq.pause", { project: "demo" });
    if (run !== undefined) house.lanes.finish(run);
    await house.submit("demo-2", file("b"));
    await settled();
    expect(await house.landed()).toEqual([]);
    house.lanes.byHand = false;
    await house.act("mq.resume", { project: "demo" });
    await settled();
    expect(await house.landed()).toEqual(["Do demo-1", "Do demo-2"]);
    expect(house.lanes.runs).toHaveLength(2);
  });

  it("stays as it is while nobody holds the role, whoever resumes it", async () => {
    house.isOff = true;
    await house.submit("demo-1", file("a"));
    expect(await house.act("mq.resume", { project: "demo" })).toEqual({ ok: true, value: { paused: true } });
    await settled();
    expect(house.state("demo-1")).toBe("queued");
    house.isOff = false;
    await house.queue().wake("demo");
    await settled();
    expect(house.state("demo-1")).toBe("landed");
  });

  it("knows only projects that there are", async () => {
    expect(await house.act("mq.pause", { project: "none" })).toMatchObject({ error: { code: "project-not-found" } });
  });
});

describe("a submission that changes while it is gated", () => {
  it("is dropped from its batch for a newer one of the same item", async () => {
    house.lanes.byHand = true;
    await house.submitAll({ "demo-1": file("a"), "demo-2": file("b") });
    await house.lanes.occupied(1);
    house.lanes.byHand = false;
    await house.submit("demo-1", { a: "better\n" });
    await settled();
    expect((await house.landed()).toSorted()).toEqual(["Do demo-1", "Do demo-2"]);
    expect(await house.repos.ask(house.origin, "show", "main:a")).toBe("better");
    expect(house.told.filter((text) => text === "landed demo-1")).toHaveLength(1);
  });

  it("is dropped from its batch when a reviewer sends it back", async () => {
    house.lanes.byHand = true;
    await house.submitAll({ "demo-1": file("a"), "demo-2": file("b") });
    await house.lanes.occupied(1);
    house.lanes.byHand = false;
    const back = { kind: "review" as const, reason: "Not so.", conflicts: [], onto: house.start };
    await house.store().commit(() =>
      ok({
        events: [submissionEvent(house.of("demo-1"), "submissionSentBack", back, USER)],
        result: () => undefined,
      }),
    );
    await house.queue().wake("demo");
    await settled();
    expect(await house.landed()).toEqual(["Do demo-2"]);
    expect(house.of("demo-1")).toMatchObject({ state: "sent-back", reason: "Not so." });
  });

  it("needs an approval of the very tip, where the project wants one", async () => {
    house.settings = { review: "required" };
    const id = await house.submit("demo-1", file("a"));
    await house.submit("demo-2", file("b"));
    await settled();
    expect(await house.act("mq.show", { submission: id })).toMatchObject({
      value: { standing: { obstacle: "review", position: 1 } },
    });
    const approve = (tip: string) =>
      house.store().commit(() =>
        ok({
          events: [submissionEvent(house.of("demo-1"), "submissionReviewed", { verdict: "approved", tip }, USER)],
          result: () => undefined,
        }),
      );
    await approve(house.start);
    await house.queue().wake("demo");
    await settled();
    expect(house.state("demo-1")).toBe("queued");
    await approve(house.of("demo-1").tip);
    await house.queue().wake("demo");
    await settled();
    expect(await house.landed()).toEqual(["Do demo-1"]);
  });
});

describe("two branches of a project", () => {
  it("are queues of their own, which share the lanes", async () => {
    await house.repos.ask(house.origin, "branch", "epic", house.start);
    house.settings = { batch: 1, parallel: 2 };
    house.lanes.byHand = true;
    await house.submit("demo-1", file("a"));
    await house.submit("demo-2", file("b"));
    await house.submit("demo-3", file("c"), { branch: "epic" });
    const running = await house.lanes.occupied(2);
    expect(new Set(running.map(({ lane }) => lane)).size).toBe(2);
    house.lanes.byHand = false;
    for (const run of running) house.lanes.finish(run);
    await settled();
    expect(await house.landed()).toEqual(["Do demo-1", "Do demo-2"]);
    expect(await house.landed("epic")).toEqual(["Do demo-3"]);
  });
});
