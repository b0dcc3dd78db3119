import { z } from "zod";
import { identityPath, timestamp } from "./primitives.ts";

/** What an agent may want its successors to know: where things are, how they work, what was settled, what is in the way. */
export const MEMORY_KINDS = ["file", "concept", "decision", "blocker"] as const;
export type MemoryKind = (typeof MEMORY_KINDS)[number];

/** Entries of one kind that are kept; the oldest makes room. What matters to everybody belongs into the repository. */
export const MEMORY_LIMIT = 40;
/** An entry is a line or two: all of them are offered at priming. */
export const MEMORY_TEXT_CHARS = 400;

export const memoryText = z
  .string()
  .trim()
  .min(1, "An entry of the memory says something.")
  .max(MEMORY_TEXT_CHARS, `An entry of the memory has ${MEMORY_TEXT_CHARS} characters at most.`);

export const memoryEntry = z.object({
  id: z.string(),
  kind: z.enum(MEMORY_KINDS),
  text: memoryText,
  /** The item it was learned on. */
  item: z.string().optional(),
  by: identityPath,
  at: timestamp,
});
export type MemoryEntry = z.infer<typeof memoryEntry>;

/** What an identity has learned, over all its sessions. Oldest first. */
export const memory = z.object({ agent: identityPath, entries: z.array(memoryEntry) });
export type Memory = z.infer<typeof memory>;
