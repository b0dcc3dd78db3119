import { z } from "zod";
import { ITEM_FACETS } from "../model/item-words.ts";
import { PAST_ERRORS, at, itemFilter } from "./item.ts";
import { shownMoment } from "../model/moment.ts";
import { ANYONE, request } from "./verb.ts";

/** How many items have one value; null stands for having none. */
export const facetValue = z.object({
  value: z.string().nullable(),
  /** Of an epic, which `value` names by its id. */
  title: z.string().optional(),
  count: z.int(),
});
export type FacetValue = z.infer<typeof facetValue>;

export const itemCount = request({
  name: "item.count",
  summary: "Count items by stage, label, assignee and the like, the most frequent first.",
  input: z.strictObject({
    filter: itemFilter.omit({ limit: true, sort: true, reverse: true }).optional(),
    by: z.array(z.enum(ITEM_FACETS)).max(ITEM_FACETS.length),
    at,
  }),
  output: z.object({
    total: z.int(),
    facets: z.array(z.object({ by: z.enum(ITEM_FACETS), values: z.array(facetValue) })),
    moment: shownMoment.optional(),
  }),
  errors: ["item-not-found", "item-ambiguous", "project-not-found", ...PAST_ERRORS],
  callers: ANYONE,
  danger: "safe",
});

export const countVerbs = [itemCount] as const;
