import { expect, test } from "vitest";
import type { ItemHandlers } from "./controller.ts";
import { codeOf, fixtureWithProject, openDesk } from "./testing/item-desk.ts";

const BIG = "x".repeat(2 * 1024 * 1024);

test("whatever comes in is answered in words, and leaves the ledger as it was", async () => {
  await using fixture = fixtureWithProject();
  const { call, create, done, ledger, store } = await openDesk(fixture);
  const a = await create("A");
  const b = await create("B", { after: [a.id] });
  const c = await create("C", { after: [b.id] });
  const closed = await create("Closed");
  await done("item.close", { items: [closed.id] });
  const corpus: readonly (readonly [keyof ItemHandlers, object, string])[] = [
    ["item.show", { item: "" }, "bad-input"],
    ["item.show", { item: BIG }, "bad-input"],
    ["item.show", { item: "../../etc/passwd" }, "item-not-found"],
    ["item.show", { item: "demo-\u0000" }, "item-not-found"],
    ["item.show", { item: "__proto__" }, "item-not-found"],
    ["item.show", { item: "demo-" }, "item-ambiguous"],
    ["item.explain", { item: "demo-404.99999999" }, "item-not-found"],
    ["item.edit", { item: a.id, title: BIG }, "bad-input"],
    ["item.edit", { item: a.id, title: "two\r\nlines" }, "bad-input"],
    ["item.edit", { item: a.id, description: BIG }, "bad-input"],
    ["item.edit", { item: a.id, design: "bell \u0007" }, "bad-input"],
    ["item.edit", { item: a.id, notes: "half \udfff" }, "bad-input"],
    ["item.edit", { item: a.id, estimateMinutes: -1 }, "bad-input"],
    ["item.edit", { item: a.id, estimateMinutes: 1.5 }, "bad-input"],
    ["item.edit", { item: a.id, dueAt: "tomorrow" }, "bad-input"],
    ["item.edit", { item: a.id, gate: { kind: "portal" } }, "bad-input"],
    ["item.edit", { item: a.id, metadata: [1, 2] }, "bad-input"],
    ["item.edit", { item: a.id, labels: ["two words"] }, "bad-input"],
    ["item.edit", { item: a.id, priority: 9 }, "bad-input"],
    ["item.edit", { item: a.id, shape: "round" }, "bad-input"],
    ["item.edit", { item: a.id, type: "gate", gate: { kind: "item", for: c.id } }, "cycle"],
    ["item.edit", { item: a.id, parent: "demo-404" }, "item-not-found"],
    ["item.create", { title: "x", links: [{ kind: "blocks", to: "demo-404" }] }, "item-not-found"],
    ["item.create", { title: "x", links: [{ kind: "BLOCKS", to: a.id }] }, "bad-input"],
    ["item.create", { title: "x", links: [{ kind: "blocks", to: a.id, mode: "some" }] }, "bad-input"],
    ["item.update", { item: a.id, status: "closed" }, "wrong-transition"],
    ["item.update", { item: closed.id, status: "open" }, "wrong-transition"],
    ["item.update", { item: a.id, assignee: "Not An Identity" }, "bad-input"],
    ["item.close", { items: [closed.id] }, "item-closed"],
    ["item.close", { items: [] }, "bad-input"],
    ["item.reopen", { item: a.id }, "wrong-transition"],
    ["item.dep.add", { item: a.id, to: c.id }, "cycle"],
    ["item.dep.add", { item: a.id, to: c.id, kind: "waits-for" }, "cycle"],
    ["item.dep.add", { item: a.id, to: c.id, kind: "conditional-blocks" }, "cycle"],
    ["item.dep.add", { item: a.id, to: BIG }, "bad-input"],
    ["item.dep.remove", { item: a.id, to: b.id }, "link-not-found"],
    ["item.restore", { item: "demo" }, "bad-input"],
    ["item.list", { priority: { from: 0, to: 7 } }, "bad-input"],
    ["item.list", { sort: "colour" }, "bad-input"],
    ["item.list", { limit: 0 }, "bad-input"],
  ];
  const before = [...ledger.values()];
  const { lastSeq } = store;
  for (const [verb, input, code] of corpus) {
    const answer = await call(verb, input);
    const shown = JSON.stringify(input).slice(0, 100);
    expect([verb, shown, codeOf(answer)]).toEqual([verb, shown, code]);
    if (!answer.ok && code !== "bad-input") expect(answer.error.message.length).toBeLessThan(1_000);
  }
  expect([...ledger.values()]).toEqual(before);
  expect(store.lastSeq).toBe(lastSeq);
});
