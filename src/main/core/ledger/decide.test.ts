import { array, assert, boolean, constantFrom, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import type { NewEvent } from "../../../shared/model/event.ts";
import { USER, workerPath } from "../../../shared/model/identity.ts";
import type { ItemStatus } from "../../../shared/model/item-words.ts";
import { type WorkItem, workItem } from "../../../shared/model/work-item.ts";
import { findPath } from "./cycles.ts";
import { createItem, editItem, linkItem, unlinkItem } from "./decide.ts";
import { claimItem, closeItems, reopenItem, updateItem } from "./decide-standing.ts";
import type { By, ItemState } from "./item-event.ts";
import { type ItemTable, createItemTable, item } from "./item-fixture.ts";
import { createReadiness } from "./readiness.ts";
import { itemKind } from "./reduce.ts";

const ada = workerPath("a", "ada");
const bob = workerPath("a", "bob");

/** The domain without a store: events are reduced at once. */
function createWorld() {
  const table: ItemTable = createItemTable();
  const readiness = createReadiness(table, { now: () => 0 });
  const state: ItemState = { ...readiness, get: (id) => table.get(id), ledgerOf: (id) => table.ledgerOf(id) };
  let seq = 0;
  return {
    table,
    state,
    apply(events: readonly NewEvent[]) {
      for (const event of events) {
        const reduced = itemKind.reduce(table.get(event.subject), { ...event, seq: (seq += 1), at: seq });
        if (reduced === undefined) table.remove(event.subject);
        else table.put(reduced);
      }
    },
  };
}

describe("a change that asks for what is already so", () => {
  const mine = item("a-1", { assignee: ada, status: "in-progress", links: [{ kind: "blocks", to: "a-2" }] });
  const by: By = { actor: ada };
  const cases: readonly (readonly [string, (state: ItemState) => unknown])[] = [
    ["claiming what one has", (state) => claimItem(state, mine, by, 0)],
    ["editing to the same text", (state) => editItem(state, mine, { title: mine.title, labels: [] }, by)],
    [
      "setting the status it has",
      (state) => updateItem(state, mine, { status: { status: "in-progress" }, mayReassign: false }, by),
    ],
    ["giving it to who has it", (state) => updateItem(state, mine, { assignee: ada, mayReassign: false }, by)],
    ["linking twice", (state) => linkItem(state, mine, { kind: "blocks", to: "a-2" }, by)],
  ];
  test.each(cases)("is none: %s", (_name, decide) => {
    expect(decide(createWorld().state)).toEqual({ ok: true, value: [] });
  });
});

test("an event of an unknown type leaves the item alone, and unknown fields survive a change", () => {
  const from = { ...item("a-1"), colour: "red" };
  const event = { seq: 1, at: 9, ledger: "a", kind: "item", subject: "a-1", actor: ada, data: {} };
  expect(itemKind.reduce(from, { ...event, type: "workItemPainted" })).toBe(from);
  expect(itemKind.reduce(from, { ...event, type: "workItemClaimed" })).toEqual({
    ...from,
    assignee: ada,
    status: "in-progress",
    updatedBy: ada,
    updatedAt: 9,
    version: 2,
  });
});

const IDS = ["a-1", "a-2", "a-3", "a-1.1", "a-1.2", "a-2.1"];
const command = record({
  what: constantFrom("create", "create", "edit", "claim", "update", "release", "close", "reopen", "link", "unlink"),
  id: constantFrom(...IDS),
  to: constantFrom(...IDS),
  actor: constantFrom(ada, bob, USER),
  mayReassign: boolean(),
  status: constantFrom<Exclude<ItemStatus, "closed">>("open", "in-progress", "deferred", "in-review"),
});
type Command = typeof command extends { generate: (...args: never[]) => { value: infer C } } ? C : never;

function decide(state: ItemState, { what, id, to, actor, mayReassign, status }: Command) {
  const by = { actor };
  const known = state.get(id);
  const parentId = id.includes(".") ? id.slice(0, id.lastIndexOf(".")) : undefined;
  if (what === "create") {
    const parent = parentId === undefined ? undefined : state.get(parentId);
    if (known !== undefined || (parentId !== undefined && parent === undefined)) return undefined;
    const { title, description, type, priority, labels, acceptance, notes } = item(id);
    const text = { title, description, type, priority, labels, acceptance, notes };
    const links = to === id || state.get(to) === undefined ? [] : [{ kind: "blocks" as const, to }];
    return createItem(state, { id, ledger: "a", item: { ...text, links }, parent }, by);
  }
  if (known === undefined) return undefined;
  switch (what) {
    case "edit":
      return editItem(state, known, { title: to, priority: 1 }, by);
    case "claim":
      return claimItem(state, known, by, 0);
    case "update":
      return updateItem(state, known, { status: { status }, assignee: bob, mayReassign }, by);
    case "release":
      return updateItem(state, known, { assignee: null, mayReassign }, by);
    case "close":
      return closeItems(state, { items: [known], isInQueue: () => false, mayCloseOthers: mayReassign }, by);
    case "reopen":
      return reopenItem(state, known, "again", by);
    case "link":
      return linkItem(state, known, { kind: "blocks", to }, by);
    default:
      return unlinkItem(state, known, { to }, by);
  }
}

test("whatever is asked: no circles, no closed parent over an open child, no item in progress that is closed, versions that rise", () => {
  assert(
    property(array(command, { maxLength: 60 }), (commands) => {
      const world = createWorld();
      const { table, state } = world;
      for (const one of commands) {
        const before = new Map([...table.values()].map((known) => [known.id, known]));
        const decided = decide(state, one);
        if (decided?.ok === true) world.apply(decided.value);
        else expect([...table.values()]).toEqual([...before.values()]);
        for (const now of table.values()) holds(now, before.get(now.id), state);
      }
    }),
    { numRuns: 200, seed: 7 },
  );
});

function holds(now: WorkItem, before: WorkItem | undefined, state: ItemState): void {
  expect(workItem.safeParse({ ...now, id: "a-111" }).success).toBe(true);
  for (const next of state.waitsFor(now.id)) expect(findPath(next, now.id, (id) => state.waitsFor(id))).toBeUndefined();
  const parent = now.parent === undefined ? undefined : state.get(now.parent);
  if (now.status !== "closed") expect(parent?.status).not.toBe("closed");
  expect(now.closedAt !== undefined).toBe(now.status === "closed");
  if (before !== undefined && before !== now) expect(now.version).toBeGreaterThan(before.version);
  if (before?.assignee !== undefined && before.status === "in-progress" && now.status === "in-progress") {
    expect(now.assignee).toBeDefined();
  }
}
