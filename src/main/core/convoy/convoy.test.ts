import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Caller } from "../../../shared/contract/handlers.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import { type IdentityPath, USER } from "../../../shared/model/identity.ts";
import { fail, ok } from "../../../shared/model/result.ts";
import type { ItemStage } from "../../../shared/model/item-words.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import { type StoreFixture, append, createStoreFixture } from "../platform/store/store-fixture.ts";
import { type ConvoyService, createConvoys } from "./index.ts";

const self = "manager" as IdentityPath;
const user: Caller = { identity: USER, role: "user" };
const signal = new AbortController().signal;

let fixture: StoreFixture;
let store: RecordStore;
let convoys: ConvoyService;
let stages: Map<string, ItemStage>;
let letters: { to: string; subject: string }[];

function view(id: string): ItemView | undefined {
  const stage = stages.get(id);
  if (stage === undefined) return undefined;
  const isClosed = stage === "landed" || stage === "closed";
  return {
    id,
    title: id,
    description: "",
    type: "task",
    status: isClosed ? "closed" : "open",
    priority: 2,
    labels: [],
    acceptance: "",
    notes: "",
    links: [],
    createdBy: USER,
    createdAt: 0,
    updatedBy: USER,
    updatedAt: 0,
    version: 1,
    stage,
    blockedBy: [],
    unblocks: 0,
    convoys: [],
  };
}

const itemEvent = (subject: string, type: string): NewEvent => ({
  ledger: "workspace",
  kind: "item",
  subject,
  type,
  actor: USER,
  data: {},
});

beforeEach(async () => {
  fixture = createStoreFixture();
  store = await fixture.open();
  for (const kind of ["item", "mail"]) store.table({ kind, schema: z.unknown(), reduce: () => ({}) });
  stages = new Map([
    ["a-1", "ready"],
    ["a-2", "ready"],
  ]);
  letters = [];
  convoys = createConvoys({
    store,
    clock: fixture.clock,
    self,
    resolveItem: (ref) => (stages.has(ref) ? ok(ref) : fail("item-not-found", `No ${ref}.`)),
    viewItem: view,
    isClosed: (id) => view(id)?.status === "closed",
    letter(to, subject, _body, convoy) {
      letters.push({ to, subject });
      return {
        ledger: "workspace",
        kind: "mail",
        subject: `mail-${convoy}-${to}`,
        type: "mailSent",
        actor: self,
        data: {},
      };
    },
    report: (error) => {
      throw error;
    },
  });
});

afterEach(async () => {
  convoys[Symbol.dispose]();
  await fixture[Symbol.asyncDispose]();
});

/** Resolves with the next convoy event of that type. */
function next(type: string): Promise<string> {
  return new Promise((resolve) => {
    const subscription = store.subscribe((event) => {
      if (event.type !== type) return;
      subscription[Symbol.dispose]();
      resolve(event.subject);
    });
  });
}

async function create(items: string[]): Promise<string> {
  const made = await convoys.handlers["convoy.create"]({ title: "Dates", items }, user, signal);
  if (!made.ok) throw new Error(made.error.message);
  return made.value.id;
}

async function land(...items: string[]): Promise<void> {
  for (const item of items) stages.set(item, "landed");
  await append(store, ...items.map((item) => itemEvent(item, "workItemClosed")));
}

describe("a convoy", () => {
  it("closes by itself when its last item lands, and tells its owner once", async () => {
    const id = await create(["a-1", "a-2"]);
    await land("a-1");
    expect(convoys.get(id)?.closedAt).toBeUndefined();
    const landed = next("convoyLanded");
    await land("a-2");
    expect(await landed).toBe(id);
    expect(convoys.get(id)?.closedAt).toBeDefined();
    expect(letters).toEqual([{ to: USER, subject: "Convoy landed: Dates" }]);
  });

  it("opens again when an item is added, and closes again when that has landed", async () => {
    const id = await create(["a-1"]);
    const landed = next("convoyLanded");
    await land("a-1");
    await landed;
    const added = await convoys.handlers["convoy.add"]({ convoy: id, items: ["a-2"] }, user, signal);
    expect(added).toMatchObject({
      ok: true,
      value: { items: ["a-1", "a-2"], progress: { total: 2, landed: 1, ready: 1 } },
    });
    expect(convoys.get(id)?.closedAt).toBeUndefined();
    const again = next("convoyLanded");
    await land("a-2");
    expect(await again).toBe(id);
  });

  it("opens again when one of its items is opened again", async () => {
    const id = await create(["a-1"]);
    const landed = next("convoyLanded");
    await land("a-1");
    await landed;
    stages.set("a-1", "ready");
    const reopened = next("convoyReopened");
    await append(store, itemEvent("a-1", "workItemReopened"));
    expect(await reopened).toBe(id);
    expect(convoys.get(id)?.closedAt).toBeUndefined();
  });

  it("lands when the only open item is taken out of it, but never while it is empty", async () => {
    const id = await create(["a-1", "a-2"]);
    await land("a-1");
    const landed = next("convoyLanded");
    await convoys.handlers["convoy.remove"]({ convoy: id, items: ["a-2"] }, user, signal);
    await landed;
    const empty = await create(["a-2"]);
    await convoys.handlers["convoy.remove"]({ convoy: empty, items: ["a-2"] }, user, signal);
    expect(convoys.get(empty)?.closedAt).toBeUndefined();
  });

  it("closes after a start what should have closed before the core died", async () => {
    const id = await create(["a-1"]);
    stages.set("a-1", "landed");
    await convoys.reconcile();
    expect(convoys.get(id)?.closedAt).toBeDefined();
  });

  it("says why it stands still", async () => {
    const id = await create(["a-1"]);
    const shown = await convoys.handlers["convoy.show"]({ convoy: id.slice(0, 6) }, user, signal);
    expect(shown).toMatchObject({ ok: true, value: { convoy: { standstill: "It has not been started." } } });
  });

  it("refuses items that do not exist, and leaves everything as it was", async () => {
    const refused = await convoys.handlers["convoy.create"]({ title: "x", items: ["a-1", "a-9"] }, user, signal);
    expect(refused).toMatchObject({ ok: false, error: { code: "item-not-found" } });
    expect([...convoys.values()]).toEqual([]);
  });
});
