import { useDeferredValue, useMemo } from "react";
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

/** The board's lanes: all of them, and those that are unfolded. Typing goes before drawing. */
export function useLanes({ items, convoys, filter, display }: BoardFacts): {
  readonly lanes: readonly Lane[];
  readonly open: readonly Lane[];
} {
  const typed = useDeferredValue(filter);
  const now = useNow(true, MINUTE_MS);
  const { grouping, sort, folded } = display;
  // A convoy that is gone filters nothing.
  const isConvoyKnown = typed.convoy === undefined || convoys.some(({ id }) => id === typed.convoy);
  const shown = useMemo(
    () => narrowed(items, isConvoyKnown ? typed : { ...typed, convoy: undefined }, now),
    [items, typed, isConvoyKnown, now],
  );
  const titles = useMemo(() => new Map(items.map(({ id, title }) => [id, title])), [items]);
  const lanes = useMemo(
    () => lanesOf(shown, { grouping, sort }, { convoys, titleOf: (id) => titles.get(id) }),
    [shown, grouping, sort, convoys, titles],
  );
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
