import { useMemo, useState } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import { lastPart } from "../../lib/names.ts";
import { PRIORITIES } from "../../lib/item-choices.ts";
import { useItemCounts } from "../../lib/server-state/item-counts.ts";
import { type ItemQuery, useItemTotal } from "../../lib/server-state/item-pages.ts";
import { stageLabel } from "../../lib/stage.ts";
import { orderValues } from "./group-order.ts";
import { type Group, type Rows, layRows } from "./rows.ts";
import type { Grouping } from "./view.ts";

type Values = OutputOf<"item.count">["facets"][number]["values"];

export interface GroupInfo {
  /** What the core is asked for to fill it. */
  readonly query: ItemQuery;
  readonly label: string;
  /** Null for what has no such value; undefined where nothing is grouped. */
  readonly value: string | null | undefined;
}

export interface BacklogRows {
  readonly rows: Rows<string>;
  readonly groups: ReadonlyMap<string, GroupInfo>;
  readonly grouping: Grouping | undefined;
  readonly total: number;
  /** False before anything was ever read. */
  readonly isRead: boolean;
  readonly error: Error | null;
  retry(): void;
}

/**
 * The rows of a list and which items belong in them. While a changed query is on its way, the rows of the one before stay:
 * what is on screen is always the answer to one question.
 */
export function useBacklogRows(
  query: ItemQuery,
  grouping: Grouping | undefined,
  folded: ReadonlySet<string>,
): BacklogRows {
  const { sort: _, reverse: __, ...filter } = query;
  const total = useItemTotal(query);
  const counts = useItemCounts(filter, grouping === undefined ? [] : [grouping], grouping !== undefined);
  const asked = grouping === undefined ? total : counts;
  const isAnswered = asked.data !== undefined && !asked.isPlaceholderData;
  const [shown, setShown] = useState({ query, grouping });
  if (isAnswered && (shown.query !== query || shown.grouping !== grouping)) setShown({ query, grouping });

  const values =
    shown.grouping === undefined ? undefined : counts.data?.facets.find(({ by }) => by === shown.grouping)?.values;
  const groups = useMemo(() => groupsOf(shown.query, shown.grouping, values), [shown, values]);
  const count = total.data?.total ?? 0;
  const rows = useMemo(
    () =>
      layRows(
        shown.grouping === undefined
          ? [{ key: "", count, isOpen: true, hasHead: false }]
          : (values ?? []).length === 0
            ? []
            : orderValues(values ?? [], shown.grouping).map(({ value, count: size }): Group<string> => ({
                key: keyOf(value),
                count: size,
                isOpen: !folded.has(`${shown.grouping}${keyOf(value)}`),
                hasHead: true,
              })),
      ),
    [shown.grouping, values, count, folded],
  );
  return {
    rows,
    groups,
    grouping: shown.grouping,
    total: shown.grouping === undefined ? count : (counts.data?.total ?? 0),
    isRead: asked.data !== undefined,
    error: asked.data === undefined ? asked.error : null,
    retry: () => void asked.refetch(),
  };
}

/** No value can begin with a line feed. */
export function keyOf(value: string | null): string {
  return value === null ? "\n" : `=${value}`;
}

function groupsOf(
  query: ItemQuery,
  grouping: Grouping | undefined,
  values: Values | undefined,
): ReadonlyMap<string, GroupInfo> {
  if (grouping === undefined) return new Map([["", { query, label: "", value: undefined }]]);
  return new Map(
    (values ?? []).map(({ value, title }) => [
      keyOf(value),
      {
        query: { ...query, within: { by: grouping, value } },
        label: title ?? labelOf(grouping, value),
        value,
      },
    ]),
  );
}

const NONE: Readonly<Record<Grouping, string>> = {
  stage: "",
  priority: "",
  type: "",
  assignee: "Nobody’s",
  project: "Workspace",
  parent: "In no epic",
  label: "Without a label",
};

function labelOf(grouping: Grouping, value: string | null): string {
  if (value === null) return NONE[grouping];
  switch (grouping) {
    case "priority":
      return PRIORITIES[Number(value)]?.label ?? value;
    case "stage":
      return new Map<string, string>(Object.entries(stageLabel)).get(value) ?? value;
    case "assignee":
      return value === "user" ? "You" : lastPart(value);
    case "project":
    case "parent":
    case "label":
    case "type":
      return value;
  }
}
