import { useMemo } from "react";
import type { ConvoyView } from "../../../shared/model/convoy.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import type { Project } from "../../../shared/model/project.ts";
import { useNow } from "../../lib/use-now.ts";
import { type BoardFilter, narrowed } from "./board-model.ts";
import type { Display } from "./board-store.ts";
import { type Lane, lanesOf } from "./lanes.ts";

/** Whether something is overdue changes by the minute. */
const MINUTE_MS = 60_000;

export interface BoardFacts {
  readonly items: readonly ItemView[];
  readonly convoys: readonly ConvoyView[];
  readonly filter: BoardFilter;
  readonly display: Display;
}

/** The board's lanes: all of them, and those that are unfolded. Narrowing thousands of cards takes less than waiting for another frame. */
export function useLanes({ items, convoys, filter, display }: BoardFacts): {
  readonly lanes: readonly Lane[];
  readonly open: readonly Lane[];
} {
  const now = useNow(true, MINUTE_MS);
  const { grouping, sort, folded } = display;
  // A convoy that is gone filters nothing.
  const isConvoyKnown = filter.convoy === undefined || convoys.some(({ id }) => id === filter.convoy);
  const shown = useMemo(
    () => narrowed(items, isConvoyKnown ? filter : { ...filter, convoy: undefined }, now),
    [items, filter, isConvoyKnown, now],
  );
  const titles = useMemo(() => new Map(items.map(({ id, title }) => [id, title])), [items]);
  const only = grouping === "convoy" && isConvoyKnown ? filter.convoy : undefined;
  const lanes = useMemo(() => {
    const all = lanesOf(shown, { grouping, sort }, { convoys, titleOf: (id) => titles.get(id) });
    // Who looks at one convoy does not want to see what else its items are in.
    return only === undefined ? all : all.filter(({ value }) => value === only);
  }, [shown, grouping, sort, convoys, titles, only]);
  const open = useMemo(() => lanes.filter(({ key }) => !folded.includes(key)), [lanes, folded]);
  return { lanes, open };
}

/** How many agents may be at work at once on what is shown; undefined without projects. */
export function workLimit(
  projects: readonly Project[],
  filter: Pick<BoardFilter, "project">,
  convoy: ConvoyView | undefined,
): number | undefined {
  const own = projects.filter(({ name }) => filter.project === undefined || filter.project === name);
  if (own.length === 0) return undefined;
  const sum = own.reduce((all, { maxWorkers }) => all + maxWorkers, 0);
  return convoy?.limit === undefined ? sum : Math.min(sum, convoy.limit);
}
