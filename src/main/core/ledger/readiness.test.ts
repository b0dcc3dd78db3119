import { array, assert, constantFrom, integer, oneof, property, record, type Arbitrary } from "fast-check";
import { describe, expect, test } from "vitest";
import { type IdentityPath, USER, workerPath } from "../../../shared/model/identity.ts";
import type { ItemOutcome, ItemStatus } from "../../../shared/model/item-words.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { findPath } from "./cycles.ts";
import { createItemTable, item } from "./item-fixture.ts";
import { createReadiness } from "./readiness.ts";
import type { ItemLink } from "./reduce.ts";

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
    [
      "not what begins only if an open item fails",
      [item("a-1"), item("a-2", link("conditional-blocks", "a-1"))],
      ["a-1"],
    ],
    [
      "what begins only if an item fails, once it has",
      [item("a-1", { status: "closed", outcome: "failed" }), item("a-2", link("conditional-blocks", "a-1"))],
      ["a-2"],
    ],
    [
      "never what begins only if an item fails that is done",
      [item("a-1", { status: "closed" }), item("a-2", link("conditional-blocks", "a-1"))],
      [],
    ],
    ["not what gathers children that are not there yet", [item("a-1"), item("a-2", gather("a-1"))], ["a-1"]],
    [
      "not what gathers all children while one is open",
      [...family("closed", "open"), item("a-2", gather("a-1"))],
      ["a-1.2"],
    ],
    [
      "what gathers all children when all are closed",
      [...family("closed", "closed"), item("a-2", gather("a-1"))],
      ["a-1", "a-2"],
    ],
    [
      "what gathers any child once one is closed",
      [...family("closed", "open"), item("a-2", gather("a-1", "any-children"))],
      ["a-1.2", "a-2"],
    ],
    ["no gate, message or merge request, which nobody works on", without(), []],
    [
      "not what waits at a gate until a person closes it",
      [gate("a-1", { kind: "human" }), item("a-2", blocks("a-1"))],
      [],
    ],
    [
      "what waited at a gate that was closed",
      [item("a-1", { type: "gate", status: "closed", gate: { kind: "human" } }), item("a-2", blocks("a-1"))],
      ["a-2"],
    ],
    [
      "not what waits at a timer's gate before its time",
      [gate("a-1", { kind: "timer", until: NOW + 1 }), item("a-2", blocks("a-1"))],
      [],
    ],
    [
      "what waits at a timer's gate once its time has come",
      [gate("a-1", { kind: "timer", until: NOW }), item("a-2", blocks("a-1"))],
      ["a-2"],
    ],
    [
      "not what waits at an item's gate while that is open",
      [item("b-9"), gate("a-1", { kind: "item", for: "b-9" }), item("a-2", blocks("a-1"))],
      ["b-9"],
    ],
    [
      "what waits at an item's gate when that is closed",
      [item("b-9", { status: "closed" }), gate("a-1", { kind: "item", for: "b-9" }), item("a-2", blocks("a-1"))],
      ["a-2"],
    ],
    [
      "not what belongs to what is put off, however far above",
      [
        item("a-1", { deferredUntil: NOW + 1 }),
        item("a-1.1", { parent: "a-1" }),
        item("a-1.1.1", { parent: "a-1.1" }),
        item("a-3", { status: "deferred" }),
        item("a-3.1", { parent: "a-3" }),
      ],
      [],
    ],
    ["not what waits for something outside of all ledgers", [item("a-2", blocks("external:legal:approval"))], []],
    [
      "what waits for another ledger's item, once that is closed",
      [item("b-1", { status: "closed" }), item("a-2", blocks("b-1"))],
      ["a-2"],
    ],
    [
      "what waits for an item that waits for it, by an older edge",
      [item("a-1", { ...blocks("a-2"), createdAt: 1 }), item("a-2", { ...blocks("a-1"), createdAt: 2 })],
      ["a-2"],
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
    using built = createReadiness(table, { now: () => NOW });
    for (const one of items) table.put(one);
    expect([...built.ready(NOW)]).toEqual(ready);
    using readAtStart = createReadiness(table, { now: () => NOW });
    expect([...readAtStart.ready(NOW)]).toEqual(ready);
  });

  test("becomes more when its time comes", () => {
    const table = createItemTable();
    using readiness = createReadiness(table, { now: () => NOW });
    table.put(item("a-1", { deferredUntil: 2_000 }));
    expect([...readiness.ready(1_999)]).toEqual([]);
    expect([...readiness.ready(2_000)]).toEqual(["a-1"]);
    table.put(item("a-1", { deferredUntil: 3_000 }));
    expect([...readiness.ready(2_000)]).toEqual([]);
  });

  test("nothing waits for what was deleted", () => {
    const table = createItemTable();
    using readiness = createReadiness(table, { now: () => NOW, isDeleted: (id) => id === "a-1" });
    table.put(item("a-1"));
    table.put(item("a-2", blocks("a-1")));
    expect([...readiness.ready(NOW)]).toEqual(["a-1"]);
    table.remove("a-1");
    expect([...readiness.ready(NOW)]).toEqual(["a-2"]);
  });

  test("tells when the next becomes ready by itself: its own time, an ancestor's, or that of a timer", () => {
    const table = createItemTable();
    let now = NOW;
    using readiness = createReadiness(table, { now: () => now });
    expect(readiness.nextTime()).toBeUndefined();
    table.put(gate("a-gate", { kind: "timer", until: NOW + 30 }));
    table.put(item("a-1", blocks("a-gate")));
    table.put(item("a-2", { deferredUntil: NOW + 20 }));
    table.put(item("a-3", { parent: "a-2" }));
    expect(readiness.nextTime()).toBe(NOW + 20);
    expect(readiness.blockedBy("a-1")).toEqual(["a-gate"]);
    now = NOW + 20;
    expect([...readiness.ready(now)]).toEqual(["a-3"]);
    expect(readiness.nextTime()).toBe(NOW + 30);
    now = NOW + 30;
    expect([...readiness.ready(now)]).toEqual(["a-1", "a-3"]);
    expect(readiness.blockedBy("a-1")).toEqual([]);
    expect(readiness.nextTime()).toBeUndefined();
  });

  test("is right after very many changes at once, with sleepers among them", () => {
    const table = createItemTable();
    using readiness = createReadiness(table, { now: () => NOW });
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
    using readiness = createReadiness(table, { now: () => NOW });
    for (const id of ["a-1", "b-1", "a-2"]) table.put(item(id));
    expect([...readiness.ready(NOW, "a")]).toEqual(["a-1", "a-2"]);
    expect([...readiness.ready(NOW, "none")]).toEqual([]);
    expect([...readiness.ready(NOW)]).toEqual(["a-1", "a-2", "b-1"]);
  });
});

