import UFuzzy from "@leeoniya/ufuzzy";

/** Something the palette leads to. */
export interface PaletteEntry {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  /** More words it is found by, not shown. */
  readonly words: string;
}

/** Letters in order, with at most one other between two of a word. */
const fuzzy = new UFuzzy({ intraIns: 1, interIns: Number.POSITIVE_INFINITY });
/** How many words may stand in another order. */
const OUT_OF_ORDER = 3;

/** The best entries for what was typed, best first; without a text, the first ones of each group. */
export function searchEntries<Entry extends PaletteEntry>(
  entries: readonly Entry[],
  text: string,
  limits: { readonly found: number; readonly perGroup: number },
): readonly Entry[] {
  if (text.trim() === "") {
    const taken = new Map<string, number>();
    return entries.filter(({ group }) => {
      const count = (taken.get(group) ?? 0) + 1;
      taken.set(group, count);
      return count <= limits.perGroup;
    });
  }
  const haystack = entries.map((entry) => `${entry.title} ${entry.words}`);
  const [indexes, info, order] = fuzzy.search(haystack, text, OUT_OF_ORDER);
  if (indexes === null) return [];
  const ranked = info === null ? indexes : order.map((at) => info.idx[at]);
  return ranked
    .slice(0, limits.found)
    .map((index) => (index === undefined ? undefined : entries[index]))
    .filter((entry) => entry !== undefined);
}
