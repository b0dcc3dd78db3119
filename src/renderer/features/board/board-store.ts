import type { KeyValueStorage } from "../../lib/storage.ts";
import { parseJson } from "../../lib/ui-state.ts";
import { type BoardFilter, NO_FILTER } from "./board-model.ts";

const KEY = "drover.board.filter";

/** What the board itself remembers; the convoy is the window's, since notifications and the palette choose it too. */
export type OwnFilter = Omit<BoardFilter, "convoy">;

/** The filter a reload finds again, but for the text one had typed. */
export function readFilter(storage: KeyValueStorage): OwnFilter {
  const value = parseJson(storage.get(KEY));
  if (typeof value !== "object" || value === null) return NO_FILTER;
  const text = (key: string) => {
    const found: unknown = Reflect.get(value, key);
    return typeof found === "string" ? found : undefined;
  };
  return { text: "", project: text("project"), agent: text("agent") };
}

export function saveFilter(storage: KeyValueStorage, { project, agent }: OwnFilter): void {
  storage.set(KEY, JSON.stringify({ project, agent }));
}
