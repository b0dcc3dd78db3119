import type { FacetValue } from "../../../shared/contract/item-count.ts";
import type { ItemStage, ItemFacet } from "../../../shared/model/item-words.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";

export interface FacetDeps {
  stageOf(item: WorkItem): ItemStage;
  /** Undefined for an item of the workspace. */
  projectOf(id: string): string | undefined;
}

export interface CountDeps extends FacetDeps {
  titleOf(id: string): string | undefined;
}

export type Counts = { by: ItemFacet; values: FacetValue[] }[];

/** How many of the items have which value, the most frequent first, then in the order of the alphabet. One pass over them. */
export function countItems(items: Iterable<WorkItem>, by: readonly ItemFacet[], deps: CountDeps): Counts {
  const tables = by.map((facet) => ({ facet, counts: new Map<string | null, number>() }));
  for (const item of items) {
    for (const { facet, counts } of tables) {
      for (const value of valuesOf(item, facet, deps)) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return tables.map(({ facet, counts }) => ({
    by: facet,
    values: [...counts]
      .map(([value, count]) => ({ value, count, ...titled(facet, value, deps) }))
      .toSorted((a, b) => b.count - a.count || compare(a.value, b.value)),
  }));
}

/** What it is counted under. */
export function valuesOf(item: WorkItem, facet: ItemFacet, deps: FacetDeps): readonly (string | null)[] {
  switch (facet) {
    case "stage":
      return [deps.stageOf(item)];
    case "status":
      return [item.status];
    case "type":
      return [item.type];
    case "priority":
      return [String(item.priority)];
    case "assignee":
      return [item.assignee ?? null];
    case "label":
      return item.labels.length === 0 ? NONE : item.labels;
    case "project":
      return [deps.projectOf(item.id) ?? null];
    case "parent":
      return [item.parent ?? null];
  }
}

const NONE = [null] as const;

function titled(facet: ItemFacet, value: string | null, deps: CountDeps): { readonly title?: string } {
  const title = facet === "parent" && value !== null ? deps.titleOf(value) : undefined;
  return title === undefined ? {} : { title };
}

/** What has none stands last. */
function compare(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a < b ? -1 : 1;
}
