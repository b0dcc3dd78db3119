/** Names of what is kept from the core. The first word is what events invalidate. */
export const queryKeys = {
  overview: ["overview"],
  items: ["items"],
  ready: ["items", "ready"],
  search: (text: string) => ["items", "search", text],
  item: (id: string) => ["item", id],
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
