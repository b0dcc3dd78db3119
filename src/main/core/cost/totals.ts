import { z } from "zod";
import { type TokenCounts, tokenCounts, totalTokens } from "../../../shared/model/usage.ts";
import type { UsageDelta } from "./usage-store.ts";

/** What a session used of one model, as its transcript tells. */
export interface ModelTotals extends TokenCounts {
  readonly model: string;
  /** US dollars, only where the runtime itself tells. */
  readonly costUsd?: number | undefined;
}

const kept = z.array(tokenCounts.extend({ model: z.string(), costUsd: z.number().min(0).optional() }));

/** Totals as the store keeps them; begun anew where they make no sense, which is no reason to count nothing. */
export function readTotals(text: string): readonly ModelTotals[] {
  const parsed = kept.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : [];
}

export function writeTotals(totals: readonly ModelTotals[]): string {
  return JSON.stringify(totals);
}

/**
 * What is new in `now` over `before`. A figure that fell, as when a transcript was rewritten, takes nothing back: the higher
 * one was used once. Models that are no longer told of keep theirs.
 */
export function deltasOf(
  before: readonly ModelTotals[],
  now: readonly ModelTotals[],
): { readonly deltas: readonly UsageDelta[]; readonly totals: readonly ModelTotals[] } {
  const totals = new Map(before.map((one) => [one.model, one]));
  const deltas: UsageDelta[] = [];
  for (const one of now) {
    const old = totals.get(one.model);
    const more = (kind: keyof TokenCounts) => Math.max(0, one[kind] - (old?.[kind] ?? 0));
    const tokens = {
      input: more("input"),
      output: more("output"),
      cacheRead: more("cacheRead"),
      cacheWrite: more("cacheWrite"),
    };
    const toldUsd = one.costUsd === undefined ? undefined : Math.max(0, one.costUsd - (old?.costUsd ?? 0));
    if (totalTokens(tokens) === 0 && (toldUsd ?? 0) === 0) continue;
    deltas.push({ model: one.model, ...tokens, toldUsd });
    const most = (kind: keyof TokenCounts) => Math.max(one[kind], old?.[kind] ?? 0);
    const costUsd = one.costUsd === undefined ? old?.costUsd : Math.max(one.costUsd, old?.costUsd ?? 0);
    totals.set(one.model, {
      model: one.model,
      input: most("input"),
      output: most("output"),
      cacheRead: most("cacheRead"),
      cacheWrite: most("cacheWrite"),
      ...(costUsd === undefined ? {} : { costUsd }),
    });
  }
  return { deltas, totals: [...totals.values()] };
}
