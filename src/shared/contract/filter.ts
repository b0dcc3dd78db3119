import { z } from "zod";
import { identityPath, name, timestamp } from "../model/primitives.ts";
import { itemFilter } from "./item.ts";
import { ANYONE, request } from "./verb.ts";

/** A filter of `item.list` under a name, for the whole workspace. Its `limit` is the asker's business and not kept. */
export const savedFilter = z.object({
  name,
  filter: itemFilter.omit({ limit: true }).loose(),
  savedBy: identityPath,
  savedAt: timestamp,
});
export type SavedFilter = z.infer<typeof savedFilter>;

export const filterSave = request({
  name: "filter.save",
  summary: "Keep a filter of items under a name; one's own of that name is replaced, by the user any.",
  input: z.strictObject({ name, filter: itemFilter.omit({ limit: true }) }),
  output: savedFilter,
  errors: ["not-yours"],
  callers: ANYONE,
  danger: "safe",
});

export const filterList = request({
  name: "filter.list",
  summary: "List the filters that were saved, by name.",
  input: z.strictObject({}),
  output: z.object({ filters: z.array(savedFilter) }),
  errors: [],
  callers: ANYONE,
  danger: "safe",
});

export const filterRemove = request({
  name: "filter.remove",
  summary: "Forget a saved filter of one's own; the user may forget any.",
  input: z.strictObject({ name }),
  output: savedFilter,
  errors: ["filter-not-found", "not-yours"],
  callers: ANYONE,
  danger: "safe",
});

export const filterVerbs = [filterSave, filterList, filterRemove] as const;
