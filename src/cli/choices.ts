import type { Project } from "../shared/model/project.ts";
import type { ItemStage, ItemStatus, ItemType, LinkKind } from "../shared/model/work-item.ts";

/*
 * The contract's lists of values as the command line offers them. They are written here again because the contract's
 * modules bring zod with them, which would double the start of every command; choices.test.ts holds them together.
 */
export const ITEM_TYPES = [
  "task",
  "bug",
  "feature",
  "chore",
  "epic",
  "step",
  "decision",
  "spike",
  "story",
  "milestone",
  "gate",
  "message",
  "merge-request",
] as const satisfies ItemType[];
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
export const LINK_KINDS = [
  "blocks",
  "conditional-blocks",
  "waits-for",
  "related",
  "discovered-from",
  "duplicates",
  "supersedes",
] as const satisfies LinkKind[];
export const LANDING_MODES = ["local", "push"] as const satisfies Project["landing"][];
