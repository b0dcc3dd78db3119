import { assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { ITEM_ID_PATTERN } from "../../../shared/model/item-words.ts";
import { createIdIndex } from "./id-index.ts";
import { hashLength, newChildId, newItemId, resolveItem } from "./ids.ts";
import { type ItemTable, createItemTable, item } from "./item-fixture.ts";

function tableOf(...ids: string[]): ItemTable {
  const table = createItemTable();
  for (const id of ids) table.put(item(id));
  return table;
}

describe("new ids", () => {
  test("lengthen as the ledger grows, so that clones that create apart do not collide", () => {
    expect([0, 34, 35, 204, 205, 1_229, 7_374, 44_000].map(hashLength)).toEqual([3, 3, 4, 4, 5, 5, 6, 7]);
    assert(
      property(integer({ min: 1, max: 100_000 }), (items) => {
        expect((items * items) / 36 ** hashLength(items)).toBeLessThanOrEqual(1 / 40);
      }),
    );
  });

  test("are well formed and never one that is taken", () => {
    const taken = new Set<string>();
    for (let n = 0; n < 2_000; n += 1) {
      const id = newItemId("demo", 0, (candidate) => taken.has(candidate));
      expect(id).toMatch(ITEM_ID_PATTERN);
      expect(taken.has(id)).toBe(false);
      taken.add(id);
    }
  });

  test("of children count on behind the highest there is", () => {
    expect(newChildId("d-abc", [], () => false)).toBe("d-abc.1");
    expect(newChildId("d-abc", ["d-abc.1", "d-abc.9", "d-abc.9.4", "d-other"], () => false)).toBe("d-abc.10");
    expect(newChildId("d-abc", ["d-abc.1"], (id) => id === "d-abc.2")).toBe("d-abc.3");
  });
});

describe("finding the item that is meant", () => {
  const table = tableOf("demo-k3f", "demo-k3f.1", "demo-k3f.2", "demo-k9z", "web-app-k3x", "web-app-a1b");
  const index = createIdIndex(table);
  const meant: readonly (readonly [string, string])[] = [
    ["demo-k3f", "demo-k3f"],
    ["demo-k3", "demo-k3f"],
    ["k3f", "demo-k3f"],
    ["demo-k3f.2", "demo-k3f.2"],
    ["k3f.1", "demo-k3f.1"],
    ["a1", "web-app-a1b"],
    ["web-app-k", "web-app-k3x"],
  ];
  test.each(meant)("%s means %s", (ref, id) => {
    const found = resolveItem(table, index, ref);
    expect(found.ok && found.value.id).toBe(id);
  });

  const refused: readonly (readonly [string, string])[] = [
    ["demo-k", "item-ambiguous"],
    ["k3", "item-ambiguous"],
    ["demo-k3f.", "item-ambiguous"],
    ["demo-zzz", "item-not-found"],
    ["no such\nthing", "item-not-found"],
    ["💥".repeat(30), "item-not-found"],
  ];
  test.each(refused)("%j is refused as %s", (ref, code) => {
    const found = resolveItem(table, index, ref);
    expect(!found.ok && found.error.code).toBe(code);
    expect(!found.ok && found.error.remedy).toBeTruthy();
  });
});

describe("ids at scale", () => {
  /** Several clones of a ledger of so many items each create as many again apart; how many ids two of them share. */
  function collisions(items: number, clones: number): number {
    const shared = Array.from({ length: items }, (_, n) => `old-${n}`);
    const seen = new Map<string, number>();
    for (let clone = 0; clone < clones; clone += 1) {
      const own = new Set(shared);
      for (let n = 0; n < items; n += 1) own.add(newItemId("d", own.size, (id) => own.has(id)));
      for (const id of own) if (id.startsWith("d-")) seen.set(id, (seen.get(id) ?? 0) + 1);
    }
    return [...seen.values()].filter((count) => count > 1).length;
  }

  test.each([
    [100, 40],
    [1_000, 20],
    [10_000, 10],
    [100_000, 1],
  ])("two clones that each create %i items hardly ever choose the same id", (items, runs) => {
    let shared = 0;
    for (let run = 0; run < runs; run += 1) shared += collisions(items, 2);
    // At most one in 40 runs is what is promised; eight would happen once in a million times, and at once with a digit less.
    expect(shared).toBeLessThan(8);
  });

  test("a beginning is resolved without looking at all items", () => {
    const table = createItemTable();
    const ids: string[] = [];
    for (let n = 0; n < 20_000; n += 1) {
      const id = newItemId(n % 2 === 0 ? "demo" : "web-app", 100_000, (taken) => table.get(taken) !== undefined);
      ids.push(id);
      table.put(item(id));
    }
    using index = createIdIndex(table);
    let looks = 0;
    const counting = {
      get: (id: string) => {
        looks += 1;
        return table.get(id);
      },
      deletionOf: () => undefined,
    };
    for (const id of ids.slice(0, 500)) {
      for (const ref of [id.slice(0, -1), id.slice(id.lastIndexOf("-") + 1)]) {
        const found = resolveItem(counting, index, ref);
        expect(found.ok ? found.value.id : found.error.code).toMatch(new RegExp(`^(?:${id}|item-ambiguous)$`));
      }
    }
    expect(looks).toBeLessThanOrEqual(2_000);
    const late = "web-app-zzzzzzz";
    table.put(item(late));
    expect(resolveItem(table, index, "zzzzz")).toMatchObject({ value: { id: late } });
    table.remove(late);
    expect(resolveItem(table, index, "zzzzz")).toMatchObject({ ok: false });
  });
});