const link = (kind: string, to: string) => ({ links: [{ kind, to }] });
const gather = (to: string, mode: "all-children" | "any-children" = "all-children") => ({
  links: [{ kind: "waits-for", to, mode }],
});
const gate = (id: string, how: NonNullable<WorkItem["gate"]>) => item(id, { type: "gate", gate: how });

function family(...statuses: readonly ItemStatus[]): WorkItem[] {
  return [item("a-1"), ...statuses.map((status, n) => item(`a-1.${n + 1}`, { parent: "a-1", status }))];
}

function without(): WorkItem[] {
  return ["gate", "message", "merge-request"].map((type, n) => item(`a-${n}`, { type }));
}

function statuses(): WorkItem[] {
  const others: ItemStatus[] = ["in-progress", "blocked", "deferred", "in-review", "closed"];
  return others.map((status, n) => item(`a-${n}`, { status }));
}

function linked(): WorkItem[] {
  const links = ["related", "discovered-from", "duplicates", "supersedes", "of-a-vocabulary"].map((kind) => ({
    kind,
    to: "a-1",
  }));
  return [item("a-1"), item("a-2", { links })];
}

function deferred(): WorkItem[] {
  return [item("a-1", { deferredUntil: NOW }), item("a-2", { deferredUntil: NOW + 1 })];
}

