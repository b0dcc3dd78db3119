import { z } from "zod";
import { ITEM_STATUSES } from "./item-words.ts";
import { bodyText, wordOfVocabulary } from "./work-item.ts";

export const WORD_KINDS = ["type", "status", "link"] as const;
export type WordKind = (typeof WORD_KINDS)[number];

/** A type, status or link kind that a ledger has besides the built-in ones. Links of it never hold anything back. */
export const vocabularyWord = z.object({
  kind: z.enum(WORD_KINDS),
  name: wordOfVocabulary,
  /** Of a status: the built-in one that it stands for, which is what Drover acts on. */
  of: z.enum(ITEM_STATUSES).optional(),
  description: bodyText.max(500).optional(),
});
export type VocabularyWord = z.infer<typeof vocabularyWord>;

/** A ledger's own words, and the built-in ones, in the order to offer them. */
export const vocabulary = z.object({
  /** Undefined for the workspace's. */
  project: z.string().optional(),
  types: z.array(z.string()),
  statuses: z.array(z.object({ name: z.string(), of: z.enum(ITEM_STATUSES) })),
  links: z.array(z.string()),
  /** Those that are not built in. */
  own: z.array(vocabularyWord),
});
export type Vocabulary = z.infer<typeof vocabulary>;
