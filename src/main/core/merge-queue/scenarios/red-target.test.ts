import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TARGET_COUNTS_MS } from "../line/target-verdict.ts";
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
const list = () => house.act("mq.list", {});
/** Runs of the gate on that commit. */
const runsOn = (commit: string) => house.lanes.runs.filter((run) => run.commit === commit);

/** Somebody pushes what turns the gates red to main, past the queue. */
async function breakMain(): Promise<string> {
  return await house.push("Break it", file("bad"));
}

describe("a target that is red itself", () => {
  it("has nobody sent back: they wait, and the queue says why", async () => {
    const main = await breakMain();
    const base = house.start;
    await house.submit("demo-1", file("a"), { base });
    await settled();
    expect(house.of("demo-1")).toMatchObject({ state: "waiting", waitsFor: "target" });
    expect(house.told).toEqual([]);
    const reason = house.of("demo-1").reason ?? "";
    expect(reason).toContain(`main itself is red at “test” (commit ${main.slice(0, 8)}): nobody is sent back for it.`);
    const [message] = reason.split("\n");
    expect(await list()).toMatchObject({ value: { troubles: [{ project: "demo", message }] } });
  });

  it("is asked once, with one repetition before it is believed, however many are red on it", async () => {
    const main = await breakMain();
    await house.submitAll(Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`demo-${n}`, file(`file-${n}`)])));
    await settled();
    expect(house.told).toEqual([]);
    for (const n of [1, 2, 3, 4, 5, 6]) expect(house.of(`demo-${n}`)).toMatchObject({ waitsFor: "target" });
    expect(runsOn(main)).toHaveLength(2);
    await house.submit("demo-7", file("file-7"));
    await settled();
    expect(house.of("demo-7")).toMatchObject({ state: "waiting", waitsFor: "target" });
    expect(runsOn(main)).toHaveLength(2);
  });

  it("is not believed to be red by one run that was red by chance", async () => {
    const main = await house.push("Elsewhere", file("elsewhere"));
    // Red at every first run of a commit, and with what is submitted at each.
    house.lanes.isGreen = ({ commit, attempt, files }) => commit === main && attempt > 1 && !files.includes("a");
    await house.submit("demo-1", file("a"));
    await settled();
    expect(runsOn(main).map(({ outcome }) => outcome)).toEqual(["red", "green"]);
    expect([house.state("demo-1"), house.told]).toEqual(["sent-back", ["gate-failed demo-1"]]);
  });

  it("does not keep back what mends it, and all others land on top of that", async () => {
    await breakMain();
    await house.submitAll({ "demo-1": file("a"), "demo-2": file("b") });
    await settled();
    await house.submit("demo-3", { bad: "" }, { base: await house.tip() });
    await settled();
    expect((await house.landed()).toSorted()).toEqual(["Break it", "Do demo-1", "Do demo-2", "Do demo-3"]);
    expect(house.told.filter((text) => !text.startsWith("landed"))).toEqual([]);
    expect(await list()).toMatchObject({ value: { troubles: [] } });
  });

  it("does not hide who is red for more than that: the mend lands, the culprit comes back", async () => {
    await breakMain();
    await house.submitAll({ "demo-1": file("a"), "demo-2": file("bad-2") });
    await settled();
    await house.submit("demo-3", { bad: "" }, { base: await house.tip() });
    await settled();
    expect(house.state("demo-1")).toBe("landed");
    expect(house.told.filter((text) => text.startsWith("gate-failed"))).toEqual(["gate-failed demo-2"]);
  });

  it("goes on by itself when somebody pushes the mend", async () => {
    await breakMain();
    await house.submit("demo-1", file("a"));
    await settled();
    await house.push("Mend it", { bad: "" });
    house.ledger.clock.advance(30_000);
    await settled();
    expect(house.state("demo-1")).toBe("landed");
  });

  it("is looked at as soon again however many wait", async () => {
    await breakMain();
    await house.submitAll(Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`demo-${n}`, file(`file-${n}`)])));
    await settled();
    await house.push("Mend it", { bad: "" });
    house.ledger.clock.advance(30_000);
    await settled();
    for (const n of [1, 2, 3, 4, 5, 6]) expect(house.state(`demo-${n}`)).toBe("landed");
  });

  it("is asked anew when the user lets the queue go on", async () => {
    const main = await breakMain();
    await house.submit("demo-1", file("a"));
    await settled();
    expect(await house.act("mq.resume", { project: "demo" })).toEqual({ ok: true, value: { paused: false } });
    await settled();
    expect(house.of("demo-1")).toMatchObject({ state: "waiting", waitsFor: "target" });
    expect(runsOn(main)).toHaveLength(4);
    house.lanes.isGreen = () => true;
    await house.act("mq.resume", { project: "demo" });
    await settled();
    expect(house.state("demo-1")).toBe("landed");
  });

  it("is found green again without a push, when what the gate needed is back", async () => {
    house.lanes.isGreen = () => false;
    await house.submitAll({ "demo-1": file("a"), "demo-2": file("b") });
    await settled();
    expect(house.of("demo-2")).toMatchObject({ state: "waiting", waitsFor: "target" });
    house.lanes.isGreen = () => true;
    for (let at = 0; at <= TARGET_COUNTS_MS; at += 10 * 60_000) {
      house.ledger.clock.advance(10 * 60_000);
      await settled();
    }
    expect((await house.landed()).toSorted()).toEqual(["Do demo-1", "Do demo-2"]);
  });

  it("is still waited for by a core that takes over", async () => {
    await breakMain();
    await house.submit("demo-1", file("a"));
    await settled();
    await house.crash();
    await settled();
    expect(house.of("demo-1")).toMatchObject({ state: "waiting", waitsFor: "target" });
    await house.push("Mend it", { bad: "" });
    house.ledger.clock.advance(30_000);
    await settled();
    expect(house.state("demo-1")).toBe("landed");
  });

  it("names the item whose landing it was", async () => {
    house.lanes.isGreen = ({ attempt, files }) => !files.includes("b") && attempt === 1 && !isLater();
    let later = false;
    const isLater = () => later;
    await house.submit("demo-1", file("a"));
    await settled();
    later = true;
    house.ledger.clock.advance(TARGET_COUNTS_MS);
    await house.submit("demo-2", file("b"));
    await settled();
    expect(house.of("demo-2").reason).toContain(", landed for demo-1): nobody is sent back for it.");
  });

  it("is nobody's excuse where the project does not want it asked", async () => {
    house.settings = { checkTarget: false };
    await breakMain();
    await house.submit("demo-1", file("a"));
    await settled();
    expect(house.told).toEqual(["gate-failed demo-1"]);
  });
});

describe("a target that is green", () => {
  it("is asked once before its first culprit is blamed, outside the bound of the search", async () => {
    await house.submitAll({ "demo-1": file("bad-1"), "demo-2": file("bad-2") });
    await settled();
    expect(house.told.toSorted()).toEqual(["gate-failed demo-1", "gate-failed demo-2"]);
    expect(runsOn(house.start)).toHaveLength(1);
    const asked = house.batches().flatMap(({ runs }) => runs.filter(({ upTo }) => upTo === 0));
    expect(asked).toMatchObject([{ commit: house.start, state: "green" }]);
  });

  it("is not asked when it was gated green just now", async () => {
    await house.submit("demo-1", file("a"));
    await settled();
    const main = await house.tip();
    const before = runsOn(main).length;
    await house.submit("demo-2", file("bad"), { base: main });
    await settled();
    expect(house.told).toContain("gate-failed demo-2");
    expect(runsOn(main)).toHaveLength(before);
  });
});
