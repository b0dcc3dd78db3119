import type { Vocabulary } from "../../shared/model/vocabulary.ts";
import type { ItemStatus, ItemType, LinkKind } from "../../shared/model/item-words.ts";

/** What selects offer for an item's fields, in words. Kept apart from the model, whose schemas pages do without. */
export const PRIORITIES = [
  { value: "0", label: "Urgent" },
  { value: "1", label: "High" },
  { value: "2", label: "Normal" },
  { value: "3", label: "Low" },
  { value: "4", label: "Some day" },
] as const;

export const TYPES = ["task", "bug", "feature", "chore", "epic", "decision"] as const satisfies readonly ItemType[];

/** Closing is a deed of its own, with a reason. */
export const STATUSES = [
  { value: "open", label: "Open" },
  { value: "in-progress", label: "In progress" },
  { value: "blocked", label: "Blocked" },
  { value: "deferred", label: "Deferred" },
  { value: "in-review", label: "In review" },
] as const satisfies readonly { value: Exclude<ItemStatus, "closed">; label: string }[];

export interface StatusChoice {
  readonly value: string;
  readonly label: string;
  /** What a word of a vocabulary stands for. */
  readonly note?: string;
  readonly status: Exclude<ItemStatus, "closed">;
}

/** Built-in statuses, then a ledger's own; those that stand for closed are not among them. */
export function statusChoices(vocabulary: Pick<Vocabulary, "statuses"> | undefined): readonly StatusChoice[] {
  const own = (vocabulary?.statuses ?? []).flatMap(({ name, of }): readonly StatusChoice[] => {
    if (of === "closed" || STATUSES.some(({ value }) => value === name)) return [];
    return [{ value: name, label: shownWord(name), note: shownWord(of), status: of }];
  });
  return [...STATUSES.map((one) => ({ ...one, status: one.value })), ...own];
}

/** `{kind, to}` on an item, read as "<item> <words> <to>". */
const linkWords: Readonly<Record<LinkKind, string>> = {
  blocks: "waits for",
  "conditional-blocks": "runs if this fails:",
  "waits-for": "waits for the children of",
  related: "is related to",
  "discovered-from": "was discovered from",
  duplicates: "duplicates",
  supersedes: "supersedes",
};

/** A kind that a ledger's vocabulary added reads as it is written. */
export function wordsOfLink(kind: string): string {
  const words: Readonly<Record<string, string>> = linkWords;
  return words[kind] ?? kind.replaceAll("-", " ");
}

/** A word of the model or of a vocabulary as it is shown: `in-progress` reads "In progress". */
export function shownWord(word: string): string {
  const words = word.replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
