import { z } from "zod";
import { MEMORY_KINDS, MEMORY_TEXT_CHARS } from "./memory-words.ts";
import { identityPath, timestamp } from "./primitives.ts";

export { MEMORY_KINDS, MEMORY_LIMIT, type MemoryKind } from "./memory-words.ts";

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
