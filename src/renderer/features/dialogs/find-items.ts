import type { ItemView } from "../../../shared/model/work-item.ts";
import { hasWords, wordsOf } from "../../lib/item-search.ts";

/** Items that have every word, the open ones first, else in the order given; an id that was typed in full comes first. */
export function findItems(items: readonly ItemView[], text: string, limit: number): readonly ItemView[] {
  const words = wordsOf(text);
  const typed = text.trim().toLowerCase();
  const rank = (item: ItemView) => (item.id === typed ? 0 : item.status === "closed" ? 2 : 1);
  return items
    .filter((item) => hasWords(item, words))
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, limit);
}
