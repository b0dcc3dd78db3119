import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { InputOf } from "../../../shared/contract/contract.ts";
import { USER, workerPath } from "../../../shared/model/identity.ts";
import { type CoreHouse, type OpenCore, must, openCoreHouse } from "../testing/core-house.ts";

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
const edit = (item: string, more: object) => must(core.client.call("item.edit", { item, ...more }));
const get = async (item: string) => (await must(core.client.call("item.show", { item }))).item;
const rollBack = (input: InputOf<"item.rollback">) => core.client.call("item.rollback", input);

async function now(): Promise<string> {
  const { cursor } = await must(core.client.call("workspace.overview", {}));
  return `#${cursor}`;
}

describe("an item's rollback", () => {
  test("says again what a version said, as a new version, and leaves where it stands", async () => {
    const other = await create("Buy paint");
    const { id } = await create("Paint the wall", { labels: ["red"], description: "With a brush." });
    await edit(id, { title: "Paint the fence", labels: [], description: "" });
    await must(core.client.call("item.dep.add", { item: id, to: other.id, kind: "related" }));
    await must(core.client.call("item.update", { item: id, status: "blocked" }));

    const tried = await must(rollBack({ item: id, to: { version: 1 }, dryRun: true }));
    expect(tried.changes.map((change) => change.field).toSorted()).toEqual(["description", "labels", "links", "title"]);
    expect((await get(id)).title).toBe("Paint the fence");

    await must(rollBack({ item: id, to: { version: 1 } }));
    expect(await get(id)).toMatchObject({
      title: "Paint the wall",
      description: "With a brush.",
      labels: ["red"],
      links: [],
      status: "blocked",
      version: 5,
    });
    const { versions } = await must(core.client.call("item.history", { item: id }));
    expect(versions.at(-1)).toMatchObject({ version: 5, type: "workItemRolledBack", actor: "user" });
  });

  test("makes no circle, also not through what a gate stands for", async () => {
    const other = await create("Buy paint");
    const { id } = await create("Until paint is bought", { type: "gate", gate: { kind: "item", for: other.id } });
    await edit(id, { type: "task", gate: null });
    await must(core.client.call("item.dep.add", { item: other.id, to: id }));
    expect(await rollBack({ item: id, to: { version: 1 } })).toMatchObject({ error: { code: "cycle" } });
    expect((await get(id)).type).toBe("task");
  });

  test("of a rollback is the original", async () => {
    const { id } = await create("Paint the wall", { labels: ["red"] });
    const edited = await edit(id, { title: "Paint the fence", design: "By hand", labels: ["blue", "red"] });
    await must(rollBack({ item: id, to: { version: 1 } }));
    await must(rollBack({ item: id, to: { version: edited.version } }));
    const { version: _, updatedAt: __, ...again } = await get(id);
    const { version: ___, updatedAt: ____, ...original } = edited;
    expect(again).toEqual(original);
  });

  test("goes back to a moment, and tells of one at which the item was not there", async () => {
    const before = await now();
    const { id } = await create("Paint the wall");
    const then = await now();
    await edit(id, { title: "Paint the fence" });
    expect((await must(rollBack({ item: id, to: { at: then } }))).version).toBe(1);
    expect((await get(id)).title).toBe("Paint the wall");
    expect(await rollBack({ item: id, to: { at: before } })).toMatchObject({ error: { code: "version-not-found" } });
    expect(await rollBack({ item: id, to: { version: 9 } })).toMatchObject({ error: { code: "version-not-found" } });
  });

  test("that would close a circle is refused with the circle shown", async () => {
    const wall = await create("Paint the wall");
    const door = await create("Hang the door", { after: [wall.id] });
    await must(core.client.call("item.dep.remove", { item: door.id, to: wall.id }));
    await must(core.client.call("item.dep.add", { item: wall.id, to: door.id }));
    const refused = await rollBack({ item: door.id, to: { version: 1 } });
    expect(refused).toMatchObject({ error: { code: "cycle", details: { cycle: [door.id, wall.id, door.id] } } });
  });

  test("does nothing where nothing differs", async () => {
    const { id } = await create("Paint the wall");
    expect((await must(rollBack({ item: id, to: { version: 1 } }))).changes).toEqual([]);
    expect((await get(id)).version).toBe(1);
  });
});

describe("the rollback of all that somebody did", () => {
  const undo = (at: string, more: object = {}) => must(core.client.call("ledger.rollback", { at, by: USER, ...more }));

  test("puts fields, links and standing back, in one go, and can be looked at first", async () => {
    const wall = await create("Paint the wall", { labels: ["red"] });
    const door = await create("Hang the door");
    const then = await now();
    await edit(wall.id, { title: "Paint the fence", labels: ["red", "wet"] });
    await must(core.client.call("item.dep.add", { item: door.id, to: wall.id }));
    await must(core.client.call("item.close", { items: [wall.id], reason: "Done" }));

    const tried = await undo(then, { dryRun: true });
    expect(tried.items.map((one) => one.item).toSorted()).toEqual([wall.id, door.id].toSorted());
    expect((await get(wall.id)).status).toBe("closed");

    const done = await undo(then);
    expect(done.conflicts).toEqual([]);
    expect(await get(wall.id)).toMatchObject({ title: "Paint the wall", labels: ["red"], status: "open" });
    expect((await get(wall.id)).closedReason).toBeUndefined();
    expect((await get(door.id)).links).toEqual([]);
  });

  test("leaves what somebody else did alone", async () => {
    const { id } = await create("Paint the wall");
    const then = await now();
    await edit(id, { title: "Paint the fence" });
    const done = await must(core.client.call("ledger.rollback", { at: then, by: workerPath("shop", "ada") }));
    expect(done).toMatchObject({ items: [], conflicts: [] });
    expect((await get(id)).title).toBe("Paint the fence");
  });
});
