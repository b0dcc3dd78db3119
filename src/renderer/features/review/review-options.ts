import type { KeyValueStorage } from "../../lib/storage.ts";
import { parseJson } from "../../lib/ui-state.ts";

/** How differences are shown; remembered. */
export interface ReviewOptions {
  readonly mode: "unified" | "split";
  readonly whitespace: "show" | "hide";
}

const KEY = "drover.review.options";

export function readOptions(storage: KeyValueStorage): ReviewOptions {
  const value = parseJson(storage.get(KEY));
  const has = (key: string, text: string) =>
    typeof value === "object" && value !== null && Reflect.get(value, key) === text;
  return {
    mode: has("mode", "unified") ? "unified" : "split",
    whitespace: has("whitespace", "hide") ? "hide" : "show",
  };
}

export function keepOptions(storage: KeyValueStorage, options: ReviewOptions): void {
  storage.set(KEY, JSON.stringify(options));
}
