import { describe, expect, test } from "vitest";
import { ada, fixtureWithProject, openDesk } from "./testing/item-desk.ts";

describe("why an item is not ready", () => {
  test("is told down to the causes, with the way to each", async () => {
    await using fixture = fixtureWithProject();
    const { create, done } = await openDesk(fixture);
    const root = await create("Root", { assignee: ada });
    const middle = await create("Middle", { after: [root.id] });
    const gate = await create("Freeze", { type: "gate", gate: { kind: "timer", until: fixture.clock.now() + 60_000 } });
    const epic = await create("Epic", { type: "epic" });
    const top = await create("Top", {
      after: [middle.id, gate.id],
      links: [
        { kind: "waits-for", to: epic.id },
        { kind: "blocks", to: "external:legal" },
      ],
    });
    const why = await done("item.explain", { item: top.id });
    expect(why.isReady).toBe(false);
    expect(why.obstacles.map(({ code, items }) => `${code} ${items.join(" ")}`).toSorted()).toEqual([
      "external external:legal",
      `fan-in ${epic.id}`,
      `gate ${gate.id}`,
      `item ${middle.id}`,
    ]);
    expect(why.obstacles.find(({ code }) => code === "gate")).toMatchObject({ until: fixture.clock.now() + 60_000 });
    const ways = new Map(why.rootCauses.map(({ item, via }) => [item, via]));
    expect(ways).toEqual(
      new Map([
        [epic.id, [epic.id]],
        ["external:legal", ["external:legal"]],
        [gate.id, [gate.id]],
        [root.id, [middle.id, root.id]],
      ]),
    );
    expect(why.rootCauses.find(({ item }) => item === root.id)?.text).toBe(`in progress by ${ada}`);
    expect(why.text).toContain(`waits for ${middle.id} “Middle”, blocked`);
    const all = await done("item.blocked", { project: "demo" });
    expect([all.total, all.blocked.map(({ item }) => item.id)]).toEqual([2, [middle.id, top.id]]);
    expect(all.causes.every(({ holdsBack }) => holdsBack === 1)).toBe(true);
  });

  test("is told of everything about the item itself", async () => {
    await using fixture = fixtureWithProject();
    const { create, done } = await openDesk(fixture);
    const codes = async (item: string) => (await done("item.explain", { item })).obstacles.map(({ code }) => code);
    const late = await create("Late epic", { type: "epic", deferredUntil: fixture.clock.now() + 1_000 });
    const child = await create("Its child", { parent: late.id });
    expect(await codes(child.id)).toEqual(["deferred"]);
    expect(child.stage).toBe("deferred");
    const slung = await create("Slung", { labels: ["slung"] });
    expect(await codes(slung.id)).toEqual(["on-its-way"]);
    const taken = await create("Taken", { assignee: ada });
    await done("item.update", { item: taken.id, status: "blocked" });
    expect(await codes(taken.id)).toEqual(["assigned", "status"]);
    const message = await create("Hello", { type: "message" });
    expect(await codes(message.id)).toEqual(["no-work"]);
    await done("item.close", { items: [message.id] });
    expect(await codes(message.id)).toEqual(["closed"]);
  });

  test("is the other way round told of what is ready: why, and why there", async () => {
    await using fixture = fixtureWithProject();
    const { create, done } = await openDesk(fixture);
    await create("Second");
    const first = await create("First", { priority: 0 });
    const { reasons } = await done("item.ready", { explain: true });
    expect(reasons?.map(({ rank, text }) => [rank, text.split(";")[0]])).toEqual([
      [1, "open, nobody's, waits for nothing"],
      [2, "open, nobody's, waits for nothing"],
    ]);
    expect(await done("item.explain", { item: first.id })).toMatchObject({ isReady: true, reason: { rank: 1 } });
  });
});

test("the tree leads down, up, or both ways", async () => {
  await using fixture = fixtureWithProject();
  const { create, done } = await openDesk(fixture);
  const a = await create("A");
  const b = await create("B", { after: [a.id] });
  const c = await create("C", { after: [b.id] });
  const edges = async (direction: string) => {
    const tree = await done("item.dep.tree", { item: b.id, direction });
    return tree.edges.map(({ from, to }) => `${from} ${to}`);
  };
  expect(await edges("waits-for")).toEqual([`${b.id} ${a.id}`]);
  expect(await edges("unblocks")).toEqual([`${c.id} ${b.id}`]);
  expect(await edges("both")).toEqual([`${b.id} ${a.id}`, `${c.id} ${b.id}`]);
});

test("a circle that came together from elsewhere is shown, and its newest edge ignored", async () => {
  await using fixture = fixtureWithProject();
  const { create, done, store } = await openDesk(fixture);
  const a = await create("A");
  fixture.clock.advance(10);
  const b = await create("B", { after: [a.id] });
  fixture.clock.advance(10);
  // As another clone, which did not know the first edge, has written it.
  const link = {
    ledger: "demo",
    kind: "item",
    subject: a.id,
    actor: ada,
    type: "workItemLinked",
    data: { kind: "blocks", to: b.id },
  };
  await store.commit(() => ({ ok: true, value: { events: [link], result: () => undefined } }));
  const { cycles } = await done("item.dep.cycles", {});
  expect(cycles).toEqual([{ items: [a.id, b.id], ignored: { from: a.id, to: b.id } }]);
  expect((await done("item.ready", {})).items.map(({ id }) => id)).toEqual([a.id]);
  expect((await done("item.explain", { item: a.id })).ignored).toEqual([{ from: a.id, to: b.id }]);
  await done("item.dep.remove", { item: b.id, to: a.id });
  expect((await done("item.dep.cycles", {})).cycles).toEqual([]);
  expect((await done("item.ready", {})).items.map(({ id }) => id)).toEqual([b.id]);
});
