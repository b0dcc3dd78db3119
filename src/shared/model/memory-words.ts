/*
 * Words and limits of memories, apart from the schemas, so that whoever needs only these need not load what parses records.
 */

/** What an agent may want its successors to know: where things are, how they work, what was settled, what is in the way. */
export const MEMORY_KINDS = ["file", "concept", "decision", "blocker"] as const;
export type MemoryKind = (typeof MEMORY_KINDS)[number];

/** Entries of one kind that are kept; the oldest makes room. What matters to everybody belongs into the repository. */
export const MEMORY_LIMIT = 40;
/** An entry is a line or two: all of them are offered at priming. */
export const MEMORY_TEXT_CHARS = 400;
