import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { boundOf } from "../line/bisect.ts";
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
/** demo-1 … demo-n, those named with a file that turns the gates red. */
const some = (count: number, ...bad: readonly number[]) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `demo-${i + 1}`,
      file(bad.includes(i + 1) ? `bad-${i + 1}` : `file-${String(i + 1).padStart(2, "0")}`),
    ]),
  );
const good = (count: number, ...bad: readonly number[]) =>
  Array.from({ length: count }, (_, i) => i + 1)
    .filter((n) => !bad.includes(n))
    .map((n) => `Do demo-${n}`);

describe("a red batch", () => {
  it("sends the culprit back with the end of the output, and lands everybody else", async () => {
    await house.submitAll(some(5, 3));
    await settled();
    expect(await house.landed()).toEqual(good(5, 3));
    expect(house.of("demo-3")).toMatchObject({
      state: "sent-back",
      reason: "The gate “test” failed (exit 1) on top of demo-1, demo-2.\n\nIt does not work.",
      gates: [{ name: "test", exitCode: 1 }],
    });
  });

  it("lands what was green before the culprit without gating it again", async () => {
    await house.submitAll(some(5, 3));
    await settled();
    const [split] = house.batches();
    const tip = split?.members[1]?.commit;
    expect(split).toMatchObject({ state: "split", lands: 2, culprits: [house.of("demo-3").id] });
    expect(house.lanes.runs.filter(({ commit }) => commit === tip).map(({ outcome }) => outcome)).toEqual(["green"]);
  });

  it.each([1, 2, 3, 4, 5])("finds the culprit at place %i of five within the bound", async (place) => {
    house.settings = { parallel: 1 };
    await house.submitAll(some(5, place));
    await settled();
    const [first] = house.batches();
    expect(first?.runs.length).toBeLessThanOrEqual(boundOf(5, 1));
    expect(house.told.filter((text) => text.startsWith("gate-failed"))).toEqual([`gate-failed demo-${place}`]);
    expect(await house.landed()).toEqual(good(5, place));
  });

  it("finds two culprits in twenty within twice the bound", async () => {
    house.settings = { batch: 20 };
    await house.submitAll(some(20, 6, 17));
    await settled();
    expect(await house.landed()).toEqual(good(20, 6, 17));
    expect(house.lanes.runs.length).toBeLessThanOrEqual(2 * boundOf(20, 1));
  }, 30_000);

  it("of nothing but culprits sends each of them back", async () => {
    await house.submitAll(some(3, 1, 2, 3));
    await settled();
    expect(await house.landed()).toEqual([]);
    expect(house.told.toSorted()).toEqual(["gate-failed demo-1", "gate-failed demo-2", "gate-failed demo-3"]);
  });

  it("whose members are green alone and red together loses the later one of the two", async () => {
    await house.submitAll({ "demo-1": file("half-1"), "demo-2": file("x"), "demo-3": file("half-2") });
    await settled();
    expect(await house.landed()).toEqual(["Do demo-1", "Do demo-2"]);
    expect(house.told).toContain("gate-failed demo-3");
  });

  it("has its culprit tried again by hand, when a gate was wrong", async () => {
    await house.submitAll(some(3, 2));
    await settled();
    house.lanes.isGreen = () => true;
    expect(await house.act("mq.retry", { submission: house.of("demo-2").id })).toMatchObject({ ok: true });
    await settled();
    expect(await house.landed()).toEqual([...good(3, 2), "Do demo-2"]);
  });

  it("is searched in several lanes at once, and no lane is given twice", async () => {
    house.settings = { batch: 16, parallel: 3 };
    house.lanes.byHand = true;
    await house.submitAll(some(16, 11));
    for (let attempt = 0; attempt < 2; attempt++) {
      const [tip] = await house.lanes.occupied(1);
      if (tip !== undefined) house.lanes.finish(tip);
    }
    const probes = await house.lanes.occupied(3);
    expect(probes.map(({ lane }) => lane)).toEqual([1, 2, 3]);
    expect(house.batches()[0]).toMatchObject({ state: "bisecting" });
    house.lanes.byHand = false;
    for (const probe of probes) house.lanes.finish(probe);
    await settled();
    expect(await house.landed()).toEqual(good(16, 11));
  }, 30_000);
});

describe("flaky gates", () => {
  /** Red at these runs, counted from 1 over all, green at all others. */
  const flip = (...at: readonly number[]) => {
    let count = 0;
    house.lanes.isGreen = () => !at.includes(++count);
  };

  it("land what is green the second time, and are told of", async () => {
    flip(1);
    await house.submitAll(some(3));
    await settled();
    expect(await house.landed()).toEqual(good(3));
    expect(house.lanes.runs.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(house.of("demo-1").gates).toMatchObject([{ exitCode: 0, isFlaky: true }]);
  });

  it("are not run again where the project does not want it", async () => {
    house.settings = { retries: 0 };
    flip(1);
    await house.submit("demo-1", file("a"));
    await settled();
    expect(house.state("demo-1")).toBe("sent-back");
    expect(house.lanes.runs.filter(({ commit }) => commit !== house.start)).toHaveLength(1);
  });

  it("are run as often as the project allows", async () => {
    house.settings = { retries: 3 };
    flip(1, 2, 3);
    await house.submit("demo-1", file("a"));
    await settled();
    expect(house.state("demo-1")).toBe("landed");
    expect(house.lanes.runs).toHaveLength(4);
  });

  it.each([2, 3, 4, 5])("blame nobody by a red run while a culprit is looked for: the %ith", async (at) => {
    house.settings = { parallel: 1 };
    let count = 0;
    house.lanes.isGreen = ({ files }) => ++count !== at && !files.includes("bad-4");
    await house.submitAll(some(5, 4));
    await settled();
    expect(house.told.filter((text) => text.startsWith("gate-failed"))).toEqual(["gate-failed demo-4"]);
    expect(await house.landed()).toEqual(good(5, 4));
  });

  it("that contradict themselves have members gated one by one", async () => {
    house.settings = { parallel: 1 };
    flip(1, 2);
    await house.submitAll(some(2));
    await settled();
    expect(await house.landed()).toEqual(good(2));
    expect(house.told.filter((text) => text.startsWith("gate-failed"))).toEqual([]);
  });
});
