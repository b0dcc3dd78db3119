/*
 * The words and limits of work items, without zod: the command line's hot path and the window load these, not the schemas of
 * `work-item.ts`.
 */

/** Every ledger has these; a ledger's vocabulary adds its own (`vocabulary.ts`). */
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
] as const;
/** Nobody starts these: they wait, tell or bundle. */
export const TYPES_WITHOUT_WORK: readonly string[] = ["gate", "message", "merge-request"];
/** What the core acts on. A status of a vocabulary stands for one of these and is kept beside it, as `customStatus`. */
export const ITEM_STATUSES = ["open", "in-progress", "blocked", "deferred", "in-review", "closed"] as const;
/**
 * `{kind, to}` on an item says how *this* item stands to `to`. The first three affect readiness:
 * blocks — waits until `to` is closed; conditional-blocks — waits until `to` is closed as failed, and is moot when it is closed as done;
 * waits-for — waits until all children of `to` are closed, or any, by the link's `mode`. The others are for people.
 */
export const LINK_KINDS = [
  "blocks",
  "conditional-blocks",
  "waits-for",
  "related",
  "discovered-from",
  "duplicates",
  "supersedes",
] as const;
/** The kinds that hold an item back; those of a vocabulary never do. */
const HOLDING_KINDS: readonly string[] = ["blocks", "conditional-blocks", "waits-for"] satisfies LinkKind[];

/** Whether links of the kind can hold an item back. */
export function isHoldingKind(kind: string): boolean {
  return HOLDING_KINDS.includes(kind);
}

export const FAN_IN_MODES = ["all-children", "any-children"] as const;
/** How it ended; what waits conditionally is decided by it. */
export const ITEM_OUTCOMES = ["done", "failed"] as const;
/** What opens a gate: a person closes it, a time comes, another item closes, a pull request is merged, a CI run succeeds, a message comes. */
export const GATE_KINDS = ["human", "timer", "item", "pull-request", "run", "message"] as const;

export type ItemType = (typeof ITEM_TYPES)[number];
export type ItemStatus = (typeof ITEM_STATUSES)[number];
export type LinkKind = (typeof LINK_KINDS)[number];
export type ItemOutcome = (typeof ITEM_OUTCOMES)[number];

/** `prefix-hash`, children `prefix-hash.1`; see core/ledger/ids.ts. */
export const ITEM_ID_PATTERN = /^[a-z][a-z0-9-]{0,39}-[a-z0-9]{3,10}(?:\.[1-9][0-9]{0,4})*$/;

export const MAX_TITLE_CHARS = 500;
export const MAX_TEXT_CHARS = 256 * 1024;

/**
 * Where an item stands, derived from facts and never stored:
 * blocked — waits for open items; ready — could start now and is nobody's; queued — slung, waits for an agent or its turn;
 * in-progress — on an active hook; review — submitted, waits in the merge queue; merging — being prepared, gated or landed;
 * landed — closed, its commit is on the target branch; closed — closed without a landing; deferred — put off.
 */
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
] as const;
export type ItemStage = (typeof ITEM_STAGES)[number];

/** What items are counted and grouped by. An item counts once for each of its labels. */
export const ITEM_FACETS = ["stage", "status", "type", "priority", "assignee", "label", "project", "parent"] as const;
export type ItemFacet = (typeof ITEM_FACETS)[number];

/** `ready` is the order of `item.ready`, in which what is not ready follows. */
export const ITEM_SORTS = ["updated", "created", "priority", "title", "id", "due", "ready"] as const;
