import { describe, expect, it } from "vitest";
import { type PlacedItem, checkItems } from "./check-items.ts";

function item(id: string, more: Partial<PlacedItem["item"]> = {}): PlacedItem {
  return { ledger: "shop", item: { id, type: "task", status: "open", links: [], ...more } };
}

const blocks = (to: string) => ({ links: [{ kind: "blocks", to }] });

async function found(items: readonly PlacedItem[], more: { deleted?: string[]; isWhole?: boolean } = {}) {
  const { deleted = [], isWhole = true } = more;
  const findings = await checkItems({ items, deleted: new Set(deleted), isWhole });
  return findings.map(({ rule, item: id }) => `${rule} ${id}`);
}

describe("items among one another", () => {
  it.each<[string, readonly PlacedItem[], readonly string[]]>([
    ["fine", [item("shop-aaa", blocks("shop-bbb")), item("shop-bbb")], []],
    ["a link to nothing", [item("shop-aaa", blocks("shop-zzz"))], ["L25 shop-aaa"]],
    ["a parent that is not there", [item("shop-aaa.1", { parent: "shop-aaa" })], ["L25 shop-aaa.1"]],
    ["what stands outside", [item("shop-aaa", blocks("external:ticket 7"))], []],
    ["a circle of two", [item("shop-aaa", blocks("shop-bbb")), item("shop-bbb", blocks("shop-aaa"))], ["L26 shop-aaa"]],
    [
      "a circle that a closed item breaks",
      [item("shop-aaa", blocks("shop-bbb")), item("shop-bbb", { ...blocks("shop-aaa"), status: "closed" })],
      [],
    ],
    [
      "a child that waits for its parent",
      [item("shop-aaa"), item("shop-aaa.1", { parent: "shop-aaa", ...blocks("shop-aaa") })],
      ["L26 shop-aaa"],
    ],
    [
      "a child that waits for the children of its parent, itself among them",
      [
        item("shop-aaa"),
        item("shop-aaa.1", {
          parent: "shop-aaa",
          links: [{ kind: "waits-for", to: "shop-aaa", mode: "any-children" }],
        }),
      ],
      ["L26 shop-aaa"],
    ],
    [
      "a gate for what waits at it",
      [
        item("shop-aaa", { type: "gate", gate: { kind: "item", for: "shop-bbb" } }),
        item("shop-bbb", blocks("shop-aaa")),
      ],
      ["L26 shop-aaa"],
    ],
    [
      "links that hold nothing back",
      [
        item("shop-aaa", { links: [{ kind: "related", to: "shop-bbb" }] }),
        item("shop-bbb", { links: [{ kind: "of-our-own", to: "shop-aaa" }] }),
      ],
      [],
    ],
    [
      "an open child of a closed parent",
      [item("shop-aaa", { status: "closed" }), item("shop-aaa.1", { parent: "shop-aaa" })],
      ["L27 shop-aaa.1"],
    ],
  ])("%s", async (_name, items, rules) => {
    expect(await found(items)).toEqual(rules);
  });

  it("misses nothing that was deleted, or may be in a ledger that was not read", async () => {
    const items = [item("shop-aaa", { links: [...blocks("shop-del").links, ...blocks("other-aaa").links] })];
    expect(await found(items, { deleted: ["shop-del"], isWhole: false })).toEqual([]);
    expect(await found(items, { isWhole: false })).toEqual(["L25 shop-aaa"]);
  });

  it("tells the circle, also at the end of a chain of a hundred thousand", async () => {
    const chain = Array.from({ length: 100_000 }, (_, n) =>
      item(`shop-${n}`, blocks(`shop-${Math.min(n + 1, 99_999)}`)),
    );
    const [first, ...others] = await checkItems({ items: chain, deleted: new Set(), isWhole: true });
    expect(first?.message).toBe(
      "These wait for one another, so that the newest of the links does not count: shop-99999 → shop-99999.",
    );
    expect(others).toEqual([]);
  });
});
