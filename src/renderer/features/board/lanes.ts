import type { ConvoyView } from "../../../shared/model/convoy.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { COLUMNS, type ColumnId } from "../../lib/moves/columns.ts";
import { lastPart, whoName } from "../../lib/names.ts";
import { type Columns, type Sort, groupItems } from "./board-model.ts";

export const GROUPINGS = ["none", "convoy", "project", "epic", "agent"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const groupingLabel: Readonly<Record<Grouping, string>> = {
  none: "Nothing",
  convoy: "Convoy",
  project: "Project",
  epic: "Epic",
  agent: "Agent",
};

/** A row of the board. An item of two convoys stands in both. */
export interface Lane {
  /** Unique on the board, and the same from one drawing to the next. */
  readonly key: string;
  readonly label: string;
  /** Id, name or path of what it stands for; undefined for those that have none. */
  readonly value: string | undefined;
  readonly columns: Columns;
  readonly count: number;
  /** How many of them are over. */
  readonly done: number;
}

export interface LaneFacts {
  readonly convoys: readonly Pick<ConvoyView, "id" | "title" | "implicit" | "closedAt">[];
  /** Of an epic that the filter may have left out. */
  titleOf(item: string): string | undefined;
}

const WITHOUT: Readonly<Record<Exclude<Grouping, "none">, string>> = {
  convoy: "In no convoy",
  project: "Workspace",
  epic: "In no epic",
  agent: "Nobody’s",
};

/** The board's rows: open ones with the most to do first, what has no value last. Without a grouping, one. */
export function lanesOf(
  items: readonly ItemView[],
  { grouping, sort }: { readonly grouping: Grouping; readonly sort: Sort },
  facts: LaneFacts,
): readonly Lane[] {
  if (grouping === "none") return [laneOf("all", "All work", undefined, groupItems(items, sort))];
  const byValue = new Map<string | undefined, ItemView[]>();
  const put = (value: string | undefined, item: ItemView) => {
    const own = byValue.get(value);
    if (own === undefined) byValue.set(value, [item]);
    else own.push(item);
  };
  const named = new Map(facts.convoys.map((convoy) => [convoy.id, convoy]));
  const epics = new Set(items.flatMap(({ parent }) => parent ?? []));
  for (const item of items) {
    if (grouping === "convoy") {
      const own = item.convoys.filter((id) => named.get(id)?.implicit !== true);
      if (own.length === 0) put(undefined, item);
      for (const id of own) put(id, item);
    } else if (grouping === "project") put(item.project, item);
    else if (grouping === "agent") put(item.hookedBy ?? item.assignee, item);
    // An epic heads its own lane, and is no card among its children.
    else if (!epics.has(item.id) || item.parent !== undefined) put(item.parent, item);
  }
  const labelOf = (value: string) => {
    if (grouping === "convoy") return named.get(value)?.title ?? value;
    if (grouping === "epic") return facts.titleOf(value) ?? value;
    return grouping === "agent" ? whoName(value) : lastPart(value);
  };
  return [...byValue]
    .map(([value, own]) =>
      laneOf(
        `${grouping}:${value ?? ""}`,
        value === undefined ? WITHOUT[grouping] : labelOf(value),
        value,
        groupItems(own, sort),
      ),
    )
    .toSorted(
      (a, b) =>
        Number(a.value === undefined) - Number(b.value === undefined) ||
        Number(a.done === a.count) - Number(b.done === b.count) ||
        (a.label < b.label ? -1 : a.label > b.label ? 1 : 0),
    );
}

function laneOf(key: string, label: string, value: string | undefined, columns: Columns): Lane {
  const count = COLUMNS.reduce((sum, column) => sum + columns[column].length, 0);
  return { key, label, value, columns, count, done: columns.landed.length + columns.closed.length };
}

/** A card on the board: an item may stand in two lanes. */
export interface CardPlace {
  readonly lane: string;
  readonly item: string;
}

/** Where a card stands, in that lane before any other; undefined where it is not on the board. */
export function placeOf(lanes: readonly Lane[], place: CardPlace | undefined): CardPlace | undefined {
  if (place === undefined) return undefined;
  const has = (lane: Lane) => COLUMNS.some((column) => lane.columns[column].some(({ id }) => id === place.item));
  const own = lanes.find(({ key }) => key === place.lane);
  const found = own !== undefined && has(own) ? own : lanes.find(has);
  return found === undefined ? undefined : { lane: found.key, item: place.item };
}

/** The card that a key leads to; columns and lanes without cards are passed over. Lanes are those that are unfolded. */
export function neighbour(lanes: readonly Lane[], from: CardPlace, key: string): CardPlace | undefined {
  const at = lanes.findIndex((lane) => lane.key === from.lane);
  const lane = lanes[at];
  if (lane === undefined) return firstCard(lanes);
  const column = COLUMNS.find((name) => lane.columns[name].some(({ id }) => id === from.item));
  if (column === undefined) return firstCard(lanes);
  const cards = lane.columns[column];
  const index = cards.findIndex(({ id }) => id === from.item);
  const within = (item: ItemView | undefined) => (item === undefined ? undefined : { lane: lane.key, item: item.id });
  switch (key) {
    case "ArrowDown":
    case "j":
      return within(cards[index + 1]) ?? acrossLanes(lanes, at, column, 1);
    case "ArrowUp":
    case "k":
      return within(cards[index - 1]) ?? acrossLanes(lanes, at, column, -1);
    case "Home":
      return within(cards[0]);
    case "End":
      return within(cards.at(-1));
    case "ArrowRight":
      return within(sideways(lane.columns, column, index, 1));
    case "ArrowLeft":
      return within(sideways(lane.columns, column, index, -1));
    default:
      return undefined;
  }
}

function acrossLanes(lanes: readonly Lane[], at: number, column: ColumnId, step: 1 | -1): CardPlace | undefined {
  for (let next = at + step; lanes[next] !== undefined; next += step) {
    const lane = lanes[next];
    const cards = lane?.columns[column] ?? [];
    const card = step === 1 ? cards[0] : cards.at(-1);
    if (lane !== undefined && card !== undefined) return { lane: lane.key, item: card.id };
  }
  return undefined;
}

function sideways(columns: Columns, from: ColumnId, index: number, step: 1 | -1): ItemView | undefined {
  for (let at = COLUMNS.indexOf(from) + step; at >= 0 && at < COLUMNS.length; at += step) {
    const name = COLUMNS[at];
    const cards = name === undefined ? [] : columns[name];
    if (cards.length > 0) return cards[Math.min(index, cards.length - 1)];
  }
  return undefined;
}

const FIRST = ["ready", "progress", "review", "merging", "blocked", "landed", "closed"] as const;

export function firstCard(lanes: readonly Lane[]): CardPlace | undefined {
  for (const lane of lanes) {
    for (const name of FIRST) {
      const [first] = lane.columns[name];
      if (first !== undefined) return { lane: lane.key, item: first.id };
    }
  }
  return undefined;
}
