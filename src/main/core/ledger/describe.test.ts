import { expect, test } from "vitest";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import { USER, workerPath } from "../../../shared/model/identity.ts";
import type { BringInEvent } from "./bring-in.ts";
import { describeItemEvent } from "./describe.ts";
import { item as itemOf } from "./item-fixture.ts";
import type { ItemEvent } from "./reduce.ts";

type AnyItemEvent = ItemEvent | BringInEvent;
type DataOf<T> = AnyItemEvent extends infer E
  ? E extends { readonly type: infer U; readonly data: infer D }
    ? T extends U
      ? D
      : never
    : never
  : never;

const { id: _, ...item } = itemOf("shop-a1b");

/** An event of each type there is, and how it is told. */
const TOLD: { readonly [T in AnyItemEvent["type"]]: readonly [data: DataOf<T>, words: string] } = {
  workItemCreated: [item, "created “shop-a1b”"],
  workItemEdited: [{ title: "Fence", dueAt: null, notes: "" }, "changed title to “Fence”, due date, notes"],
  workItemClaimed: [{}, "claimed it"],
  workItemAssigned: [{ assignee: workerPath("shop", "ada") }, "gave it to shop/workers/ada"],
  workItemReleased: [{}, "made it nobody's"],
  workItemStatusChanged: [{ status: "open", customStatus: "triaged" }, "set it triaged"],
  workItemClosed: [{ outcome: "failed", reason: "too late" }, "closed it as failed: too late"],
  workItemReopened: [{}, "opened it again"],
  workItemLinked: [{ kind: "related", to: "shop-b2c" }, "linked it as related to shop-b2c"],
  workItemUnlinked: [{ kind: "blocks", to: "shop-b2c" }, "no longer waits for shop-b2c"],
  workItemMoved: [{ parent: "shop-b2c" }, "moved it under shop-b2c"],
  workItemDeleted: [{}, "deleted it"],
  workItemRestored: [{ item: itemOf("shop-a1b") }, "brought it back"],
  workItemRolledBack: [
    { to: { version: 3, at: 1 }, fields: { dueAt: null, acceptance: "" } },
    "put due date, acceptance criteria back to version 3",
  ],
  workItemCompacted: [{ digest: "d", summariser: "s", chars: 9 }, "made a digest of 9 characters"],
  workItemTextRestored: [{ description: "all" }, "brought the full text back"],
  workItemImported: [{ source: "plan.md", key: "1", item }, "brought in “shop-a1b” from plan.md"],
  workItemImportUpdated: [{ source: "plan.md", fields: { estimateMinutes: null } }, "took over estimate from plan.md"],
};

test.each(Object.entries(TOLD))("%s is told in words of its own", (type, [data, words]) => {
  const event: LedgerEvent = {
    seq: 1,
    at: 1,
    ledger: "shop",
    kind: "item",
    subject: "shop-a1b",
    actor: USER,
    type,
    data,
  };
  expect(describeItemEvent(event)).toBe(words);
});

test("an item that was closed when it was deleted comes back closed, and that is told", () => {
  const data = { item: itemOf("shop-a1b", { status: "closed" }) };
  const base = { seq: 1, at: 1, ledger: "shop", kind: "item", subject: "shop-a1b", actor: USER };
  expect(describeItemEvent({ ...base, type: "workItemRestored", data })).toBe("brought it back, closed as it was");
});
