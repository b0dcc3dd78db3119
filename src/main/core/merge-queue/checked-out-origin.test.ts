import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type GatedQueue, createGatedQueue } from "./testing/gated-queue.ts";

let house: GatedQueue;

beforeEach(async () => {
  house = await createGatedQueue();
});

afterEach(async () => {
  await house[Symbol.asyncDispose]();
});

describe("an origin whose target the user has checked out", () => {
  beforeEach(async () => {
    house.origin = house.repos.path("mine");
    await house.repos.ask(house.repos.folder, "clone", "-q", house.bareOrigin, house.origin);
  });

  it("is left alone: the landing waits and says what to do", async () => {
    await house.submit("demo-1", { "c.txt": "c\n" });
    await house.queue.idle();
    expect(house.queue.latestOf("demo-1")).toMatchObject({ state: "waiting", consent: "land-on-checked-out" });
    expect(house.queue.latestOf("demo-1")?.reason).toContain("--land-on-checked-out yes");
    expect(await house.main()).toBe("Begin");
  });

  it("is landed on as soon as the user allows it, and asks no more", async () => {
    await house.submit("demo-1", { "c.txt": "c\n" });
    await house.queue.idle();
    house.landOnCheckedOut = true;
    await house.queue.wake("demo");
    await house.queue.idle();
    const landed = house.queue.latestOf("demo-1");
    expect([landed?.state, landed?.consent]).toEqual(["landed", undefined]);
    expect(await readFile(path.join(house.origin, "c.txt"), "utf8")).toBe("c\n");
  });

  it("is landed on when the user switches to another branch", async () => {
    await house.submit("demo-1", { "c.txt": "c\n" });
    await house.queue.idle();
    await house.repos.ask(house.origin, "switch", "-q", "-c", "mine");
    await house.queue.wake("demo");
    await house.queue.idle();
    expect(await house.main("c.txt")).toBe("c");
    await expect(readFile(path.join(house.origin, "c.txt"))).rejects.toThrow("ENOENT");
  });

  it("is landed on at once also when the user allows it while it is being refused", async () => {
    await house.reopen((real) => ({
      async land(...args) {
        const landing = await real.land(...args);
        house.landOnCheckedOut = true;
        return landing;
      },
    }));
    await house.submit("demo-1", { "c.txt": "c\n" });
    await house.queue.idle();
    expect(house.queue.latestOf("demo-1")?.state).toBe("landed");
  });

  it("is moved with its files when the user allows it and it is clean", async () => {
    house.landOnCheckedOut = true;
    await house.submit("demo-1", { "c.txt": "c\n" });
    await house.queue.idle();
    expect(house.queue.latestOf("demo-1")).toMatchObject({ state: "landed" });
    expect(await readFile(path.join(house.origin, "c.txt"), "utf8")).toBe("c\n");
    expect(await house.repos.ask(house.origin, "status", "--porcelain")).toBe("");
  });

  it("keeps the user's changes when it is not clean: the landing waits", async () => {
    house.landOnCheckedOut = true;
    await house.repos.write(house.origin, { "a.txt": "my own words\n" });
    await house.submit("demo-1", { "c.txt": "c\n" });
    await house.queue.idle();
    expect(house.queue.latestOf("demo-1")).toMatchObject({ state: "waiting" });
    expect(house.queue.latestOf("demo-1")?.consent).toBeUndefined();
    expect(await readFile(path.join(house.origin, "a.txt"), "utf8")).toBe("my own words\n");
    expect(await house.main()).toBe("Begin");
    await rm(path.join(house.origin, "a.txt"));
    await house.repos.ask(house.origin, "checkout", "-q", "--", "a.txt");
    await house.queue.wake("demo");
    await house.queue.idle();
    expect(house.queue.latestOf("demo-1")).toMatchObject({ state: "landed" });
  });
});
