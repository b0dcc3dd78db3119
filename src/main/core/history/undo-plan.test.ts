import { describe, expect, test } from "vitest";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type WorkItem, workItem } from "../../../shared/model/work-item.ts";
import { replayItem } from "./versions.ts";
import { type ItemSince, planUndo } from "./undo-plan.ts";

const ADA = "shop/workers/ada" as IdentityPath;
const BEN = "shop/workers/ben" as IdentityPath;

const THEN: WorkItem = workItem.parse({
  id: "shop-abc",
  title: "Paint the wall",
  labels: ["red"],
  links: [{ kind: "blocks", to: "shop-xyz" }],
  createdBy: BEN,
  createdAt: 1,
  updatedBy: BEN,
  updatedAt: 1,
  version: 1,
});

let seq = 0;
function event(actor: IdentityPath, type: string, data: unknown): LedgerEvent {
  seq += 1;
  return { seq, at: seq * 10, ledger: "shop", kind: "item", subject: THEN.id, type, actor, data };
}

function since(events: readonly LedgerEvent[], more: Partial<ItemSince> = {}): ItemSince {
  const now = replayItem(events, THEN).at(-1)?.item;
  return { id: THEN.id, was: THEN, now, events, isBusy: false, ...more };
}

describe("undoing what one did to an item", () => {
  test("takes back each field, label and link, and leaves those of others", () => {
    const item = since([
      event(ADA, "workItemEdited", { title: "Paint the fence", labels: ["red", "wet"] }),
      event(BEN, "workItemEdited", { notes: "Mind the dog.", labels: ["red", "wet", "big"] }),
      event(ADA, "workItemUnlinked", { kind: "blocks", to: "shop-xyz" }),
    ]);
    const { to, conflicts } = planUndo(item, ADA, false);
    expect(conflicts).toEqual([]);
    expect(to?.after).toMatchObject({
      title: "Paint the wall",
      notes: "Mind the dog.",
      labels: ["big", "red"],
      links: THEN.links,
    });
  });

  test("tells what others changed after, and takes that back only when forced", () => {
    const item = since([
      event(ADA, "workItemEdited", { title: "Paint the fence", priority: 0 }),
      event(BEN, "workItemEdited", { title: "Paint the gate" }),
    ]);
    const careful = planUndo(item, ADA, false);
    expect(careful.conflicts).toEqual([{ item: THEN.id, field: "title", reason: `${BEN} has changed it since` }]);
    expect(careful.to?.after).toMatchObject({ title: "Paint the gate", priority: 2 });
    const forced = planUndo(item, ADA, true);
    expect(forced).toMatchObject({ conflicts: [], to: { after: { title: "Paint the wall" } } });
  });

  test("opens again what was closed, unless its work has landed or a hook holds it", () => {
    const closed = since([event(ADA, "workItemClosed", { reason: "No need" })]);
    expect(planUndo(closed, ADA, false).to?.after).toMatchObject({ status: "open" });
    const landed = since([event(ADA, "workItemClosed", { landedCommit: "a".repeat(40) })]);
    expect(planUndo(landed, ADA, true).to).toBeUndefined();
    expect(planUndo(landed, ADA, true).conflicts.map((one) => one.field)).toContain("status");
    const held = since([event(ADA, "workItemClaimed", {})], { isBusy: true });
    expect(planUndo(held, ADA, true).to).toBeUndefined();
  });

  test("deletes what one created, unless others have changed it", () => {
    const created = [event(ADA, "workItemCreated", { ...THEN, title: "New" })];
    const mine = since(created, { was: undefined, now: THEN });
    expect(planUndo(mine, ADA, false)).toEqual({ to: { after: undefined }, conflicts: [] });
    const ours = since([...created, event(BEN, "workItemEdited", { title: "Newer" })], { was: undefined, now: THEN });
    expect(planUndo(ours, ADA, false).conflicts).toHaveLength(1);
    expect(planUndo(ours, ADA, true).to).toEqual({ after: undefined });
  });

  test("does nothing for those who did nothing", () => {
    expect(planUndo(since([event(BEN, "workItemClaimed", {})]), ADA, false)).toEqual({ conflicts: [] });
  });
});
