import type { KeyValueStorage } from "../../lib/storage.ts";
import { parseJson } from "../../lib/ui-state.ts";
import { type BoardFilter, NO_FILTER } from "./board-model.ts";

const KEY = "drover.board.filter";

/** The filter a reload finds again, but for the text one had typed. */
export function readFilter(storage: KeyValueStorage): BoardFilter {
  const value = parseJson(storage.get(KEY));
  if (typeof value !== "object" || value === null) return NO_FILTER;
  const text = (key: string) => {
    const found: unknown = key in value ? Reflect.get(value, key) : undefined;
    return typeof found === "string" ? found : undefined;
  };
  return { text: "", convoy: text("convoy"), project: text("project"), agent: text("agent") };
}

export function saveFilter(storage: KeyValueStorage, filter: BoardFilter): void {
  storage.set(KEY, JSON.stringify({ convoy: filter.convoy, project: filter.project, agent: filter.agent }));
}
