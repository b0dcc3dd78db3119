import { assert, array, constantFrom, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { pickFirst } from "./list.ts";
import { ada, bob, as, codeOf, fixtureWithProject, openDesk } from "./testing/item-desk.ts";

test("each filter lets through what it says, and all together what each does", async () => {
  await using fixture = fixtureWithProject();
  const { call, create, done } = await openDesk(fixture);
  const start = fixture.clock.now();
  const tick = () => {
    fixture.clock.advance(1_000);
  };
  const epic = await create("Epic", { type: "epic", priority: 4 });
  tick();
  const a = await create("Alpha zebra", { labels: ["x", "y"], priority: 0, dueAt: start + 500, parent: epic.id });
  tick();
  const b = await create("Beta", { labels: ["y"], assignee: ada, externalRef: "https://x/1", after: [a.id] });
  tick();
  const c = await done("item.create", { title: "Gamma", project: "demo", dueAt: start + 9e9, priority: 1 }, as(bob));
  await done("item.close", { items: [c.id] });
  const system = await done("item.create", { title: "System" });
  const ids = async (filter: object) =>
    (await done("item.list", { sort: "id", ...filter })).items.map(({ id }) => id).toSorted();
  const cases: readonly (readonly [object, readonly string[]])[] = [
    [{}, [epic.id, a.id, b.id, system.id]],
    [{ all: true }, [epic.id, a.id, b.id, c.id, system.id]],
    [{ project: "demo" }, [epic.id, a.id, b.id]],
    [{ labels: ["x", "y"] }, [a.id]],
    [{ anyLabel: ["x", "y"] }, [a.id, b.id]],
    [{ noLabel: ["x"], project: "demo" }, [epic.id, b.id]],
    [{ priority: { from: 0, to: 1 }, all: true }, [a.id, c.id]],
    [{ text: "zebra" }, [a.id]],
    [{ assignee: ada }, [b.id]],
    [{ unassigned: true, project: "demo" }, [epic.id, a.id]],
    [{ createdBy: bob, all: true }, [c.id]],
    [{ createdSince: start + 2_000, project: "demo" }, [b.id]],
    [{ createdBefore: start + 1_000 }, [epic.id]],
    [{ updatedSince: start + 3_000, all: true, project: "demo" }, [c.id]],
    [{ dueBefore: start + 1_000 }, [a.id]],
    [{ overdue: true, all: true }, [a.id]],
    [{ externalRef: "https://x/1" }, [b.id]],
    [{ parent: epic.id }, [a.id]],
    [{ noParent: true, project: "demo" }, [epic.id, b.id]],
    [{ ready: true }, [a.id, system.id]],
    [{ blocked: true }, [epic.id, b.id]],
    [{ stage: ["closed"] }, [c.id]],
    [{ status: ["closed", "open"], project: "demo", labels: ["y"], blocked: false }, [a.id]],
  ];
  for (const [filter, wanted] of cases) expect([filter, await ids(filter)]).toEqual([filter, wanted.toSorted()]);
  const sorted = async (filter: object) =>
    (await done("item.list", { project: "demo", ...filter })).items.map(({ id }) => id);
  expect(await sorted({ sort: "priority" })).toEqual([a.id, b.id, epic.id]);
  expect(await sorted({ sort: "priority", reverse: true })).toEqual([epic.id, b.id, a.id]);
  expect(await sorted({ sort: "title" })).toEqual([a.id, b.id, epic.id]);
  expect(await sorted({ sort: "created", reverse: true })).toEqual([epic.id, a.id, b.id]);
  expect((await sorted({ sort: "due" }))[0]).toBe(a.id);
  expect((await sorted({ sort: "ready" }))[0]).toBe(a.id);
  const page = await done("item.list", { project: "demo", sort: "created", reverse: true, offset: 1, limit: 1 });
  expect([page.total, page.items.map(({ id }) => id)]).toEqual([3, [a.id]]);
  expect(codeOf(await call("item.list", { parent: "demo-404" }))).toBe("item-not-found");
  expect(codeOf(await call("item.list", { project: "nowhere" }))).toBe("project-not-found");
});

test("picking the first few is the beginning of sorting all", () => {
  assert(
    property(array(integer({ min: 0, max: 9 }), { maxLength: 40 }), constantFrom(1, 3, 10, 50), (numbers, count) => {
      const all = numbers.map((value, index) => ({ value, index }));
      const compare = (a: (typeof all)[number], b: (typeof all)[number]) => a.value - b.value || a.index - b.index;
      expect(pickFirst(all, count, compare)).toEqual(all.toSorted(compare).slice(0, count));
    }),
    { seed: 11 },
  );
});