const IDS = ["a-1", "a-2", "b-3", "b-4", "a-5", "b-6"];
const anyId = constantFrom(...IDS);
const anyLink = record({
  kind: constantFrom("blocks", "blocks", "conditional-blocks", "waits-for", "related"),
  to: anyId,
  mode: constantFrom("all-children", "any-children"),
}).map(({ kind, to, mode }): ItemLink => (kind === "waits-for" ? { kind, to, mode } : { kind, to }));
const anyGate = record({
  kind: constantFrom("human", "timer", "item"),
  for: constantFrom(...IDS, "c-404"),
  until: constantFrom(NOW - 1, NOW + 1),
}).map((gate): WorkItem["gate"] => gate);
const anyItem: Arbitrary<WorkItem> = record({
  id: anyId,
  type: constantFrom("task", "task", "task", "gate", "message"),
  status: constantFrom<ItemStatus>("open", "open", "closed", "in-progress", "deferred"),
  outcome: constantFrom<ItemOutcome | undefined>(undefined, "done", "failed"),
  priority: integer({ min: 0, max: 4 }),
  createdAt: integer({ min: 0, max: 5 }),
  assignee: constantFrom<IdentityPath | undefined>(undefined, undefined, workerPath("a", "ada")),
  deferredUntil: constantFrom(undefined, undefined, NOW - 1, NOW + 1),
  links: array(anyLink, { maxLength: 3 }).map((links) => [
    ...new Map(links.map((link) => [`${link.kind} ${link.to}`, link])).values(),
  ]),
  parent: constantFrom(undefined, undefined, ...IDS),
  gate: anyGate,
}).map(({ assignee, deferredUntil, parent, outcome, gate, ...rest }) =>
  item(rest.id, {
    ...rest,
    ...(assignee === undefined ? {} : { assignee }),
    ...(deferredUntil === undefined ? {} : { deferredUntil }),
    ...(parent === undefined ? {} : { parent }),
    ...(rest.status !== "closed" || outcome === undefined ? {} : { outcome }),
    ...(rest.type === "gate" && gate !== undefined ? { gate } : {}),
  }),
);

interface NaiveEdge {
  readonly from: string;
  readonly to: string;
}

