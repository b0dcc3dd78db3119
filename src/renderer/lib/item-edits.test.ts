import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { contractClient } from "../../shared/contract/client.ts";
import { type Result, err, ok } from "../../shared/model/result.ts";
import type { ItemView } from "../../shared/model/work-item.ts";
import { itemFixture } from "../testing/item-fixture.ts";
import { createItemEdits } from "./item-edits.ts";
import { memoryStorage } from "./storage.ts";
import { createToasts } from "./toasts.ts";
import { createUiStore } from "./ui-state.ts";

const PAGE = ["items", "page", {}, 0];

function setUp() {
  const answer = Promise.withResolvers<Result<unknown>>();
  const asked: { verb: string; input: unknown }[] = [];
  const client = contractClient({
    request(verb, input) {
      asked.push({ verb, input });
      return answer.promise;
    },
    subscribe: () => () => {},
  });
  const queries = new QueryClient();
  const items = [itemFixture("a-1"), itemFixture("a-2", { priority: 3 }), itemFixture("a-3")];
  queries.setQueryData(PAGE, { items, total: 3 });
  queries.setQueryData(["item", "a-1"], { item: items[0], children: [] });
  const edits = createItemEdits({
    attempt: (_tried, verb, input) => client.call(verb, input),
    queries,
    toasts: createToasts(),
    ui: createUiStore(memoryStorage()),
  });
  const priorities = () => queries.getQueryData<{ items: ItemView[] }>(PAGE)?.items.map((item) => item.priority);
  return { edits, queries, items, asked, answer, priorities };
}

test("shows a change of many before the core has answered, and then what it answered", async () => {
  const { edits, queries, items, asked, answer, priorities } = setUp();
  const done = edits.changeItems(["a-1", "a-2"], { priority: 0, addLabels: ["ui"] }, "is urgent");
  expect(priorities()).toEqual([0, 0, 2]);
  expect(queries.getQueryData(["item", "a-1"])).toMatchObject({ item: { priority: 0, labels: ["ui"] } });
  answer.resolve(ok({ items: items.slice(0, 2).map((item) => ({ ...item, priority: 0, version: 2 })) }));
  expect(await done).toBe(true);
  expect(asked).toEqual([
    { verb: "item.bulk", input: { items: ["a-1", "a-2"], edit: { priority: 0 }, addLabels: ["ui"] } },
  ]);
  expect(queries.getQueryData(PAGE)).toMatchObject({ items: [{ version: 2 }, { version: 2 }, { version: 1 }] });
});

test("shows what was there before when the core refuses", async () => {
  const { edits, queries, items, answer, priorities } = setUp();
  const done = edits.changeItems(["a-1", "a-2"], { priority: 0 }, "is urgent");
  answer.resolve(err({ code: "item-taken", message: "a-2 is with ada." }));
  expect(await done).toBe(false);
  expect(priorities()).toEqual([2, 3, 2]);
  expect(queries.getQueryData(PAGE)).toEqual({ items, total: 3 });
});

test("changes a title by itself, and nothing where more are asked for than one step takes", async () => {
  const { edits, asked, answer, items } = setUp();
  answer.resolve(ok({ ...items[0], title: "Other" }));
  await edits.changeItems(["a-1"], { title: "Other" }, "has its new title");
  expect(asked).toEqual([{ verb: "item.edit", input: { item: "a-1", title: "Other" } }]);
  const many = Array.from({ length: 1_001 }, (_, nth) => `b-${nth}`);
  expect(await edits.changeItems(many, { priority: 1 }, "is high")).toBe(false);
  expect(asked).toHaveLength(1);
});
