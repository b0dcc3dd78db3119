import { expect, test } from "vitest";
import { ITEM_FACETS } from "../../../shared/model/item-words.ts";
import { ada, fixtureWithProject, openDesk } from "./testing/item-desk.ts";

test("lists in each group as many as are counted in it, whatever it is grouped by", async () => {
  await using fixture = fixtureWithProject();
  const { create, done } = await openDesk(fixture);
  const epic = await create("epic", { type: "epic", labels: ["ui"] });
  await create("child", { parent: epic.id, priority: 0, labels: ["ui", "slow"] });
  const closed = await create("closed", { type: "bug" });
  await done("item.close", { items: [closed.id] });
  await create("hers", { assignee: ada });
  await create("of the workspace", { project: undefined });
  for (const filter of [{}, { all: true }, { labels: ["ui"] }]) {
    const { total, facets } = await done("item.count", { filter, by: [...ITEM_FACETS] });
    expect(facets.map(({ by }) => by)).toEqual(ITEM_FACETS);
    expect((await done("item.list", filter)).total).toBe(total);
    for (const { by, values } of facets) {
      expect(values.length, by).toBeGreaterThan(0);
      for (const { value, count } of values) {
        const group = await done("item.list", { ...filter, within: { by, value }, limit: 1 });
        expect(group.total, `${by} ${value}`).toBe(count);
      }
    }
  }
});

test("lists what has the words the best match first, unless an order is asked for", async () => {
  await using fixture = fixtureWithProject();
  const { create, done } = await openDesk(fixture);
  const best = await create("Teach the parser dates", { priority: 4 });
  fixture.clock.advance(1);
  const other = await create("Docs", { description: "the parser's grammar", priority: 1 });
  const ids = async (filter: object) => (await done("item.list", filter)).items.map((item) => item.id);
  expect(await ids({ text: "parser" })).toEqual([best.id, other.id]);
  expect(await ids({ text: "parser", sort: "priority" })).toEqual([other.id, best.id]);
  expect(await ids({ text: "parser", sort: "updated" })).toEqual([other.id, best.id]);
});
