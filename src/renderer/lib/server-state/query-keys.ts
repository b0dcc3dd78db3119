/** Names of what is kept from the core. The first word is what events invalidate. */
export const queryKeys = {
  overview: ["overview"],
  items: ["items"],
  itemPage: (query: object, page: number) => ["items", "page", query, page],
  itemCounts: (filter: object, by: readonly string[]) => ["items", "counts", filter, by],
  filters: ["filters"],
  agentGroups: ["agent-groups"],
  item: (id: string) => ["item", id],
  itemHistory: (id: string) => ["item", id, "history"],
  explanation: (id: string) => ["item", id, "explanation"],
  moments: (spanMs: number | undefined) => ["items", "moments", spanMs],
  vocabulary: (project: string | undefined) => ["vocabulary", project],
  queue: ["queue"],
  queueLists: ["queue", "list"],
  queueList: (all: boolean) => ["queue", "list", all],
  integrations: ["queue", "integrations"],
  integration: (epic: string) => ["queue", "integration", epic],
  gateStats: (project: string) => ["gates", project],
  conflictFlags: ["flags"],
  conflict: (submission: string) => ["conflict", submission],
  conflictFile: (submission: string, onto: string, file: string) => ["conflict", submission, onto, file],
  submission: (id: string) => ["submission", id],
  mail: ["mail"],
  mailThreads: (wanted: object) => ["mail", "threads", wanted],
  mailThread: (mail: string) => ["mail", "thread", mail],
  health: ["health"],
  doctor: ["health", "doctor"],
  healthFigures: ["health", "figures"],
  convoys: ["convoys"],
  runtimes: ["runtimes"],
  repositories: ["repositories"],
  inspection: (source: string) => ["inspection", source],
  screen: (agent: string) => ["screen", agent],
  nudges: (agent: string, limit: number) => ["nudges", agent, limit],
  nudge: (id: string) => ["nudge", id],
  usage: (of: object) => ["usage", of],
  timeline: (agent: string, session: string | undefined, asOf: string) => ["timeline", agent, session, asOf],
  agent: (agent: string) => ["agent", agent],
  sessions: (agent: string) => ["agent", agent, "sessions"],
  memory: (agent: string) => ["agent", agent, "memory"],
  cv: (agent: string) => ["agent", agent, "cv"],
  salvages: (of: object) => ["salvage", of],
  salvage: (id: string) => ["salvaged", id],
  salvageDiff: (id: string, of: object) => ["salvaged", id, "diff", of],
} as const;

/** The families of queries that events can make stale. */
export type QueryFamily =
  | "overview"
  | "items"
  | "item"
  | "queue"
  | "submission"
  | "mail"
  | "convoys"
  | "filters"
  | "agent-groups"
  | "vocabulary"
  | "flags"
  | "agent"
  | "salvage";

const OF_WORK: readonly QueryFamily[] = ["overview", "items", "item", "queue", "submission", "convoys", "agent"];

/**
 * What an event of the ledger makes stale. Stages, progress and counts are derived from several kinds of records,
 * so all but mail and filters touch everything that shows work.
 */
export function familiesTouchedBy({ kind }: { readonly kind: string }): readonly QueryFamily[] {
  switch (kind) {
    case "mail":
      return ["mail", "overview"];
    case "conflict-flag":
      return ["flags"];
    case "agent-group":
      return ["agent-groups"];
    case "filter":
      return ["filters"];
    case "word":
      return ["vocabulary", ...OF_WORK];
    case "salvage":
      return ["salvage"];
    case "hook":
      // A worktree that goes leaves a salvage.
      return [...OF_WORK, "salvage"];
    default:
      return OF_WORK;
  }
}

/** Whether a family is asked of items, as of now or of a moment in the past. */
export function isOfItems(family: unknown): boolean {
  return family === "items" || family === "item";
}
