import type { KeyValueStorage } from "../../lib/storage.ts";
import { parseJson } from "../../lib/ui-state.ts";

const KEY = "drover.palette.recent";
/** More than are shown at once, since some of them may not be offered just now. */
const KEPT = 24;

/** Ids of the entries that were chosen, the latest first. */
export function readRecent(storage: KeyValueStorage): readonly string[] {
  const value = parseJson(storage.get(KEY));
  return Array.isArray(value) ? value.filter((id) => typeof id === "string").slice(0, KEPT) : [];
}

export function rememberRecent(storage: KeyValueStorage, id: string): void {
  const others = readRecent(storage).filter((one) => one !== id);
  storage.set(KEY, JSON.stringify([id, ...others].slice(0, KEPT)));
}
