import type { LedgerEvent } from "../../../shared/model/event.ts";
import { fail, ok } from "../../../shared/model/result.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { type By, type Decided, type ItemState, change } from "./item-event.ts";
import { itemKind } from "./reduce.ts";

export interface DeleteItems {
  readonly items: readonly WorkItem[];
  readonly withChildren: boolean;
  readonly reason?: string | undefined;
  readonly isInQueue: (id: string) => boolean;
  /** Slung, or on a hook or behind one. */
  readonly isOnItsWay: (id: string) => boolean;
}

/** Deletes all or none; what nobody works on only. Children go first, so that no moment has one without its parent. */
export function deleteItems(
  state: ItemState,
  command: DeleteItems,
  by: By,
): Decided<"item-in-queue" | "item-taken" | "has-children"> {
  const going = new Set(command.items.map((item) => item.id));
  for (const id of going) {
    for (const child of state.children(id)) {
      if (going.has(child)) continue;
      if (!command.withChildren) {
        const children = [...state.children(id)];
        return fail("has-children", `${id} has children: ${children.slice(0, 10).join(", ")}.`, {
          remedy: "Delete them together with it (--children), or move them first.",
          details: { item: id, children },
        });
      }
      // Grows while it is walked, until there are no more descendants.
      going.add(child);
    }
  }
  const items = [...going].map((id) => state.get(id)).filter((item) => item !== undefined);
  for (const { id } of items) {
    if (command.isInQueue(id)) {
      return fail("item-in-queue", `${id} is in the merge queue.`, {
        remedy: "Delete it when it has landed or was sent back.",
        details: { item: id },
      });
    }
    if (command.isOnItsWay(id)) {
      return fail("item-taken", `${id} is on a hook, or on its way to one.`, {
        remedy: `Take it off with \`drover unsling ${id}\` first.`,
        details: { item: id },
      });
    }
  }
  const data = command.reason === undefined ? {} : { reason: command.reason };
  return ok(items.toReversed().map((item) => change(state, item, { type: "workItemDeleted", data }, by)));
}

/**
 * A deleted item as it was before: before its newest deletion, or as its trail ends where its line was taken out by hand. Undefined where the
 * trail does not reach back far enough.
 */
export function itemBeforeDeletion(trail: readonly LedgerEvent[]): WorkItem | undefined {
  let item: WorkItem | undefined;
  let before: WorkItem | undefined;
  for (const event of trail) {
    if (event.type === "workItemDeleted") before = item;
    item = itemKind.reduce(item, event);
  }
  return item ?? before;
}
