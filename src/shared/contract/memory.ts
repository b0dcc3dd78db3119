import { z } from "zod";
import { MEMORY_KINDS, memory, memoryEntry, memoryText } from "../model/memory.ts";
import { agentRef } from "./agent.ts";
import { ANYONE, request } from "./verb.ts";

export const memoryShow = request({
  name: "memory.show",
  summary: "Show what an agent has learned and offers its successors.",
  input: z.strictObject({ agent: agentRef.optional() }),
  output: memory,
  errors: ["agent-not-found", "agent-ambiguous", "no-memory"],
  callers: ANYONE,
  danger: "safe",
});

export const memoryNote = request({
  name: "memory.note",
  summary: "Note what you learned for whoever comes after you: files, concepts, decisions, blockers.",
  input: z.strictObject({
    entries: z
      .array(z.object({ kind: z.enum(MEMORY_KINDS), text: memoryText }))
      .min(1)
      .max(20),
    /** The user may note for an agent. */
    agent: agentRef.optional(),
  }),
  /** `forgotten`: older ones that made room. */
  output: z.object({ memory, forgotten: z.array(memoryEntry) }),
  errors: ["agent-not-found", "agent-ambiguous", "no-memory"],
  callers: ANYONE,
  danger: "safe",
});

export const memoryForget = request({
  name: "memory.forget",
  summary: "Take entries out of a memory: a blocker that is gone, a decision that was revised.",
  input: z.strictObject({ entries: z.array(z.string().max(40)).min(1).max(200), agent: agentRef.optional() }),
  output: z.object({ memory, forgotten: z.array(memoryEntry) }),
  errors: ["agent-not-found", "agent-ambiguous", "no-memory", "entry-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const memoryVerbs = [memoryShow, memoryNote, memoryForget] as const;
