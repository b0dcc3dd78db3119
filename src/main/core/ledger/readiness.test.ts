import { array, assert, constantFrom, integer, oneof, property, record, type Arbitrary } from "fast-check";
import { describe, expect, test } from "vitest";
import { type IdentityPath, USER, workerPath } from "../../../shared/model/identity.ts";
import { LINK_KINDS, type ItemStatus, type WorkItem } from "../../../shared/model/work-item.ts";
import { findPath } from "./cycles.ts";
import { createItemTable, item } from "./item-fixture.ts";
import { createReadiness } from "./readiness.ts";

const blocks = (...ids: string[]) => ({ links: ids.map((to) => ({ kind: "blocks" as const, to })) });
const NOW = 1_000;

describe("what is ready", () => {
  const cases: readonly (readonly [string, readonly WorkItem[], readonly string[]])[] = [
    ["nothing in an empty ledger", [], []],
    ["an open item that is nobody's", [item("a-1")], ["a-1"]],
    ["not what somebody has", [item("a-1", { assignee: USER })], []],
    ["not what is under way, marked as blocked, in review or put off", statuses(), []],
    ["not what waits for an open item", [item("a-1"), item("a-2", blocks("a-1"))], ["a-1"]],
    ["what waits for a closed item", [item("a-1", { status: "closed" }), item("a-2", blocks("a-1"))], ["a-2"]],
    ["not what waits for an item that is not there", [item("a-2", blocks("b-404"))], []],
    ["links of other kinds hold nothing back", linked(), ["a-1", "a-2"]],
    ["not a parent with an open child", [item("a-1"), item("a-1.1", { parent: "a-1" })], ["a-1.1"]],
    [
      "not what waits for a parent, while a child is open",
      [item("a-1"), item("a-1.1", { parent: "a-1" }), item("a-2", blocks("a-1"))],
      ["a-1.1"],
    ],
    [
      "not even when the parent was closed over its child",
      [item("a-1", { status: "closed" }), item("a-1.1", { parent: "a-1", assignee: USER }), item("a-2", blocks("a-1"))],
      [],
    ],
    ["what was put off until now, not what until later", deferred(), ["a-1"]],
    [
      "the urgent first, then what unblocks most, then the oldest, over all ledgers",
      [
        item("a-young", { createdAt: 9 }),
        item("b-old", { createdAt: 3 }),
        item("a-frees", { createdAt: 10 }),
        item("b-waits", blocks("a-frees")),
        item("b-waits2", blocks("a-frees")),
        item("b-urgent", { priority: 0, createdAt: 20 }),
        item("a-late", { priority: 4, createdAt: 0 }),
      ],
      ["b-urgent", "a-frees", "b-old", "a-young", "a-late"],
    ],
  ];
  test.each(cases)("%s", (_name, items, ready) => {
    const table = createItemTable();
    using built = createReadiness(table);
    for (const one of items) table.put(one);
    expect([...built.ready(NOW)]).toEqual(ready);
    using readAtStart = createReadiness(table);
    expect([...readAtStart.ready(NOW)]).toEqual(ready);
  });

  test("becomes more when its time comes", () => {
    const table = createItemTable();
    using readiness = createReadiness(table);
    table.put(item("a-1", { deferredUntil: 2_000 }));
    expect([...readiness.ready(1_999)]).toEqual([]);
    expect([...readiness.ready(2_000)]).toEqual(["a-1"]);
    table.put(item("a-1", { deferredUntil: 3_000 }));
    expect([...readiness.ready(2_000)]).toEqual([]);
  });

  test("is right after very many changes at once, with sleepers among them", () => {
    const table = createItemTable();
    using readiness = createReadiness(table);
    for (let n = 0; n < 1_200; n += 1) {
      table.put(
        item(`a-${n}`, { createdAt: (n * 7_919) % 1_200, ...(n % 10 === 0 ? { deferredUntil: NOW + 1 } : {}) }),
      );
    }
    expect([...readiness.ready(NOW)]).toEqual(recompute([...table.values()]));
    expect([...readiness.ready(NOW + 1)]).toHaveLength(1_200);
    for (let n = 0; n < 1_199; n += 1) table.put(item(`a-${n}`, { status: "closed" }));
    expect([...readiness.ready(NOW + 1)]).toEqual(["a-1199"]);
  });

  test("is asked of one ledger or of all", () => {
    const table = createItemTable();
    using readiness = createReadiness(table);
    for (const id of ["a-1", "b-1", "a-2"]) table.put(item(id));
    expect([...readiness.ready(NOW, "a")]).toEqual(["a-1", "a-2"]);
    expect([...readiness.ready(NOW, "none")]).toEqual([]);
    expect([...readiness.ready(NOW)]).toEqual(["a-1", "a-2", "b-1"]);
  });
});

