import { type Rank, type RankedTexts, fold, rankOf, wantedWords, withOneMore } from "./palette-rank.ts";

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
  /** How many others were used since it was; undefined for what was not used lately. */
  readonly lately?: number;
  /** It ends or throws something away: not found by a weak fit, and behind what fits as well. */
  readonly isGrave?: boolean;
  /** It means something in a part of the window that does not have the focus: its title counts as other words do. */
  readonly isAside?: boolean;
}

/** How many of what was used lately stand ahead of everything while nothing is typed. */
const LATELY_SHOWN = 6;
const LATELY = "Used lately";

export interface SearchLimits {
  readonly found: number;
  /** Of one group, so that ten thousand items do not hide the one agent of that name. */
  readonly perGroup: number;
}

/** Entries with the texts they are found by, put together once. */
export interface PaletteIndex<Entry extends PaletteEntry> {
  readonly entries: readonly Entry[];
  readonly texts: readonly RankedTexts[];
}

export function indexEntries<Entry extends PaletteEntry>(entries: readonly Entry[]): PaletteIndex<Entry> {
  return { entries, texts: entries.map(textsOf) };
}

function textsOf({ title, words, isAside }: PaletteEntry): RankedTexts {
  return isAside === true
    ? { title: "", others: fold(`${title} ${words}`) }
    : { title: fold(title), others: fold(words) };
}

/**
 * The best entries for what was typed, best first: the whole title, a word or the beginning of one in the title, in other
 * words, then letters inside of words and scattered ones. Without a text, the first ones of each group, what was used lately ahead.
 */
export function searchEntries<Entry extends PaletteEntry>(
  { entries, texts }: PaletteIndex<Entry>,
  text: string,
  limits: SearchLimits,
): readonly Entry[] {
  const words = wantedWords(text);
  if (words.length === 0) {
    const listed = entries.map((entry) =>
      (entry.lately ?? LATELY_SHOWN) < LATELY_SHOWN ? { ...entry, group: LATELY } : entry,
    );
    return firstOfGroups(listed, limits);
  }
  const found = entries.flatMap((entry, at) => {
    const known = texts[at];
    const rank = known === undefined ? undefined : rankOf(known, words);
    if (rank === undefined || (rank.isWeak && entry.isGrave === true)) return [];
    return [{ entry, ...(isOfOneWord(entry) ? withOneMore(rank) : rank) }];
  });
  // Sorting keeps the order of those that are equal: commands before agents, agents before items.
  return firstOfGroups(
    found.toSorted(byRank).map(({ entry }) => entry),
    limits,
  );
}

/** Settings and layouts are called by one word, which as a rule means what can be done or looked at. */
function isOfOneWord({ kind }: PaletteEntry): boolean {
  return kind === "setting" || kind === "layout";
}

type Found = Pick<Rank, "fit" | "rest"> & { readonly entry: PaletteEntry };

function byRank(a: Found, b: Found): number {
  return (
    a.fit - b.fit ||
    (a.entry.lately ?? NEVER) - (b.entry.lately ?? NEVER) ||
    Number(a.entry.isGrave ?? false) - Number(b.entry.isGrave ?? false) ||
    a.rest - b.rest
  );
}

const NEVER = Number.MAX_SAFE_INTEGER;

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
