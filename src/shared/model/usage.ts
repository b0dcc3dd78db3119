import { z } from "zod";

/** Tokens as they are billed: `input` without what was read from or written to a cache; thinking is part of `output`. */
export const tokenCounts = z.object({
  input: z.int().min(0),
  output: z.int().min(0),
  cacheRead: z.int().min(0),
  cacheWrite: z.int().min(0),
});
export type TokenCounts = z.infer<typeof tokenCounts>;

/** Where a price comes from: the runtime told the cost itself, or it was worked out from the list of prices. */
export const COST_SOURCES = ["runtime-told", "priced", "mixed", "unknown"] as const;

/**
 * Whether it is paid by the token: `billable` with a key of an API; `equivalent` under a subscription, where it is what the
 * same would cost by the API; `unknown` where nothing tells.
 */
export const BILLING_KINDS = ["billable", "equivalent", "unknown"] as const;
export type BillingKind = (typeof BILLING_KINDS)[number];

/** US dollars. What has no price is left out of `usd` and counted in `unpriced`, so that a sum never hides it. */
export const costView = z.object({
  /** Absent where nothing of it has a price; never 0 for that. */
  usd: z.number().min(0).optional(),
  source: z.enum(COST_SOURCES),
  /** The parts of `usd` of which it is known whether they are paid. */
  billableUsd: z.number().min(0).optional(),
  equivalentUsd: z.number().min(0).optional(),
  /** Tokens without a price. */
  unpriced: z.int().min(0),
});
export type CostView = z.infer<typeof costView>;

export const NO_TOKENS: TokenCounts = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

export function addTokens(a: TokenCounts, b: TokenCounts): TokenCounts {
  return {
    input: a.input + b.input,
    output: a.output + b.output,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
  };
}

export function totalTokens({ input, output, cacheRead, cacheWrite }: TokenCounts): number {
  return input + output + cacheRead + cacheWrite;
}
