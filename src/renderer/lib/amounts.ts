import type { CostView } from "../../shared/model/usage.ts";

/** A number of tokens as one says it: `840`, `12.3k`, `1.2M`. */
export function tokenText(count: number): string {
  if (count < 1_000) return String(count);
  if (count < 999_950) return `${trimmed(count / 1_000)}k`;
  return `${trimmed(count / 1_000_000)}M`;
}

/** Dollars with as many places as they need to be more than nothing: `$12.40`, `$0.004`. */
export function usdText(usd: number): string {
  if (usd === 0) return "$0";
  if (usd >= 0.01) return `$${usd.toFixed(2)}`;
  return usd >= 0.0001 ? `$${usd.toPrecision(1)}` : "under $0.0001";
}

/** What something cost. What has no price is said, never shown as nothing. */
export function costText({ usd, unpriced }: Pick<CostView, "usd" | "unpriced">): string {
  if (usd === undefined) return unpriced > 0 ? "price unknown" : "no cost";
  return unpriced > 0 ? `${usdText(usd)} and ${tokenText(unpriced)} tokens unpriced` : usdText(usd);
}

const SOURCES: Readonly<Record<CostView["source"], string>> = {
  "runtime-told": "told by the runtime",
  priced: "worked out from the price list",
  mixed: "partly told, partly worked out",
  unknown: "no price is known",
};

/** Where the figure comes from, and whether it is paid. */
export function costSource({ source, billableUsd, equivalentUsd }: CostView): string {
  const paid =
    billableUsd !== undefined && equivalentUsd !== undefined
      ? `${usdText(billableUsd)} of it paid, the rest under a subscription`
      : billableUsd !== undefined
        ? "paid by the token"
        : equivalentUsd !== undefined
          ? "under a subscription: what it would have cost"
          : "";
  return paid === "" ? SOURCES[source] : `${SOURCES[source]}, ${paid}`;
}

/** A size of files: `640 B`, `12.3 kB`, `4 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 999_950) return `${trimmed(bytes / 1_000)} kB`;
  if (bytes < 999_950_000) return `${trimmed(bytes / 1_000_000)} MB`;
  return `${trimmed(bytes / 1_000_000_000)} GB`;
}

function trimmed(value: number): string {
  return value.toFixed(value < 100 ? 1 : 0).replace(/\.0$/, "");
}
