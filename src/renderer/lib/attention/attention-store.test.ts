import { expect, test } from "vitest";
import { entryFixture } from "../../testing/attention-fixture.ts";
import { attentionCount, chosenEntry, createAttentionStore } from "./attention-store.ts";

const entries = (...ids: string[]) => ({ entries: ids.map((id) => entryFixture(id)), putOff: [] });

test("shows the first until one is chosen, and goes around both ends", () => {
  const attention = createAttentionStore();
  expect(attentionCount(attention.store.getState())).toBe(undefined);
  attention.take(entries("a", "b", "c"));
  expect(chosenEntry(attention.store.getState())?.id).toBe("a");
  expect(attention.step(1)?.id).toBe("a");
  expect(attention.step(1)?.id).toBe("b");
  expect(attention.step(-1)?.id).toBe("a");
  expect(attention.step(-1)?.id).toBe("c");
  expect(attention.step(1)?.id).toBe("a");
});

test("lets the next one take the place of one that is over", () => {
  const attention = createAttentionStore();
  attention.take(entries("a", "b", "c"));
  attention.choose("b");
  attention.take(entries("a", "c", "d"));
  expect(chosenEntry(attention.store.getState())?.id).toBe("c");
  attention.take(entries("a"));
  expect(chosenEntry(attention.store.getState())?.id).toBe("a");
  attention.take(entries());
  expect(chosenEntry(attention.store.getState())).toBe(undefined);
  expect(attention.step(1)).toBe(undefined);
});

test("keeps showing one that was put off while it is looked at", () => {
  const attention = createAttentionStore();
  attention.take(entries("a", "b"));
  attention.choose("a");
  attention.take({ entries: [entryFixture("b")], putOff: [entryFixture("a")] });
  expect(chosenEntry(attention.store.getState())?.id).toBe("a");
  expect(attentionCount(attention.store.getState())).toBe(1);
});
