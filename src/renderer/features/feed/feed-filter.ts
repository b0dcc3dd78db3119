import type { FeedEvent } from "../../../shared/contract/workspace.ts";
import { parseJson } from "../../lib/ui-state.ts";

/** What of the feed is shown. An empty list lets everything through. */
export interface FeedFilter {
  /** Words that all occur in an event's text, subject, actor or cause. */
  readonly text: string;
  readonly kinds: readonly string[];
  readonly projects: readonly string[];
  readonly actors: readonly string[];
}

export const NO_FILTER: FeedFilter = { text: "", kinds: [], projects: [], actors: [] };

/** Lower-case lines by event: a filter is typed letter by letter over thousands of them. */
const lines = new WeakMap<FeedEvent, string>();

function lineOf(event: FeedEvent): string {
  const known = lines.get(event);
  if (known !== undefined) return known;
  const line = `${event.text} ${event.subject} ${event.actor} ${event.cause ?? ""}`.toLowerCase();
  lines.set(event, line);
  return line;
}

export function filterFeed(events: readonly FeedEvent[], filter: FeedFilter): readonly FeedEvent[] {
  if (!isNarrowed(filter)) return events;
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const has = (wanted: readonly string[], value: string) => wanted.length === 0 || wanted.includes(value);
  return events.filter(
    (event) =>
      has(filter.kinds, event.kind) &&
      has(filter.projects, event.ledger) &&
      has(filter.actors, event.actor) &&
      words.every((word) => lineOf(event).includes(word)),
  );
}

export function isNarrowed({ text, kinds, projects, actors }: FeedFilter): boolean {
  return text.trim() !== "" || kinds.length + projects.length + actors.length > 0;
}

/** The values of a field that occur, by name. */
export function valuesOf(events: readonly FeedEvent[], field: "kind" | "ledger" | "actor"): readonly string[] {
  return [...new Set(events.map((event): string => event[field]))].toSorted((a, b) => a.localeCompare(b));
}

/** What was kept of it; whatever of that makes no sense is left out. */
export function readFilter(text: string | undefined): FeedFilter {
  const value = parseJson(text);
  if (typeof value !== "object" || value === null) return NO_FILTER;
  const list = (name: string) => {
    const found: unknown = Reflect.get(value, name);
    return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
  };
  const words: unknown = Reflect.get(value, "text");
  return {
    text: typeof words === "string" ? words : "",
    kinds: list("kinds"),
    projects: list("projects"),
    actors: list("actors"),
  };
}
