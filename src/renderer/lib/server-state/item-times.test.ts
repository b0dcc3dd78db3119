import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { itemFixture } from "../../testing/item-fixture.ts";
import { manualClock } from "../../testing/manual-clock.ts";
import { followItemTimes } from "./item-times.ts";

const PAGE = ["items", "page", {}, 0];

function setUp() {
  const clock = manualClock();
  const queries = new QueryClient({ defaultOptions: { queries: { gcTime: Number.POSITIVE_INFINITY } } });
  const rung: number[] = [];
  const began = clock.now();
  const stop = followItemTimes({ clock, queries, onTime: () => rung.push(clock.now() - began) });
  return { clock, queries, rung, began, stop };
}

test("tells when the soonest item is no longer put off, then the next, and a gate's time", async () => {
  const { clock, queries, rung, began } = setUp();
  queries.setQueryData(PAGE, {
    items: [
      itemFixture("a-1", { deferredUntil: began + 5_000 }),
      itemFixture("a-2", { deferredUntil: began + 2_000 }),
      itemFixture("a-3", { deferredUntil: began - 2_000 }),
      itemFixture("a-4", { deferredUntil: began + 3_000, status: "closed" }),
    ],
  });
  const gate = { kind: "timer", until: began + 7_000 } as const;
  queries.setQueryData(["item", "a-5"], { item: itemFixture("a-5", { type: "gate", gate }), children: [] });
  await clock.advance(1_999);
  expect(rung).toEqual([]);
  await clock.advance(60_000);
  expect(rung).toEqual([2_000, 5_000, 7_000]);
});

test("forgets times that changed or are no longer in hand, and waits for those beyond a timer's reach", async () => {
  const { clock, queries, rung, began } = setUp();
  const year = 365 * 86_400_000;
  queries.setQueryData(PAGE, { items: [itemFixture("a-1", { deferredUntil: began + 1_000 })] });
  queries.setQueryData(PAGE, { items: [itemFixture("a-1", { deferredUntil: began + year })] });
  queries.setQueryData(["item", "a-2"], { item: itemFixture("a-2", { deferredUntil: began + 2_000 }), children: [] });
  queries.removeQueries({ queryKey: ["item", "a-2"] });
  queries.setQueryData(["mail"], { items: [itemFixture("a-3", { deferredUntil: began + 3_000 })] });
  await clock.advance(year + 1);
  expect(rung).toEqual([year]);
});

test("is silent once it was stopped", async () => {
  const { clock, queries, rung, began, stop } = setUp();
  queries.setQueryData(PAGE, { items: [itemFixture("a-1", { deferredUntil: began + 1_000 })] });
  stop();
  await clock.advance(2_000);
  expect(rung).toEqual([]);
});
