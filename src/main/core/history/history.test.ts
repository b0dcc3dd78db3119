import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CoreHouse, type OpenCore, PROJECT, addProject, must, openCoreHouse } from "../testing/core-house.ts";

let house: CoreHouse;
let core: OpenCore;
beforeEach(async () => {
  house = await openCoreHouse();
  core = await house.open();
});
afterEach(async () => {
  await house[Symbol.asyncDispose]();
});

const create = (title: string, more: object = {}) => must(core.client.call("item.create", { title, ...more }));

/** `#` and the number of the newest event. */
async function now(): Promise<string> {
  const { cursor } = await must(core.client.call("workspace.overview", {}));
  return `#${cursor}`;
}

describe("readings with a moment", () => {
  test("list, find and show items as they were, and say of when", async () => {
    const wall = await create("Paint the wall");
    const door = await create("Hang the door", { after: [wall.id] });
    const before = await now();
    await must(core.client.call("item.edit", { item: wall.id, title: "Paint the fence" }));
    await must(core.client.call("item.close", { items: [wall.id] }));
    await create("Mow the lawn");

    const list = await must(core.client.call("item.list", { at: before }));
    expect(list.items.map((item) => item.title).toSorted()).toEqual(["Hang the door", "Paint the wall"]);
    expect(list.moment).toMatchObject({ seq: Number(before.slice(1)) });
    const ready = await must(core.client.call("item.ready", { at: before }));
    expect(ready.items.map((item) => item.id)).toEqual([wall.id]);
    const shown = await must(core.client.call("item.show", { item: door.id, at: before }));
    expect(shown.item).toMatchObject({ stage: "blocked", blockedBy: [wall.id] });
    const old = await must(core.client.call("item.show", { item: wall.id, at: before }));
    expect(old.trail.map((entry) => entry.type)).toEqual(["workItemCreated"]);
    expect((await must(core.client.call("item.search", { text: "wall", at: before }))).total).toBe(1);
    expect((await must(core.client.call("item.search", { text: "wall" }))).total).toBe(0);
    const tree = await must(core.client.call("item.dep.tree", { item: door.id, at: before }));
    expect(tree.items.map((item) => item.stage).toSorted()).toEqual(["blocked", "ready"]);
    expect((await must(core.client.call("item.list", { at: 0, all: true }))).items).toEqual([]);
  });

  test("reach over the ledgers of projects, and stay after a restart", async () => {
    await addProject(house, core);
    const item = await create("Move house", { project: PROJECT });
    const before = await now();
    await must(core.client.call("item.close", { items: [item.id] }));
    await core.close("stop");
    core = await house.open();
    const list = await must(core.client.call("item.list", { at: before, project: PROJECT }));
    expect(list.items).toMatchObject([{ id: item.id, status: "open", project: PROJECT }]);
  });

  test("tell which event there is not", async () => {
    expect(await core.client.call("item.list", { at: "#99999" })).toMatchObject({
      ok: false,
      error: { code: "moment-unknown" },
    });
  });
});

describe("an item's history", () => {
  test("tells each version with what it changed, who did it and why", async () => {
    const { id } = await create("Paint the wall", { labels: ["red"] });
    await must(core.client.call("item.edit", { item: id, title: "Paint the fence", labels: ["red", "blue"] }));
    await must(core.client.call("item.update", { item: id, status: "blocked", cause: "No paint" }));
    const { versions, version } = await must(core.client.call("item.history", { item: id }));
    expect(version).toBe(3);
    expect(versions.map((one) => one.version)).toEqual([1, 2, 3]);
    expect(versions[1]?.changes).toEqual([
      { field: "title", before: "Paint the wall", after: "Paint the fence" },
      { field: "labels", before: ["red"], after: ["blue", "red"] },
    ]);
    expect(versions[2]).toMatchObject({
      actor: "user",
      cause: "No paint",
      changes: [{ field: "status", before: "open", after: "blocked" }],
    });
  });
});

describe("the scale of time", () => {
  test("counts changes of items by parts of the time between the first and now", async () => {
    const since = Date.now();
    const { id } = await create("Paint the wall");
    await must(core.client.call("item.edit", { item: id, title: "Paint the fence" }));
    const moments = await must(core.client.call("ledger.moments", { since, buckets: 4 }));
    expect(moments.changes).toBe(2);
    expect(moments.buckets).toHaveLength(4);
    expect(moments.buckets.reduce((sum, bucket) => sum + bucket.changes, 0)).toBe(2);
    expect(moments.first).toBeGreaterThanOrEqual(since);
    expect((await must(core.client.call("ledger.moments", { until: since - 1 }))).changes).toBe(0);
  });
});

describe("saved filters", () => {
  test("are kept under names, replaced and forgotten", async () => {
    await must(core.client.call("filter.save", { name: "mine", filter: { labels: ["red"] } }));
    await must(core.client.call("filter.save", { name: "mine", filter: { status: ["open"] } }));
    await must(core.client.call("filter.save", { name: "all", filter: { all: true } }));
    const { filters } = await must(core.client.call("filter.list", {}));
    expect(filters.map(({ name, filter }) => ({ name, filter }))).toEqual([
      { name: "all", filter: { all: true } },
      { name: "mine", filter: { status: ["open"] } },
    ]);
    await must(core.client.call("filter.remove", { name: "mine" }));
    expect(await core.client.call("filter.remove", { name: "mine" })).toMatchObject({
      ok: false,
      error: { code: "filter-not-found" },
    });
  });
});
