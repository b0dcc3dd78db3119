import {
  type BillingKind,
  type CostView,
  NO_TOKENS,
  type TokenCounts,
  addTokens,
  totalTokens,
} from "../../../shared/model/usage.ts";
import type { Prices } from "./prices.ts";

/** A part of what was used, of one model under one way of billing. */
export interface UsedPart extends TokenCounts {
  readonly model: string;
  readonly toldUsd: number | undefined;
  readonly billing: BillingKind;
}

/** Adds up tokens and their cost. Pure but for its own sums. */
export interface UsageSum {
  add(part: UsedPart): void;
  readonly tokens: TokenCounts;
  readonly cost: CostView;
}

export function createUsageSum(prices: Pick<Prices, "priceOf">): UsageSum {
  let tokens = NO_TOKENS;
  let unpriced = 0;
  const usd: Record<BillingKind, number> = { billable: 0, equivalent: 0, unknown: 0 };
  const seen = new Set<"runtime-told" | "priced">();

  return {
    add(part) {
      tokens = addTokens(tokens, part);
      const priced = part.toldUsd === undefined ? prices.priceOf(part.model, part) : undefined;
      const cost = part.toldUsd ?? priced;
      if (cost === undefined) {
        unpriced += totalTokens(part);
        return;
      }
      seen.add(part.toldUsd === undefined ? "priced" : "runtime-told");
      usd[part.billing] += cost;
    },
    get tokens(): TokenCounts {
      return tokens;
    },
    get cost(): CostView {
      const [only, another] = seen;
      if (only === undefined) return { source: "unknown", unpriced };
      return {
        usd: usd.billable + usd.equivalent + usd.unknown,
        source: another === undefined ? only : "mixed",
        ...(usd.billable > 0 ? { billableUsd: usd.billable } : {}),
        ...(usd.equivalent > 0 ? { equivalentUsd: usd.equivalent } : {}),
        unpriced,
      };
    },
  };
}

/** Several costs as one. */
export function sumCosts(costs: readonly CostView[]): CostView {
  const unpriced = costs.reduce((sum, one) => sum + one.unpriced, 0);
  const known = costs.filter((one) => one.usd !== undefined);
  if (known.length === 0) return { source: "unknown", unpriced };
  const total = (read: (one: CostView) => number | undefined) => known.reduce((sum, one) => sum + (read(one) ?? 0), 0);
  const [source = "unknown", ...others] = new Set(known.map((one) => one.source));
  const billableUsd = total((one) => one.billableUsd);
  const equivalentUsd = total((one) => one.equivalentUsd);
  return {
    usd: total((one) => one.usd),
    source: others.length > 0 ? "mixed" : source,
    ...(billableUsd > 0 ? { billableUsd } : {}),
    ...(equivalentUsd > 0 ? { equivalentUsd } : {}),
    unpriced,
  };
}