function statuses(): WorkItem[] {
  const others: ItemStatus[] = ["in-progress", "blocked", "deferred", "in-review", "closed"];
  return others.map((status, n) => item(`a-${n}`, { status }));
}

function linked(): WorkItem[] {
  const links = LINK_KINDS.filter((kind) => kind !== "blocks").map((kind) => ({ kind, to: "a-1" }));
  return [item("a-1"), item("a-2", { links })];
}

function deferred(): WorkItem[] {
  return [item("a-1", { deferredUntil: NOW }), item("a-2", { deferredUntil: NOW + 1 })];
}

const IDS = ["a-1", "a-2", "b-3", "b-4", "a-5", "b-6"];
const anyId = constantFrom(...IDS);
const anyItem: Arbitrary<WorkItem> = record({
  id: anyId,
  status: constantFrom<ItemStatus>("open", "open", "closed", "in-progress"),
  priority: integer({ min: 0, max: 4 }),
  createdAt: integer({ min: 0, max: 5 }),
  assignee: constantFrom<IdentityPath | undefined>(undefined, undefined, workerPath("a", "ada")),
  deferredUntil: constantFrom(undefined, NOW - 1, NOW + 1),
  waits: array(anyId, { maxLength: 3 }),
  parent: constantFrom(undefined, undefined, ...IDS),
}).map(({ waits, assignee, deferredUntil, parent, ...rest }) =>
  item(rest.id, {
    ...rest,
    ...blocks(...new Set(waits)),
    ...(assignee === undefined ? {} : { assignee }),
    ...(deferredUntil === undefined ? {} : { deferredUntil }),
    ...(parent === undefined ? {} : { parent }),
  }),
);

/** The definition, word for word, computed anew. */
function recompute(items: readonly WorkItem[]): string[] {
  const isOpen = (id: string) => items.find((one) => one.id === id)?.status !== "closed";
  const openChildren = (id: string) => items.filter((one) => one.parent === id && one.status !== "closed");
  const waitsFor = (one: WorkItem) => one.links.map((link) => link.to);
  const unblocks = (id: string) => items.filter((one) => one.status !== "closed" && waitsFor(one).includes(id)).length;
  return items
    .filter((one) => one.status === "open" && one.assignee === undefined && (one.deferredUntil ?? 0) <= NOW)
    .filter((one) => openChildren(one.id).length === 0)
    .filter((one) => waitsFor(one).every((to) => !isOpen(to) && openChildren(to).length === 0))
    .toSorted(
      (a, b) =>
        a.priority - b.priority ||
        unblocks(b.id) - unblocks(a.id) ||
        a.createdAt - b.createdAt ||
        (a.id < b.id ? -1 : 1),
    )
    .map((one) => one.id);
}

test("the kept index is always what a full computation would say", () => {
  const step = oneof(anyItem, anyItem, anyItem, anyId);
  assert(
    property(array(step, { maxLength: 30 }), (steps) => {
      const table = createItemTable();
      using readiness = createReadiness(table);
      for (const one of steps) {
        if (typeof one === "string") table.remove(one);
        else table.put(one);
        expect([...readiness.ready(NOW)]).toEqual(recompute([...table.values()]));
      }
    }),
    { numRuns: 300 },
  );
});

test("a way along what items wait for is found exactly when there is one, and each step of it holds", () => {
  const edge = record({ from: anyId, to: anyId });
  assert(
    property(array(edge, { maxLength: 12 }), anyId, anyId, (edges, from, to) => {
      const waitsFor = (id: string) => edges.filter((one) => one.from === id).map((one) => one.to);
      const reach = new Set([from]);
      for (const id of reach) for (const next of waitsFor(id)) reach.add(next);
      const path = findPath(from, to, waitsFor);
      expect(path !== undefined).toBe(reach.has(to));
      if (path === undefined) return;
      expect([path[0], path.at(-1)]).toEqual([from, to]);
      for (const [n, id] of path.slice(1).entries()) expect(waitsFor(path[n] ?? "")).toContain(id);
    }),
  );
});
