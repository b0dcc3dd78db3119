import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type GatedQueue, createGatedQueue, gate } from "./testing/gated-queue.ts";

let house: GatedQueue;

beforeEach(async () => {
  house = await createGatedQueue();
});

afterEach(async () => {
  await house[Symbol.asyncDispose]();
});

describe("a landing that was interrupted", () => {
  it("lands exactly once when the core died between the push and its record", async () => {
    await house.reopen((real) => ({
      async land(...args) {
        await real.land(...args);
        throw new Error("killed");
      },
    }));
    await house.submit("demo-1", { "c.txt": "c\n" });
    await house.queue.idle();
    expect(house.reported.splice(0)).toEqual([new Error("killed")]);
    expect(house.queue.latestOf("demo-1")).toMatchObject({ state: "landing" });
    await house.reopen();
    await house.queue.idle();
    expect(house.queue.latestOf("demo-1")).toMatchObject({ state: "landed" });
    expect(await house.main()).toBe("Do demo-1\nBegin");
    expect(house.consequences).toEqual(["landed demo-1"]);
  });

  it.each(["prepare", "land", "fetchTarget"] as const)(
    "takes up what was in the middle when a step broke, as when the process that runs git was killed: %s",
    async (step) => {
      house.gates = [gate(["true"])];
      let broken = 0;
      await house.reopen((real) => ({
        [step]: (...args: never[]) => {
          broken += 1;
          if (broken === 1) return Promise.reject(new Error("lost"));
          return (real[step] as (...given: never[]) => unknown)(...args);
        },
      }));
      await house.submit("demo-1", { "c.txt": "c\n" });
      await house.queue.idle();
      expect(house.reported.splice(0)).toEqual([new Error("lost")]);
      house.clock.advance(60_000);
      await house.queue.idle();
      expect(house.queue.latestOf("demo-1")).toMatchObject({ state: "landed" });
      expect(await house.main()).toBe("Do demo-1\nBegin");
      expect(house.consequences).toEqual(["landed demo-1"]);
    },
  );

  it("waits while the origin cannot be reached, and lands when it is back", async () => {
    house.origin = house.repos.path("nowhere.git");
    await house.submit("demo-1", { "c.txt": "c\n" });
    await house.queue.idle();
    expect(house.queue.latestOf("demo-1")).toMatchObject({ state: "waiting" });
    house.origin = house.bareOrigin;
    await house.queue.wake("demo");
    await house.queue.idle();
    expect(house.queue.latestOf("demo-1")).toMatchObject({ state: "landed" });
  });
});
