import type { ItemView } from "../../shared/model/work-item.ts";

/** Lower-case words of what was typed. */
export function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
}

/** Whether every word is somewhere in its id, title, labels, type or agent. */
export function hasWords(item: ItemView, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = searchText(item);
  return words.every((word) => text.includes(word));
}

const texts = new WeakMap<ItemView, string>();

/** Lower case, kept per item: the items of a large ledger are searched with every key. */
function searchText(item: ItemView): string {
  const known = texts.get(item);
  if (known !== undefined) return known;
  const text = [item.id, item.title, item.hookedBy ?? item.assignee ?? "", item.type, ...item.labels]
    .join(" ")
    .toLowerCase();
  texts.set(item, text);
  return text;
}
