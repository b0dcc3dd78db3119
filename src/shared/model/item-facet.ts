import { z } from "zod";

/** What items are counted and grouped by. An item counts once for each of its labels. */
export const ITEM_FACETS = ["stage", "status", "type", "priority", "assignee", "label", "project", "parent"] as const;
export type ItemFacet = (typeof ITEM_FACETS)[number];

/** Those that have one value of a facet; null stands for having none. A priority is written `"0"`. */
export const facetRef = z.strictObject({ by: z.enum(ITEM_FACETS), value: z.string().max(200).nullable() });
