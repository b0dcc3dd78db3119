import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { RecordTable } from "../platform/store/record-store.ts";

/** Text search in memory: which words stand in which items, and where. Built at the first question, then kept with every change. */
export interface ItemSearch {
  /**
   * Ids of the items in which every word of `text` occurs, as a word or as part of one, best match first: in id or title
   * before labels before the rest, whole words before parts, newest change first where nothing else tells them apart.
   */
  find(text: string): readonly string[];
  [Symbol.dispose](): void;
}

const WEIGHT = { title: 8, label: 4, body: 1 };
/** A word that is only part of the one found counts this much less. */
const PART = 0.5;

export function createItemSearch(table: RecordTable<WorkItem>): ItemSearch {
  let index: Map<string, Map<string, number>> | undefined;

  function put(words: Map<string, Map<string, number>>, item: WorkItem): void {
    for (const [word, weight] of weighted(item)) {
      const found = words.get(word);
      if (found === undefined) words.set(word, new Map([[item.id, weight]]));
      else found.set(item.id, weight);
    }
  }

  function remove(words: Map<string, Map<string, number>>, item: WorkItem): void {
    for (const word of weighted(item).keys()) {
      const found = words.get(word);
      found?.delete(item.id);
      if (found?.size === 0) words.delete(word);
    }
  }

  const watching = table.watch(({ before, after }) => {
    if (index === undefined || sameText(before, after)) return;
    if (before !== undefined) remove(index, before);
    if (after !== undefined) put(index, after);
  });

  function scores(words: Map<string, Map<string, number>>, wanted: string): Map<string, number> {
    const found = new Map<string, number>();
    for (const [word, items] of words) {
      if (!word.includes(wanted)) continue;
      const factor = word === wanted ? 1 : PART;
      for (const [id, weight] of items) found.set(id, Math.max(found.get(id) ?? 0, weight * factor));
    }
    return found;
  }

  return {
    find(text) {
      if (index === undefined) {
        index = new Map();
        for (const item of table.values()) put(index, item);
      }
      const words = index;
      const [first, ...rest] = wordsOf(text).map((word) => scores(words, word));
      if (first === undefined) return [];
      const hits = [...first]
        .filter(([id]) => rest.every((other) => other.has(id)))
        .map(([id, score]) => ({
          id,
          score: rest.reduce((sum, other) => sum + (other.get(id) ?? 0), score),
          at: table.get(id)?.updatedAt ?? 0,
        }));
      return hits.toSorted((a, b) => b.score - a.score || b.at - a.at).map((hit) => hit.id);
    },
    [Symbol.dispose]() {
      watching[Symbol.dispose]();
    },
  };
}

function weighted(item: WorkItem): Map<string, number> {
  const weights = new Map<string, number>();
  const add = (text: string, weight: number) => {
    for (const word of wordsOf(text)) weights.set(word, Math.max(weights.get(word) ?? 0, weight));
  };
  add(item.id, WEIGHT.title);
  add(item.title, WEIGHT.title);
  add(item.labels.join(" "), WEIGHT.label);
  add(item.description, WEIGHT.body);
  add(item.notes, WEIGHT.body);
  return weights;
}

/** Runs of letters and digits, in any script, without regard to case and accents' encoding. */
function wordsOf(text: string): string[] {
  return [
    ...new Set(
      text
        .normalize("NFKC")
        .toLocaleLowerCase("en")
        .match(/[\p{L}\p{N}\p{M}]+/gu),
    ),
  ];
}

function sameText(a: WorkItem | undefined, b: WorkItem | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.title === b.title &&
    a.labels === b.labels &&
    a.description === b.description &&
    a.notes === b.notes
  );
}
