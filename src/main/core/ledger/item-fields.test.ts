import { describe, expect, test } from "vitest";
import { ada, as, codeOf, fixtureWithProject, openDesk } from "./testing/item-desk.ts";

const FIELDS = {
  description: "What is wanted.",
  design: "With a queue.",
  estimateMinutes: 90,
  externalRef: "https://example.org/issues/7",
  dueAt: 2_000_000_000_000,
  deferredUntil: 1_900_000_000_000,
  gate: { kind: "pull-request", for: "https://example.org/pull/3", until: 5 },
  metadata: { "other-tool": { nested: [1, "two", null] } },
} as const;

describe("what an item can say", () => {
  test("is all kept when it is created, and outlives a restart", async () => {
    await using fixture = fixtureWithProject();
    const { create } = await openDesk(fixture);
    const made = await create("Everything", { ...FIELDS, assignee: ada });
    expect(made).toMatchObject({ ...FIELDS, assignee: ada, status: "open" });
    const { done } = await openDesk(fixture);
    expect((await done("item.show", { item: made.id })).item).toMatchObject({ ...FIELDS, assignee: ada });
  });

  test("is set, changed and taken away again by edits", async () => {
    await using fixture = fixtureWithProject();
    const { create, done, ledger } = await openDesk(fixture);
    const { id } = await create("Bare");
    expect(await done("item.edit", { item: id, ...FIELDS })).toMatchObject(FIELDS);
    const { version } = ledger.get(id) ?? { version: 0 };
    await done("item.edit", { item: id, ...FIELDS, metadata: { "other-tool": { nested: [1, "two", null] } } });
    expect(ledger.get(id)?.version, "nothing changed").toBe(version);
    const { description: _, ...optional } = FIELDS;
    const gone = await done("item.edit", {
      item: id,
      ...Object.fromEntries(Object.keys(optional).map((field) => [field, null])),
    });
    for (const field of Object.keys(optional)) expect(gone).not.toHaveProperty(field);
  });

  test("keeps fields that it does not know", async () => {
    await using fixture = fixtureWithProject();
    const { create, done, ledger, store } = await openDesk(fixture);
    const { id } = await create("From the future");
    const record = { ...ledger.get(id), fromTheFuture: { kept: true } };
    await done("item.delete", { items: [id] });
    const restored = {
      ledger: "demo",
      kind: "item",
      subject: id,
      actor: ada,
      type: "workItemRestored",
      data: { item: record },
    };
    await store.commit(() => ({ ok: true, value: { events: [restored], result: () => undefined } }));
    await done("item.edit", { item: id, title: "Changed" });
    const reopened = await openDesk(fixture);
    expect(reopened.ledger.get(id)).toMatchObject({ title: "Changed", fromTheFuture: { kept: true } });
  });
});

describe("moving an item", () => {
  test("puts it under another epic or none, its id unchanged, and never into a circle", async () => {
    await using fixture = fixtureWithProject();
    const { call, create, done } = await openDesk(fixture);
    const [one, two] = [await create("One", { type: "epic" }), await create("Two", { type: "epic" })];
    const child = await create("Child", { parent: one.id });
    expect(await done("item.edit", { item: child.id, parent: two.id })).toMatchObject({ id: child.id, parent: two.id });
    expect((await done("item.show", { item: two.id })).children.map(({ id }) => id)).toEqual([child.id]);
    expect(await done("item.edit", { item: child.id, parent: null })).not.toHaveProperty("parent");
    await done("item.edit", { item: two.id, parent: child.id });
    expect(codeOf(await call("item.edit", { item: child.id, parent: two.id }))).toBe("cycle");
    expect(codeOf(await call("item.edit", { item: child.id, parent: child.id }))).toBe("cycle");
    await done("item.close", { items: [one.id] });
    expect(codeOf(await call("item.edit", { item: child.id, parent: one.id }))).toBe("item-closed");
  });
});

