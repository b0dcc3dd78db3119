import { expect, test } from "vitest";
import type { Caller } from "../../../shared/contract/handlers.ts";
import { MANAGER } from "../../../shared/model/identity.ts";
import { type Desk, ada, as, codeOf, fixtureWithProject, openDesk } from "./testing/item-desk.ts";

const worker = as(ada);
const manager: Caller = { identity: MANAGER, role: "manager" };

/** A gate in an epic, and an item that it holds back. */
async function gated({ create }: Desk) {
  const epic = await create("Epic", { type: "epic" });
  const gate = await create("May it go out?", { type: "gate", gate: { kind: "human" }, parent: epic.id });
  const item = await create("Send it out", { after: [gate.id] });
  return { gate: gate.id, item: item.id };
}

test.each<[string, keyof Desk["ledger"]["handlers"], (ids: { gate: string; item: string }) => object]>([
  ["closing it", "item.close", ({ gate }) => ({ items: [gate] })],
  ["closing many", "item.bulk", ({ gate, item }) => ({ items: [item, gate], close: {} })],
  ["deleting it", "item.delete", ({ gate }) => ({ items: [gate] })],
  ["making it open by itself", "item.edit", ({ gate }) => ({ item: gate, gate: { kind: "timer", until: 1 } })],
  ["taking away what opens it", "item.edit", ({ gate }) => ({ item: gate, gate: null })],
  ["making it no gate", "item.bulk", ({ gate }) => ({ items: [gate], edit: { type: "task" } })],
  ["moving it out of its epic", "item.edit", ({ gate }) => ({ item: gate, parent: null })],
  ["unlinking what it holds back", "item.dep.remove", ({ gate, item }) => ({ item, to: gate })],
])("a gate that a person opens is not opened by an agent: %s", async (_how, verb, input) => {
  await using fixture = fixtureWithProject();
  const desk = await openDesk(fixture);
  const ids = await gated(desk);
  const before = desk.store.lastSeq;
  for (const caller of [worker, manager]) {
    const answer = await desk.call(verb, input(ids), caller);
    expect(answer).toMatchObject({ ok: false, error: { code: "not-allowed" } });
    expect(JSON.stringify(answer)).toContain(`drover mail send user \\"…\\" --item ${ids.gate}`);
  }
  expect(desk.store.lastSeq).toBe(before);
  expect((await desk.done("item.show", { item: ids.item })).item.stage).toBe("blocked");
  expect(codeOf(await desk.call(verb, input(ids)))).toBe("ok");
});

test("of a gate that a person opens, an agent may say more, and what waits for it may wait for more, or be deleted", async () => {
  await using fixture = fixtureWithProject();
  const desk = await openDesk(fixture);
  const { gate, item } = await gated(desk);
  const other = await desk.create("Other");
  const asked = [
    await desk.call("item.edit", { item: gate, description: "It is ready." }, worker),
    await desk.call("item.dep.add", { item, to: other.id, kind: "blocks" }, worker),
    await desk.call("item.dep.remove", { item, to: other.id }, worker),
    await desk.call("item.delete", { items: [item] }, manager),
  ];
  expect(asked.map(codeOf)).toEqual(["ok", "ok", "ok", "ok"]);
});

test("a gate that something else opens is anybody's", async () => {
  await using fixture = fixtureWithProject();
  const desk = await openDesk(fixture);
  const gate = await desk.create("CI", { type: "gate", gate: { kind: "run", for: "https://ci.example.org/1" } });
  expect(codeOf(await desk.call("item.close", { items: [gate.id] }, worker))).toBe("ok");
});
