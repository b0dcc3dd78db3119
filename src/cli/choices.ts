import type { EXCHANGE_FORMATS as FORMATS } from "../shared/contract/exchange.ts";
import type { ItemFacet } from "../shared/model/item-facet.ts";
import type { ITEM_SORTS as SORTS } from "../shared/contract/item.ts";
import type { Project } from "../shared/model/project.ts";
import type { FAN_IN_MODES as MODES, ItemStage, ItemStatus } from "../shared/model/work-item.ts";

/*
 * The contract's lists of values as the command line offers them. They are written here again because the contract's
 * modules bring zod with them, which would double the start of every command; choices.test.ts holds them together.
 */
export const ITEM_STATUSES = [
  "open",
  "in-progress",
  "blocked",
  "deferred",
  "in-review",
  "closed",
] as const satisfies ItemStatus[];
export const ITEM_STAGES = [
  "blocked",
  "ready",
  "queued",
  "in-progress",
  "review",
  "merging",
  "landed",
  "closed",
  "deferred",
] as const satisfies ItemStage[];
export const FAN_IN_MODES = ["all-children", "any-children"] as const satisfies (typeof MODES)[number][];
export const ITEM_SORTS = [
  "updated",
  "created",
  "priority",
  "title",
  "id",
  "due",
  "ready",
] as const satisfies (typeof SORTS)[number][];
export const EXCHANGE_FORMATS = ["jsonl", "beads", "csv", "markdown"] as const satisfies (typeof FORMATS)[number][];
export const ITEM_FACETS = [
  "stage",
  "status",
  "type",
  "priority",
  "assignee",
  "label",
  "project",
  "parent",
] as const satisfies ItemFacet[];
export const LANDING_MODES = ["local", "push"] as const satisfies Project["landing"][];
