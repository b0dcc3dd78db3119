import type { ItemView } from "../../../shared/model/work-item.ts";
import type { ItemChange } from "../../lib/item-change.ts";
import { lastPart } from "../../lib/names.ts";
import type { Grouping } from "./view.ts";

/** What is done to items that are dragged into a group, with the words for it; undefined where a drop means nothing. */
export function changeInto(
  grouping: Grouping,
  value: string | null,
  known: { readonly agents: readonly { readonly path: NonNullable<ItemView["assignee"]> }[] },
): { readonly change: ItemChange; readonly words: string } | undefined {
  switch (grouping) {
    case "priority":
      return { change: { priority: Number(value) }, words: `is p${value}` };
    case "type":
      return value === null ? undefined : { change: { type: value }, words: `is of type ${value}` };
    case "label":
      return value === null ? undefined : { change: { addLabels: [value] }, words: `has label ${value}` };
    case "parent":
      return { change: { parent: value }, words: value === null ? "is in no epic" : `is in ${value}` };
    case "assignee": {
      if (value === null) return { change: { assignee: null }, words: "is nobody’s" };
      const agent = known.agents.find(({ path }) => path === value)?.path;
      return agent === undefined ? undefined : { change: { assignee: agent }, words: `is with ${lastPart(value)}` };
    }
    case "stage":
      return intoStage(value);
    case "project":
      // An id tells its ledger: an item cannot move to another one.
      return undefined;
  }
}

/** Where an item stands is told by facts; these are the few that a person decides. */
function intoStage(stage: string | null): { readonly change: ItemChange; readonly words: string } | undefined {
  switch (stage) {
    case "ready":
      return { change: { status: "open", deferredUntil: null, assignee: null }, words: "is open" };
    case "deferred":
      return { change: { status: "deferred" }, words: "is put off" };
    case "blocked":
      return { change: { status: "blocked" }, words: "is blocked" };
    case "in-progress":
      return { change: { status: "in-progress" }, words: "is in progress" };
    default:
      return undefined;
  }
}
