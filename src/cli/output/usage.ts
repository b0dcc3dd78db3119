import type { UsageRow } from "../../shared/contract/usage.ts";
import type { OutputOf } from "../../shared/contract/contract.ts";
import type { CostView, TokenCounts } from "../../shared/model/usage.ts";
import type { Face } from "./items.ts";
import { neutralise } from "./neutralise.ts";
import { renderTable } from "./table.ts";
import { ago } from "./time.ts";

type Usage = OutputOf<"usage.list">;

/** `950`, `12.3k`, `4.5M`: enough to compare by. */
export function countText(count: number): string {
  if (count < 1_000) return String(count);
  if (count < 1_000_000) return `${(count / 1_000).toFixed(1)}k`;
  return `${(count / 1_000_000).toFixed(1)}M`;
}

/** `$1.23`, `$0.0042`; `unknown` where nothing has a price, and a `+` where some of it has none. */
export function costText({ usd, unpriced }: CostView): string {
  if (usd === undefined) return "unknown";
  const text = usd === 0 || usd >= 0.01 ? usd.toFixed(2) : usd.toPrecision(2);
  return `$${text}${unpriced > 0 ? "+" : ""}`;
}

export function usageTable(usage: Usage, face: Face): string {
  const { style, io } = face;
  if (usage.rows.length === 0) {
    const why = usage.unmeasured === 0 ? "" : ` ${unmeasuredText(usage.unmeasured)}`;
    return `No tokens were counted.${why}\n`;
  }
  const total: UsageRow = { ...usage.total, key: "total", models: [], firstAt: 0, lastAt: 0 };
  const rows = usage.rows.length > 1 || usage.more > 0 ? [...usage.rows, total] : usage.rows;
  const count = (read: (tokens: TokenCounts) => number) => (row: UsageRow) => countText(read(row.tokens));
  const table = renderTable(
    rows,
    [
      { title: usage.by.toUpperCase(), text: keyOf, tone: (row) => (row === total ? "bold" : "cyan") },
      { title: "TITLE", text: (row) => row.title ?? "", flexible: true },
      { title: "INPUT", text: count((tokens) => tokens.input), align: "right" },
      { title: "CACHE READ", text: count((tokens) => tokens.cacheRead), align: "right" },
      { title: "CACHE WRITE", text: count((tokens) => tokens.cacheWrite), align: "right" },
      { title: "OUTPUT", text: count((tokens) => tokens.output), align: "right" },
      { title: "TOKENS", text: (row) => countText(row.totalTokens), align: "right" },
      {
        title: "COST",
        text: (row) => costText(row.cost),
        align: "right",
        tone: (row) => (row.cost.usd === undefined ? "yellow" : undefined),
      },
      { title: "MODELS", text: (row) => row.models.map(({ model }) => model).join(", "), tone: () => "dim" },
      { title: "LAST", text: (row) => (row.lastAt === 0 ? "" : ago(row.lastAt)), tone: () => "dim" },
    ],
    { style, columns: io.columns },
  );
  return `${table}${notesOf(usage)
    .map((note) => style("dim", `${note}\n`))
    .join("")}`;
}

function keyOf(row: UsageRow): string {
  return row.key === "" ? "(none)" : row.key;
}

function notesOf({ total, prices, unmeasured, more }: Usage): readonly string[] {
  const { cost } = total;
  const paid = [
    ...(cost.billableUsd === undefined ? [] : [`$${cost.billableUsd.toFixed(2)} billed by the token`]),
    ...(cost.equivalentUsd === undefined ? [] : [`$${cost.equivalentUsd.toFixed(2)} worth under a subscription`]),
  ];
  const own = prices.overridden === 0 ? "" : `, ${prices.overridden} of your own`;
  return [
    ...(more === 0 ? [] : [`${more} more rows: --limit`]),
    ...(paid.length === 0 ? [] : [`Of the cost: ${paid.join(", ")}.`]),
    ...(cost.unpriced === 0
      ? []
      : [`${countText(cost.unpriced)} tokens have no price: add their models to [prices] in settings.toml.`]),
    ...(cost.source === "runtime-told" || cost.usd === undefined
      ? []
      : [`Prices of ${prices.date} (${neutralise(prices.source)}${own}).`]),
    ...(unmeasured === 0 ? [] : [unmeasuredText(unmeasured)]),
  ];
}

function unmeasuredText(count: number): string {
  return `${count === 1 ? "One session is" : `${count} sessions are`} not measured: nothing was found that tells.`;
}
