import type { ItemView } from "../../../shared/model/work-item.ts";
import { type ColumnId, columnLabel, columnOf } from "../../lib/moves/columns.ts";
import { type Place, type QueueFacts, type Verdict, judgeMove } from "../../lib/moves/judge.ts";
import type { Sort } from "./board-model.ts";
import { type Grouping, type Lane, groupingLabel } from "./lanes.ts";

/** Where a card hangs over the board. */
export interface Cell {
  readonly column: ColumnId;
  readonly lane: Pick<Lane, "value" | "label">;
  readonly grouping: Grouping;
  readonly sort: Sort;
  /** Priority of the card it hangs over, if any. */
  readonly priority?: number | undefined;
}

/** What dropping items in a cell means: a step along the columns, into another lane, or among those of another priority. */
export function judgeDrop(items: readonly ItemView[], cell: Cell, queue: QueueFacts): Verdict {
  const { column, grouping, lane } = cell;
  const isSameColumn = items.every((item) => columnOf(item) === column);
  const isSameLane = items.every((item) => isIn(item, cell));
  if (isSameLane) {
    return isSameColumn ? judgeWithin(items, cell, queue) : judgeMove(items, { kind: "column", column }, queue);
  }
  if (grouping === "project") return refuse("An item stays in its project: make a new one there.");
  if (grouping === "agent") return judgeAgentLane(items, cell, queue);
  if (!isSameColumn) {
    return refuse(`One step at a time: first into ${lane.label}, then on ${columnLabel[column]}.`);
  }
  return judgeMove(items, laneOf(cell), queue);
}

/** The order within a column follows from what its cards say; only by priority can a drop say something new. */
function judgeWithin(items: readonly ItemView[], { sort, priority }: Cell, queue: QueueFacts): Verdict {
  if (sort !== "priority") {
    return refuse("The order follows from what the cards say: order by priority to change it here.");
  }
  if (priority === undefined) return { isAllowed: false, why: "It is here already.", isThere: true };
  return judgeMove(items, { kind: "priority", priority }, queue);
}

/** In another agent's lane it can only begin; out of one's hands it goes by its column. */
function judgeAgentLane(items: readonly ItemView[], { column, lane }: Cell, queue: QueueFacts): Verdict {
  if (lane.value === undefined) return judgeMove(items, { kind: "column", column: "ready" }, queue);
  if (column !== "progress" && column !== "ready") {
    return refuse(`Drop it on In progress, and it is slung to ${lane.label}.`);
  }
  if (lane.value === "user") return refuse("Claim it to have it yourself.");
  return judgeMove(items, { kind: "agent", agent: lane.value, project: undefined }, queue);
}

function laneOf({ grouping, lane }: Cell): Place {
  if (grouping === "epic") return { kind: "epic", epic: lane.value };
  return {
    kind: "convoy",
    convoy: lane.value === undefined ? undefined : { id: lane.value, title: lane.label },
  };
}

function isIn(item: ItemView, { grouping, lane: { value } }: Cell): boolean {
  switch (grouping) {
    case "none":
      return true;
    case "convoy":
      return value === undefined ? item.convoys.length === 0 : item.convoys.includes(value);
    case "project":
      return item.project === value;
    case "epic":
      return item.parent === value;
    case "agent":
      return (item.hookedBy ?? item.assignee) === value;
  }
}

/** Of a lane, for who only hears of it. */
export function laneWords(grouping: Grouping, label: string): string {
  return grouping === "none" ? "" : `${groupingLabel[grouping]} ${label}`;
}

function refuse(why: string): Verdict {
  return { isAllowed: false, why };
}
