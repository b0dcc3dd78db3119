import { expect, test } from "vitest";
import { fixtureWithProject, openDesk } from "./testing/item-desk.ts";

test("rings when the time of an item comes, or of a gate, or of an epic, and at no other time", async () => {
  await using fixture = fixtureWithProject();
  const { create, done, ledger } = await openDesk(fixture);
  const now = fixture.clock.now();
  let rung = 0;
  using _listening = ledger.alarm.listen(() => {
    rung += 1;
  });
  const put = await create("Put off", { deferredUntil: now + 1_000 });
  const gate = await create("Timer", { type: "gate", gate: { kind: "timer", until: now + 5_000 } });
  await create("Behind it", { after: [gate.id] });
  const epic = await create("Epic", { type: "epic", deferredUntil: now + 9_000 });
  await create("Its child", { parent: epic.id });
  fixture.clock.advance(999);
  expect(rung).toBe(0);
  fixture.clock.advance(1);
  expect([rung, (await done("item.ready", {})).items.map(({ id }) => id)]).toEqual([1, [put.id]]);
  fixture.clock.advance(3_999);
  expect(rung).toBe(1);
  fixture.clock.advance(1);
  expect([rung, (await done("item.ready", {})).total]).toEqual([2, 2]);
  // Put off further, it does not ring at the old time.
  await done("item.edit", { item: epic.id, deferredUntil: now + 20_000 });
  fixture.clock.advance(10_000);
  expect(rung).toBe(2);
  fixture.clock.advance(5_000);
  expect(rung).toBe(3);
});

test("waits for what is further off than a timer can be set", async () => {
  await using fixture = fixtureWithProject();
  const { create, ledger } = await openDesk(fixture);
  const far = 100 * 86_400_000;
  let rung = 0;
  using _listening = ledger.alarm.listen(() => {
    rung += 1;
  });
  await create("Next spring", { deferredUntil: fixture.clock.now() + far });
  fixture.clock.advance(far - 1);
  expect(rung).toBe(0);
  fixture.clock.advance(1);
  expect(rung).toBe(1);
});
