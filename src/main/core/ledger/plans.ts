import type { NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { ItemStatus } from "../../../shared/model/item-words.ts";
import { reopenItem, taken } from "./decide-standing.ts";
import type { ItemDesk } from "./desk.ts";
import { type By, change } from "./item-event.ts";

/** For commits that do more at once; to be called within the deciding function of `RecordStore.commit`. */
export interface ItemPlans {
  /** A hook takes it: it becomes the agent's, and in progress once `begun`. */
  planAssign(
    id: string,
    agent: IdentityPath,
    begun: boolean,
    by: By,
  ): Result<readonly NewEvent[], Failure<"item-not-found" | "item-closed" | "item-taken">>;
  /** It is nobody's and open again; nothing happens when it is so, or closed. */
  planRelease(id: string, by: By): readonly NewEvent[];
  /** Nothing happens when it has the status, or is closed. */
  planStatus(id: string, status: Exclude<ItemStatus, "closed">, by: By): readonly NewEvent[];
  /** It has landed, or is done without a commit. Nothing happens when it is closed already. */
  planClose(
    id: string,
    outcome: { readonly landedCommit?: string; readonly reason?: string },
    by: By,
  ): readonly NewEvent[];
  /** What it was done by is undone. Nothing happens when it is open. */
  planReopen(id: string, reason: string, by: By): readonly NewEvent[];
  /** It is closed, and what came of it is known better by now. Nothing happens where it is not, or has landed. */
  planOutcome(
    id: string,
    outcome: { readonly landedCommit?: string; readonly reason: string },
    by: By,
  ): readonly NewEvent[];
}

export function createItemPlans({ table, state }: Pick<ItemDesk, "table" | "state">): ItemPlans {
  return {
    planAssign(id, agent, begun, by) {
      const item = table.get(id);
      if (item === undefined) return fail("item-not-found", `There is no item ${id}.`);
      if (item.status === "closed") return fail("item-closed", `${id} is closed.`);
      if (item.assignee !== undefined && item.assignee !== agent) return taken(item, item.assignee);
      const given =
        item.assignee === agent
          ? []
          : [change(state, item, { type: "workItemAssigned", data: { assignee: agent } }, by)];
      const status = begun && item.status !== "in-progress";
      return ok([
        ...given,
        ...(status
          ? [change(state, item, { type: "workItemStatusChanged", data: { status: "in-progress" } }, by)]
          : []),
      ]);
    },
    planRelease(id, by) {
      const item = table.get(id);
      if (item === undefined || item.status === "closed") return [];
      if (item.assignee === undefined && item.status === "open") return [];
      return [change(state, item, { type: "workItemReleased", data: {} }, by)];
    },
    planStatus(id, status, by) {
      const item = table.get(id);
      if (item === undefined || item.status === "closed" || item.status === status) return [];
      return [change(state, item, { type: "workItemStatusChanged", data: { status } }, by)];
    },
    planClose(id, outcome, by) {
      const item = table.get(id);
      if (item === undefined || item.status === "closed") return [];
      return [change(state, item, { type: "workItemClosed", data: outcome }, by)];
    },
    planOutcome(id, outcome, by) {
      const item = table.get(id);
      if (item?.status !== "closed" || item.landedCommit !== undefined) return [];
      return [change(state, item, { type: "workItemClosed", data: outcome }, by)];
    },
    planReopen(id, reason, by) {
      const item = table.get(id);
      if (item === undefined || item.status !== "closed") return [];
      const opened = reopenItem(state, item, reason, by);
      return opened.ok ? opened.value : [];
    },
  };
}