/** The definition, word for word, computed anew. */
function recompute(items: readonly WorkItem[], now = NOW): string[] {
  const find = (id: string) => items.find((one) => one.id === id);
  const childrenOf = (id: string) => items.filter((one) => one.parent === id);
  const blocking = ["blocks", "conditional-blocks", "waits-for"];
  const ignored = newestOfCircles(items);
  const counts = (from: string, to: string) => !ignored.some((edge) => edge.from === from && edge.to === to);

  const isClosed = (id: string): boolean => {
    const one = find(id);
    if (one === undefined) return false;
    if (one.status === "closed") return true;
    if (one.type !== "gate" || one.gate === undefined) return false;
    if (one.gate.kind === "timer") return (one.gate.until ?? Infinity) <= now;
    const target = one.gate.for ?? "";
    return one.gate.kind === "item" && (!counts(id, target) || find(target)?.status === "closed");
  };
  const openChildren = (id: string) => childrenOf(id).filter((one) => counts(id, one.id) && !isClosed(one.id));
  const holds = ({ kind, to, mode }: ItemLink): boolean => {
    const target = find(to);
    if (target === undefined) return true;
    if (kind === "conditional-blocks") return target.status !== "closed" || target.outcome !== "failed";
    if (kind === "blocks") return !isClosed(to) || openChildren(to).length > 0;
    const gathered = childrenOf(to).map((one) => isClosed(one.id));
    return gathered.length === 0 || !(mode === "any-children" ? gathered.some(Boolean) : gathered.every(Boolean));
  };
  const isPutOff = (one: WorkItem | undefined, seen: readonly string[] = []): boolean => {
    if (one === undefined || seen.includes(one.id)) return false;
    const isHere = one.status !== "closed" && (one.status === "deferred" || (one.deferredUntil ?? 0) > now);
    return isHere || isPutOff(find(one.parent ?? ""), [...seen, one.id]);
  };
  const unblocks = (id: string) =>
    items.filter(
      (one) => one.status !== "closed" && one.links.some((link) => blocking.includes(link.kind) && link.to === id),
    ).length;
  return items
    .filter((one) => one.type === "task" && one.status === "open" && one.assignee === undefined && !isPutOff(one))
    .filter((one) => openChildren(one.id).length === 0)
    .filter((one) => one.links.every((l) => !blocking.includes(l.kind) || !counts(one.id, l.to) || !holds(l)))
    .toSorted(
      (a, b) =>
        a.priority - b.priority ||
        unblocks(b.id) - unblocks(a.id) ||
        a.createdAt - b.createdAt ||
        (a.id < b.id ? -1 : 1),
    )
    .map((one) => one.id);
}

/** The newest edge among all that lie on circles goes, until there is no circle. */
function newestOfCircles(items: readonly WorkItem[]): NaiveEdge[] {
  let edges: NaiveEdge[] = items.flatMap(({ id, links, type, gate, parent }) => [
    ...links
      .filter((link) => ["blocks", "conditional-blocks", "waits-for"].includes(link.kind))
      .map(({ to }) => ({ from: id, to })),
    ...(type === "gate" && gate?.kind === "item" && gate.for !== undefined ? [{ from: id, to: gate.for }] : []),
    ...(parent === undefined ? [] : [{ from: parent, to: id }]),
  ]);
  const ignored: NaiveEdge[] = [];
  const age = (edge: NaiveEdge) => items.find((one) => one.id === edge.from)?.createdAt ?? 0;
  const reaches = (from: string, to: string) => {
    const seen = new Set([from]);
    for (const at of seen) for (const edge of edges) if (edge.from === at) seen.add(edge.to);
    return seen.has(to);
  };
  for (;;) {
    const circling = edges.filter((edge) => reaches(edge.to, edge.from));
    const newest = circling.toSorted(
      (a, b) => age(b) - age(a) || (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? 1 : -1),
    )[0];
    if (newest === undefined) return ignored;
    ignored.push(newest);
    edges = edges.filter((edge) => edge.from !== newest.from || edge.to !== newest.to);
  }
}

test("the kept index is always what a full computation would say, circles and gates and all", () => {
  const step = oneof(anyItem, anyItem, anyItem, anyId);
  assert(
    property(array(step, { maxLength: 30 }), (steps) => {
      const table = createItemTable();
      let now = NOW;
      using readiness = createReadiness(table, { now: () => now });
      for (const one of steps) {
        if (typeof one === "string") table.remove(one);
        else table.put(one);
        now = now === NOW ? NOW + 2 : NOW;
        const ready = [...readiness.ready(now)];
        expect(ready).toEqual(recompute([...table.values()], now));
        for (const id of IDS) expect(readiness.isReady(id, now)).toBe(ready.includes(id));
        for (const id of ready) expect(readiness.blockedBy(id)).toEqual([]);
      }
      const found = readiness.circles().map((circle) => `${circle.ignored.from} ${circle.ignored.to}`);
      const wanted = newestOfCircles([...table.values()]).map((edge) => `${edge.from} ${edge.to}`);
      expect(found.toSorted()).toEqual([...new Set(wanted)].toSorted());
    }),
    { numRuns: 1_000, seed: 7 },
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
