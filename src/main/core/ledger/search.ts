import { setImmediate as nextTurn } from "node:timers/promises";
import type { Comment } from "../../../shared/model/comment.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { RecordTable } from "../platform/store/record-store.ts";
import { type SearchIndex, createSearchIndex } from "./search-index.ts";
import { hasPhrase, wantedOf } from "./search-words.ts";

/**
 * Full-text search in memory, over items and what was said about them. The index is made at the first question, in slices
 * so that nothing else has to wait, and then kept with every change.
 */
export interface ItemSearch {
  /**
   * Ids of the items in which every word of `text` occurs, as a word or as part of one, and every "phrase in quotes" as it
   * stands. Best match first (BM25): id and title tell more than labels, those more than the rest; whole words more than
   * beginnings, those more than parts; rare words more than common ones. Newest change first where nothing tells them apart.
   */
  find(text: string): Promise<readonly string[]>;
  [Symbol.dispose](): void;
}

/** Others get their turn after that: half of what a frame takes. */
const SLICE_MS = 8;

export function createItemSearch(items: RecordTable<WorkItem>, comments?: RecordTable<Comment>): ItemSearch {
  let index: SearchIndex | undefined;
  let building: Promise<SearchIndex> | undefined;
  /** Ids of the comments on an item; kept while there is an index, or one is being made. */
  const said = new Map<string, Set<string>>();

  function bodyOf(item: WorkItem): string[] {
    const texts = [...(said.get(item.id) ?? [])].map((id) => comments?.get(id)?.text ?? "");
    return [item.description, item.acceptance, item.notes, item.design ?? "", ...texts];
  }

  function put(into: SearchIndex, item: WorkItem): void {
    into.put(item.id, { title: item.title, labels: item.labels.join(" "), body: bodyOf(item) });
  }

  function noteComment(comment: Comment, isThere: boolean): void {
    const known = said.get(comment.item);
    if (!isThere) known?.delete(comment.id);
    else if (known === undefined) said.set(comment.item, new Set([comment.id]));
    else known.add(comment.id);
  }

  async function build(): Promise<SearchIndex> {
    const made = createSearchIndex();
    // From here on the watchers below keep it; what they have put is not read again.
    index = made;
    said.clear();
    for (const comment of comments?.values() ?? []) noteComment(comment, true);
    let began = performance.now();
    for (const id of [...items.values()].map((item) => item.id)) {
      const item = items.get(id);
      if (item !== undefined && !made.has(id)) put(made, item);
      if (performance.now() - began < SLICE_MS) continue;
      await nextTurn();
      began = performance.now();
    }
    return made;
  }

  function ready(): Promise<SearchIndex> {
    if (building === undefined || index?.isWorn === true) building = build();
    return building;
  }

  const watching = [
    items.watch(
      ({ id, before, after }) => {
        if (index === undefined || sameText(before, after)) return;
        if (after === undefined) index.remove(id);
        else put(index, after);
      },
      () => {
        building = undefined;
        index = undefined;
      },
    ),
    comments?.watch(({ before, after }) => {
      if (index === undefined) return;
      if (before !== undefined) noteComment(before, false);
      if (after !== undefined) noteComment(after, true);
      for (const about of new Set([before?.item, after?.item])) {
        const item = about === undefined ? undefined : items.get(about);
        if (item !== undefined) put(index, item);
      }
    }),
  ];

  return {
    async find(text) {
      const { words, phrases } = wantedOf(text);
      if (words.length === 0) return [];
      const found = (await ready()).find(words);
      const says = (item: WorkItem) =>
        phrases.every((phrase) => [item.title, ...bodyOf(item)].some((part) => hasPhrase(part, phrase)));
      const hits = found.flatMap(({ id, score }) => {
        const item = items.get(id);
        return item !== undefined && says(item) ? [{ id, score, at: item.updatedAt }] : [];
      });
      return hits.toSorted((a, b) => b.score - a.score || b.at - a.at).map(({ id }) => id);
    },
    [Symbol.dispose]() {
      for (const one of watching) one?.[Symbol.dispose]();
    },
  };
}

function sameText(a: WorkItem | undefined, b: WorkItem | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.title === b.title &&
    a.labels === b.labels &&
    a.description === b.description &&
    a.acceptance === b.acceptance &&
    a.notes === b.notes &&
    a.design === b.design
  );
}
