import { expect, test } from "vitest";
import { itemFixture } from "../../testing/item-fixture.ts";
import { findItems } from "./find-items.ts";

const items = [
  itemFixture("a-1", { title: "Parse dates", status: "closed", stage: "landed" }),
  itemFixture("a-10", { title: "Parse times" }),
  itemFixture("b-2", { title: "Draw the board", labels: ["ui"] }),
];
const found = (text: string, limit = 10) => findItems(items, text, limit).map(({ id }) => id);

test("shows open items before closed ones", () => {
  expect(found("parse")).toEqual(["a-10", "a-1"]);
  expect(found("", 2)).toEqual(["a-10", "b-2"]);
});

test("puts an id typed in full first, closed or not", () => {
  expect(found("A-1")).toEqual(["a-1", "a-10"]);
});
