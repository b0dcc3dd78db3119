import { z } from "zod";
import type { ModelUsage } from "../adapter.ts";

/** What one answer of a model used. The same key again is the same answer, told anew. */
export interface AnswerUsage extends ModelUsage {
  readonly key: string;
}

/**
 * Adds up answers by model. CLIs write an answer several times while it grows, and the last time counts; those told again
 * are close together, so that only the latest are kept apart.
 */
export interface UsageTally {
  add(answer: AnswerUsage): void;
  readonly totals: readonly ModelUsage[];
  /** To go on with later, bounded. */
  readonly kept: KeptTally;
}

/** Answers that may still be told again. */
const OPEN_ANSWERS = 48;

const counts = z.object({
  model: z.string(),
  input: z.number(),
  output: z.number(),
  cacheRead: z.number(),
  cacheWrite: z.number(),
  costUsd: z.number().exactOptional(),
});
export const keptTally = z.object({ totals: z.array(counts), open: z.array(counts.extend({ key: z.string() })) });
export type KeptTally = z.infer<typeof keptTally>;

export function createUsageTally(kept?: KeptTally): UsageTally {
  const totals = new Map<string, ModelUsage>((kept?.totals ?? []).map((one) => [one.model, one]));
  const open = new Map<string, AnswerUsage>((kept?.open ?? []).map((one) => [one.key, one]));

  function change(answer: ModelUsage, sign: 1 | -1): void {
    const before = totals.get(answer.model);
    const sum = (read: (one: ModelUsage) => number) => (before === undefined ? 0 : read(before)) + sign * read(answer);
    const costUsd = sumOfCosts(before?.costUsd, answer.costUsd, sign);
    totals.set(answer.model, {
      model: answer.model,
      input: sum((one) => one.input),
      output: sum((one) => one.output),
      cacheRead: sum((one) => one.cacheRead),
      cacheWrite: sum((one) => one.cacheWrite),
      ...(costUsd === undefined ? {} : { costUsd }),
    });
  }

  return {
    add(answer) {
      const before = open.get(answer.key);
      if (before !== undefined) change(before, -1);
      change(answer, 1);
      open.delete(answer.key);
      open.set(answer.key, answer);
      const [oldest] = open.keys();
      if (open.size > OPEN_ANSWERS && oldest !== undefined) open.delete(oldest);
    },
    get totals() {
      return [...totals.values()];
    },
    get kept() {
      return { totals: [...totals.values()], open: [...open.values()] };
    },
  };
}

function sumOfCosts(before: number | undefined, more: number | undefined, sign: 1 | -1): number | undefined {
  if (before === undefined && more === undefined) return undefined;
  return Math.max(0, (before ?? 0) + sign * (more ?? 0));
}
