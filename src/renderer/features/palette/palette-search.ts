import UFuzzy from "@leeoniya/ufuzzy";

export type EntryKind = "command" | "agent" | "item" | "convoy" | "project" | "submission" | "setting" | "layout";

/** Something the palette leads to. */
export interface PaletteEntry {
  readonly id: string;
  readonly kind: EntryKind;
  /** Under which heading it stands. */
  readonly group: string;
  readonly title: string;
  /** More words it is found by, not shown. */
  readonly words: string;
}

/** Letters in order, with at most one other between two of a word. */
const fuzzy = new UFuzzy({ intraIns: 1, interIns: Number.POSITIVE_INFINITY });
/** How many words may stand in another order. */
const OUT_OF_ORDER = 3;
/** Above so many finds ranking costs more than a frame, and one more letter helps more than an order. */
const RANKED = 500;
/** With fewer finds than that, words are looked for in any order: every order is a search of its own. */
const ENOUGH = 20;

export interface SearchLimits {
  readonly found: number;
  /** Of one group, so that ten thousand items do not hide the one agent of that name. */
  readonly perGroup: number;
}

/** Entries with the texts they are found by, put together once. */
export interface PaletteIndex<Entry extends PaletteEntry> {
  readonly entries: readonly Entry[];
  readonly texts: string[];
}

export function indexEntries<Entry extends PaletteEntry>(entries: readonly Entry[]): PaletteIndex<Entry> {
  return { entries, texts: entries.map((entry) => `${entry.title} ${entry.words}`) };
}

/** The best entries for what was typed, best first; without a text, the first ones of each group, what was used lately ahead. */
export function searchEntries<Entry extends PaletteEntry>(
  { entries, texts }: PaletteIndex<Entry>,
  text: string,
  limits: SearchLimits,
): readonly Entry[] {
  if (text.trim() === "") return firstOfGroups(entries, limits);
  const inOrder = fuzzy.search(texts, text, 0, RANKED);
  const isEnough = (inOrder[0]?.length ?? 0) >= ENOUGH || !/\S\s+\S/.test(text);
  const [indexes, info, order] = isEnough ? inOrder : fuzzy.search(texts, text, OUT_OF_ORDER, RANKED);
  if (indexes === null) return [];
  const ranked = info === null ? indexes : order.map((at) => info.idx[at]);
  const found = ranked.flatMap((index) => (index === undefined ? [] : (entries[index] ?? [])));
  return firstOfGroups(found, limits);
}

function firstOfGroups<Entry extends PaletteEntry>(entries: readonly Entry[], limits: SearchLimits): readonly Entry[] {
  const taken = new Map<string, number>();
  const kept: Entry[] = [];
  for (const entry of entries) {
    const count = taken.get(entry.group) ?? 0;
    if (count >= limits.perGroup) continue;
    taken.set(entry.group, count + 1);
    kept.push(entry);
    if (kept.length === limits.found) break;
  }
  return kept;
}
