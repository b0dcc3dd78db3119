import { z } from "zod";
import { ITEM_FACETS } from "./item-words.ts";

/** Those that have one value of a facet; null stands for having none. A priority is written `"0"`. */
export const facetRef = z.strictObject({ by: z.enum(ITEM_FACETS), value: z.string().max(200).nullable() });
