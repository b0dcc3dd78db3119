import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "../../../shared/contract/handlers.ts";
import { USER } from "../../../shared/model/identity.ts";
import { ok } from "../../../shared/model/result.ts";
import { ADA } from "../platform/git/testing/git-fixture.ts";
import { type GatedQueue, OTTER, createGatedQueue, gate } from "./testing/gated-queue.ts";

const user: Caller = { identity: USER, role: "user" };
const signal = new AbortController().signal;

let house: GatedQueue;

beforeEach(async () => {
  house = await createGatedQueue();
});

afterEach(async () => {
  await house[Symbol.asyncDispose]();
});

describe("the merge queue", () => {
  it("lands a submission with its author, and says so once", async () => {
    await house.submit("demo-1", { "c.txt": "c\n" });
    await house.queue.idle();
    expect(house.queue.latestOf("demo-1")).toMatchObject({ state: "landed" });
    expect(await house.main("c.txt")).toBe("c");
    expect(await house.repos.ask(house.origin, "log", "-1", "--format=%an <%ae>", "main")).toBe(
      `${ADA.name} <${ADA.email}>`,
    );
    expect(house.consequences).toEqual(["landed demo-1"]);
  });

  it("rebases one that began before others landed, and gates what will be on the target", async () => {
    const start = await house.repos.ask(house.vault, "rev-parse", "refs/remotes/origin/main");
    await house.submit("demo-1", { "c.txt": "c\n" }, start);
    await house.queue.idle();
    house.gates = [gate(["sh", "-c", "cat a.txt b.txt c.txt d.txt"])];
    await house.submit("demo-2", { "d.txt": "d\n" }, start);
    await house.queue.idle();
    expect(house.queue.latestOf("demo-2")).toMatchObject({
      state: "landed",
      gates: [{ exitCode: 0, tail: "1\n2\n3\nb\nc\nd" }],
    });
    expect(await house.main()).toBe("Do demo-2\nDo demo-1\nBegin");
  });

  it("sends a conflict back with the files, leaves the target alone and keeps the commit", async () => {
    const start = await house.repos.ask(house.vault, "rev-parse", "refs/remotes/origin/main");
    await house.submit("demo-1", { "a.txt": "one\n2\n3\n" }, start);
    const { id, tip } = await house.submit("demo-2", { "a.txt": "uno\n2\n3\n" }, start);
    await house.queue.idle();
    expect(house.queue.latestOf("demo-2")).toMatchObject({ state: "sent-back", conflicts: ["a.txt"] });
    expect(await house.main("a.txt")).toBe("one\n2\n3");
    expect(await house.repos.ask(house.vault, "rev-parse", `refs/drover/submissions/${id}`)).toBe(tip);
    expect(house.consequences).toEqual(["landed demo-1", "conflict demo-2"]);
  });

  it("lands nothing while it is paused, and goes on when it is resumed", async () => {
    await house.queue.handlers["mq.pause"]({ project: "demo" }, user, signal);
    await house.submit("demo-1", { "c.txt": "c\n" });
    await house.queue.idle();
    expect(house.queue.latestOf("demo-1")).toMatchObject({ state: "queued" });
    await house.queue.handlers["mq.resume"]({ project: "demo" }, user, signal);
    await house.queue.idle();
    expect(house.queue.latestOf("demo-1")).toMatchObject({ state: "landed" });
  });

  it("says that it stays paused when it is resumed while nobody holds the role", async () => {
    const { "mq.pause": pause, "mq.resume": resume } = house.queue.handlers;
    await pause({ project: "demo" }, user, signal);
    house.isOff = true;
    expect(await resume({ project: "demo" }, user, signal)).toEqual({ ok: true, value: { paused: true } });
    house.isOff = false;
    expect(await resume({ project: "demo" }, user, signal)).toEqual({ ok: true, value: { paused: false } });
  });

  it("lands what was sent back for a gate that was wrong, when it is tried again", async () => {
    house.gates = [gate(["sh", "-c", "test ! -e c.txt"])];
    const { id } = await house.submit("demo-1", { "c.txt": "c\n" });
    await house.queue.idle();
    house.gates = [];
    const retried = await house.queue.handlers["mq.retry"]({ submission: id }, user, signal);
    expect(retried).toMatchObject({ ok: true, value: { state: "queued" } });
    await house.queue.idle();
    expect(house.consequences).toEqual(["gate-failed demo-1", "retry demo-1", "landed demo-1"]);
  });

  it("takes what the target holds already for landed", async () => {
    const { tip } = await house.submit("demo-1", { "c.txt": "c\n" });
    await house.queue.idle();
    const again = await house.queue.submit(
      [{ project: "demo", item: "demo-1", agent: OTTER, tip, base: tip, priority: 2 }],
      () => ok([]),
    );
    expect(again.ok).toBe(true);
    await house.queue.idle();
    expect(house.queue.latestOf("demo-1")).toMatchObject({ state: "landed" });
    expect(await house.main()).toBe("Do demo-1\nBegin");
  });

  it("refuses a commit that does not exist, and queues nothing", async () => {
    const refused = await house.queue.submit(
      [{ project: "demo", item: "demo-1", agent: OTTER, tip: "f".repeat(40), base: "f".repeat(40), priority: 2 }],
      () => ok([]),
    );
    expect(refused).toMatchObject({ ok: false, error: { code: "commit-not-found" } });
    expect(house.queue.latestOf("demo-1")).toBeUndefined();
  });
});
