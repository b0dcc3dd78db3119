import { describe, expect, it } from "vitest";
import type { UsageRow } from "../../../shared/contract/usage.ts";
import { NO_TOKENS } from "../../../shared/model/usage.ts";
import { beginOf, spanOf } from "./span.ts";
import { trendOf } from "./trend.ts";

function row(key: string, totalTokens: number, cost: Partial<UsageRow["cost"]> = {}): UsageRow {
  return {
    key,
    sessions: 1,
    tokens: { ...NO_TOKENS, input: totalTokens },
    totalTokens,
    cost: { source: "priced", unpriced: 0, ...cost },
    models: [],
    firstAt: 0,
    lastAt: 0,
  };
}

const until = new Date(2026, 2, 3, 15).getTime();

describe("the trend", () => {
  it("fills the days between, and tells billed from worth and from what is neither for sure", () => {
    const rows = [
      row("2026-03-03", 10, { usd: 4, billableUsd: 1, equivalentUsd: 2 }),
      row("2026-03-01", 5, { usd: 2, billableUsd: 2 }),
    ];
    const { of, bars } = trendOf(rows, { since: new Date(2026, 1, 28).getTime(), until });
    expect(of).toBe("cost");
    expect(bars.map(({ day, billed, worth, other }) => [day, billed, worth, other])).toEqual([
      ["2026-02-28", 0, 0, 0],
      ["2026-03-01", 0.5, 0, 0],
      ["2026-03-02", 0, 0, 0],
      ["2026-03-03", 0.25, 0.5, 0.25],
    ]);
  });

  it("is of tokens where nothing has a price, and begins with the first day there is", () => {
    const { of, bars } = trendOf([row("2026-03-02", 5), row("2026-03-03", 10)], { until });
    expect(of).toBe("tokens");
    expect(bars.map(({ day, other }) => [day, other])).toEqual([
      ["2026-03-02", 0.5],
      ["2026-03-03", 1],
    ]);
  });

  it("shows the last 120 days of years", () => {
    const { bars } = trendOf([row("2020-01-01", 5)], { until });
    expect(bars).toHaveLength(120);
    expect(bars.at(-1)?.day).toBe("2026-03-03");
    expect(new Set(bars.map(({ day }) => day)).size).toBe(120);
  });
});

it("a span begins at midnight, so many days with today in it ago", () => {
  expect(beginOf(spanOf("today"), until)).toBe(new Date(2026, 2, 3).getTime());
  expect(beginOf(spanOf("week"), until)).toBe(new Date(2026, 1, 25).getTime());
  expect(beginOf(spanOf("all"), until)).toBeUndefined();
});
