import { ITEM_STAGES } from "../../lib/item-filter/stages.ts";
import type { Grouping } from "./view.ts";

interface Counted {
  readonly value: string | null;
  readonly count: number;
}

/** Groups in the order one thinks of them: stages as work goes, the urgent before the rest, names by the alphabet; what has none last. */
export function orderValues<V extends Counted>(values: readonly V[], grouping: Grouping): readonly V[] {
  const rank = RANK[grouping];
  return values.toSorted((a, b) => {
    if (a.value === null || b.value === null) return a.value === b.value ? 0 : a.value === null ? 1 : -1;
    return rank === undefined
      ? b.count - a.count || compare(a.value, b.value)
      : rank(a.value) - rank(b.value) || compare(a.value, b.value);
  });
}

const SAME = () => 0;
const stages: readonly string[] = ITEM_STAGES;

/** Undefined: the largest first. */
const RANK: Readonly<Record<Grouping, ((value: string) => number) | undefined>> = {
  stage: (value) => stages.indexOf(value),
  priority: Number,
  assignee: (value) => (value === "user" ? 0 : 1),
  project: SAME,
  parent: undefined,
  label: undefined,
  type: undefined,
};

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
