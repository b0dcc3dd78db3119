import type { ItemQuery } from "../server-state/item-pages.ts";

/** What is narrowed, but for words, order and part. The same that a saved filter keeps. */
export type Filter = Omit<ItemQuery, "text" | "sort" | "reverse" | "within">;
