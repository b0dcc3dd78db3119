import type { ReviewedFile } from "../../../shared/contract/review.ts";
import type { KeyValueStorage } from "../../lib/storage.ts";
import { parseJson } from "../../lib/ui-state.ts";

const KEY = "drover.review.viewed.";
/** Works whose marks are kept; those of older ones are forgotten. */
const MAX_KEPT = 40;
const INDEX_KEY = "drover.review.viewed";

/** The files that the user has ticked off on this machine, of the work of that name. */
export function readViewed(storage: KeyValueStorage, work: string): ReadonlySet<string> {
  const value = parseJson(storage.get(KEY + work));
  return new Set(Array.isArray(value) ? value.filter((one) => typeof one === "string") : []);
}

export function keepViewed(storage: KeyValueStorage, work: string, marks: ReadonlySet<string>): void {
  const kept = parseJson(storage.get(INDEX_KEY));
  const works = (Array.isArray(kept) ? kept : []).filter((one): one is string => typeof one === "string");
  const next = [work, ...works.filter((one) => one !== work)];
  for (const old of next.splice(MAX_KEPT)) storage.remove(KEY + old);
  storage.set(INDEX_KEY, JSON.stringify(next));
  storage.set(KEY + work, JSON.stringify([...marks]));
}

/** By path and contents, so that a file that changes is to be looked at again. */
export function viewedMark({ path, object }: Pick<ReviewedFile, "path" | "object">): string {
  return `${object} ${path}`;
}
