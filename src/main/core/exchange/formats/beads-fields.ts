/**
 * What a line of `.beads/issues.jsonl` has and where it stands with us. What is not listed is kept in `metadata.beads` under its own
 * name, and goes back there on export.
 */
export const BEADS_TEXTS = {
  description: "description",
  design: "design",
  acceptance_criteria: "acceptance",
  notes: "notes",
  close_reason: "closedReason",
} as const;

export const BEADS_TIMES = {
  created_at: "createdAt",
  updated_at: "updatedAt",
  closed_at: "closedAt",
  due_at: "dueAt",
  defer_until: "deferredUntil",
} as const;

/** Read one by one, in ways of their own. */
const BEADS_OTHERS = [
  "id",
  "title",
  "status",
  "priority",
  "issue_type",
  "assignee",
  "created_by",
  "estimated_minutes",
  "external_ref",
  "metadata",
  "labels",
  "comments",
  "dependencies",
  "await_type",
  "await_id",
  "timeout",
];
export const BEADS_KNOWN: ReadonlySet<string> = new Set([
  ...Object.keys(BEADS_TEXTS),
  ...Object.keys(BEADS_TIMES),
  ...BEADS_OTHERS,
]);

/** Records that beads keeps among its issues and that nobody ever works on. Ours that only tell or bundle; the word is kept. */
export const BEADS_TYPES: Readonly<Record<string, string>> = {
  molecule: "epic",
  convoy: "epic",
  agent: "message",
  role: "message",
  rig: "message",
  event: "message",
  slot: "message",
};

/** How beads writes our statuses. */
export const STATUS_TO_BEADS: Readonly<Record<string, string>> = {
  open: "open",
  "in-progress": "in_progress",
  blocked: "blocked",
  deferred: "deferred",
  "in-review": "in_progress",
  closed: "closed",
};

/** What a gate waits for: beads' `await_type` and ours. */
export const GATE_FROM_BEADS: Readonly<
  Record<string, "human" | "timer" | "item" | "pull-request" | "run" | "message">
> = {
  human: "human",
  timer: "timer",
  bead: "item",
  "gh:pr": "pull-request",
  "gh:run": "run",
  mail: "message",
};
export const GATE_TO_BEADS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(GATE_FROM_BEADS).map(([theirs, ours]) => [ours, theirs]),
);

/** Beads counts durations in nanoseconds. */
export const NANOSECONDS_PER_MS = 1_000_000;
