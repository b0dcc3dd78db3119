import { type Finished, createSampling, quantile } from "./durations.ts";
import type { PlannedItem } from "./plan.ts";

export interface CostToCome {
  readonly toCome?: { readonly low: number; readonly likely: number; readonly high: number };
  readonly basis: string;
}

/** What the items that are left will cost, by what finished ones like them cost. `spent` is of items under way, in US dollars. */
export function costToCome(
  items: readonly PlannedItem[],
  facts: { readonly finished: readonly Finished[]; spentOn(item: string): number },
): CostToCome {
  const work = items.filter(({ isWork, isOutside }) => isWork && !isOutside);
  if (work.length === 0) return { toCome: { low: 0, likely: 0, high: 0 }, basis: "Nothing is left to do." };
  const samplesFor = createSampling(facts.finished, ({ usd }) => usd);
  const sum = { low: 0, likely: 0, high: 0 };
  let most = 0;
  for (const item of work) {
    const samples = samplesFor(item);
    if (samples === undefined) {
      const priced = facts.finished.filter(({ usd }) => usd !== undefined).length;
      return {
        basis:
          priced === 0
            ? "Not known: of no finished item is it known what it cost."
            : `Not known: only of ${priced} finished item${priced === 1 ? "" : "s"} is it known what they cost.`,
      };
    }
    const { values } = samples;
    most = Math.max(most, values.length);
    const left = (usd: number) => Math.max(0, usd - facts.spentOn(item.id));
    sum.low += left(quantile(values, 0.25));
    sum.likely += left(values.reduce((total, usd) => total + usd, 0) / values.length);
    sum.high += left(quantile(values, 0.75));
  }
  // The mean of a few costly ones may lie above three quarters of all.
  const toCome = { ...sum, high: Math.max(sum.high, sum.likely), low: Math.min(sum.low, sum.likely) };
  return { toCome, basis: `By what ${most} finished items like ${work.length === 1 ? "it" : "them"} cost.` };
}
