import type { UsageRow } from "../../../shared/contract/usage.ts";

/** One day's bar. Of the cost where any has a price, else of tokens. */
export interface DayBar {
  /** `2026-01-31`. */
  readonly day: string;
  /** Absent for a day on which nothing was used. */
  readonly row: UsageRow | undefined;
  /** Parts of the highest bar's height: billed by the token, worth under a subscription, and what is neither for sure. */
  readonly billed: number;
  readonly worth: number;
  readonly other: number;
}

export interface Trend {
  readonly of: "cost" | "tokens";
  readonly bars: readonly DayBar[];
}

/** More would be thinner than a pixel or two. */
const MOST_DAYS = 120;

/**
 * Rows by day as bars, the oldest first; days without any stand between as empty ones. From `since`, or else from the first
 * row, to the day of `until`; the last 120 of them. Pure.
 */
export function trendOf(rows: readonly UsageRow[], range: { readonly since?: number; readonly until: number }): Trend {
  const byDay = new Map(rows.map((row) => [row.key, row]));
  const first = rows.reduce((least, { key }) => (key < least ? key : least), dayOf(range.until));
  const begin = range.since === undefined ? first : dayOf(range.since);
  const of = rows.some(({ cost }) => cost.usd !== undefined) ? "cost" : "tokens";
  const most = Math.max(0, ...rows.map((row) => heightOf(row, of)));
  const bars: DayBar[] = [];
  for (let at = range.until; bars.length < MOST_DAYS && dayOf(at) >= begin; at = dayBefore(at)) {
    const day = dayOf(at);
    bars.unshift({ day, row: byDay.get(day), ...partsOf(byDay.get(day), of, most) });
  }
  return { of, bars };
}

function heightOf(row: UsageRow, of: Trend["of"]): number {
  return of === "cost" ? (row.cost.usd ?? 0) : row.totalTokens;
}

function partsOf(row: UsageRow | undefined, of: Trend["of"], most: number): Pick<DayBar, "billed" | "worth" | "other"> {
  if (row === undefined || most === 0) return { billed: 0, worth: 0, other: 0 };
  if (of === "tokens") return { billed: 0, worth: 0, other: row.totalTokens / most };
  const { usd = 0, billableUsd = 0, equivalentUsd = 0 } = row.cost;
  return {
    billed: billableUsd / most,
    worth: equivalentUsd / most,
    other: Math.max(0, usd - billableUsd - equivalentUsd) / most,
  };
}

/** `2026-01-31`, by the clock on the wall. */
function dayOf(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Noon of the day before: days are not all of 24 hours. */
function dayBefore(at: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - 1, 12).getTime();
}