describe("closing", () => {
  test("says how it ended, and lets begin what waits for a failure", async () => {
    await using fixture = fixtureWithProject();
    const { create, done } = await openDesk(fixture);
    const risky = await create("Risky");
    const fallback = await create("Plan B", { links: [{ kind: "conditional-blocks", to: risky.id }] });
    expect(fallback).toMatchObject({ stage: "blocked", blockedBy: [risky.id] });
    await done("item.close", { items: [risky.id], outcome: "failed", reason: "not possible" });
    expect((await done("item.show", { item: fallback.id })).item.stage).toBe("ready");
    await done("item.reopen", { item: risky.id });
    expect((await done("item.show", { item: risky.id })).item).not.toHaveProperty("outcome");
    await done("item.close", { items: [risky.id] });
    const moot = await done("item.explain", { item: fallback.id });
    expect(moot.obstacles.map(({ code }) => code)).toEqual(["moot"]);
    expect(moot.obstacles[0]?.remedy).toContain("drover close");
  });

  test("is no way for an agent to take what another has, nor to start a gate", async () => {
    await using fixture = fixtureWithProject();
    const { call, create } = await openDesk(fixture);
    const theirs = await create("Theirs", { assignee: ada });
    const gate = await create("Gate", { type: "gate", gate: { kind: "human" } });
    const bob = as((await create("x", { assignee: "demo/crew/bob" })).assignee ?? ada);
    expect(codeOf(await call("item.close", { items: [theirs.id] }, bob))).toBe("item-taken");
    expect(codeOf(await call("item.claim", { item: gate.id }, bob))).toBe("item-not-ready");
  });
});

describe("changing many at once", () => {
  test("changes all of them in one step", async () => {
    await using fixture = fixtureWithProject();
    const { create, done } = await openDesk(fixture);
    const epic = await create("Epic", { type: "epic" });
    const ids = [(await create("A", { labels: ["old"] })).id, (await create("B")).id];
    const changed = await done("item.bulk", {
      items: [...ids, ids[0] ?? ""],
      edit: { priority: 0, dueAt: 7 },
      addLabels: ["new"],
      removeLabels: ["old"],
      parent: epic.id,
      status: "in-progress",
      assignee: ada,
      cause: "All hands.",
    });
    expect(changed.items).toHaveLength(2);
    for (const item of changed.items) {
      expect(item).toMatchObject({
        priority: 0,
        dueAt: 7,
        labels: ["new"],
        parent: epic.id,
        assignee: ada,
        status: "in-progress",
      });
    }
    await done("item.bulk", { items: ids, close: { reason: "Enough.", outcome: "failed" } });
    expect((await done("item.show", { item: ids[1] ?? "" })).item).toMatchObject({
      status: "closed",
      outcome: "failed",
    });
  });

  test("changes none when one of them may not change", async () => {
    await using fixture = fixtureWithProject();
    const { call, create, ledger, queued, done } = await openDesk(fixture);
    const [a, b, closed] = [await create("A"), await create("B"), await create("C")];
    await done("item.close", { items: [closed.id] });
    queued.add(b.id);
    const before = [...ledger.values()];
    const refusals: readonly (readonly [object, string])[] = [
      [{ items: [a.id, closed.id], status: "blocked" }, "wrong-transition"],
      [{ items: [a.id, b.id], edit: { priority: 0 }, close: {} }, "item-in-queue"],
      [{ items: [b.id, a.id], edit: { priority: 0 }, parent: a.id }, "cycle"],
      [{ items: [a.id, "demo-404"], edit: { priority: 0 } }, "item-not-found"],
      [{ items: [a.id], edit: { type: "tsk" } }, "unknown-word"],
      [{ items: [] }, "bad-input"],
      [{ items: [a.id], edit: { title: "All the same title" } }, "bad-input"],
    ];
    for (const [input, code] of refusals) {
      expect([input, codeOf(await call("item.bulk", input))]).toEqual([input, code]);
    }
    expect([...ledger.values()]).toEqual(before);
  });
});
