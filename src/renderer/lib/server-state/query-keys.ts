/** Names of what is kept from the core. The first word is what events invalidate. */
export const queryKeys = {
  overview: ["overview"],
  items: ["items"],
  itemPage: (query: object, page: number) => ["items", "page", query, page],
  itemCounts: (filter: object, by: readonly string[]) => ["items", "counts", filter, by],
  filters: ["filters"],
  item: (id: string) => ["item", id],
  itemHistory: (id: string) => ["item", id, "history"],
  explanation: (id: string) => ["item", id, "explanation"],
  moments: (spanMs: number | undefined) => ["items", "moments", spanMs],
  vocabulary: (project: string | undefined) => ["vocabulary", project],
  queue: ["queue"],
  submission: (id: string) => ["submission", id],
  mail: ["mail"],
  convoys: ["convoys"],
  runtimes: ["runtimes"],
  inspection: (source: string) => ["inspection", source],
  screen: (agent: string) => ["screen", agent],
} as const;

/** The families of queries that events can make stale. */
export type QueryFamily = "overview" | "items" | "item" | "queue" | "submission" | "mail" | "convoys";

/**
 * What an event of the ledger makes stale. Stages, progress and counts are derived from several kinds of records,
 * so all but mail touch everything that shows work.
 */
export function familiesTouchedBy(event: { readonly kind: string }): readonly QueryFamily[] {
  return event.kind === "mail" ? ["mail", "overview"] : ["overview", "items", "item", "queue", "submission", "convoys"];
}

/** Whether a family is asked of items, as of now or of a moment in the past. */
export function isOfItems(family: unknown): boolean {
  return family === "items" || family === "item";
}
