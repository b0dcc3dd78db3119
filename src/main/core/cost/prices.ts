import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { type TokenCounts, totalTokens } from "../../../shared/model/usage.ts";

const usdPerMillion = z.number().min(0).max(10_000);

/** What a model's tokens cost. A rate that is missing is not known; tokens of that kind then have no price. */
export const modelPrice = z.strictObject({
  /** US dollars for a million tokens. */
  input: usdPerMillion,
  output: usdPerMillion,
  cacheRead: usdPerMillion.optional(),
  cacheWrite: usdPerMillion.optional(),
  /** Tokens that its context holds. */
  context: z.int().min(1).optional(),
});
export type ModelPrice = z.infer<typeof modelPrice>;

const priceList = z.strictObject({
  /** The day on which somebody looked, and where. */
  date: z.string(),
  source: z.string(),
  models: z.record(z.string().min(1), modelPrice),
});
export type PriceList = z.infer<typeof priceList>;

export interface Prices {
  readonly date: string;
  readonly source: string;
  /** How many entries of the list the settings replace or add. */
  readonly overridden: number;
  /** US dollars; undefined where the model, or a kind of token that was used, has no price. */
  priceOf(model: string, tokens: TokenCounts): number | undefined;
  /** Tokens that the model's context holds, where the list says. */
  contextOf(model: string): number | undefined;
}

/** The list that comes with Drover. A damaged one is a broken installation: throws. */
export async function readPriceList(resourcesDir: string): Promise<PriceList> {
  const file = path.join(resourcesDir, "prices.json");
  const parsed = priceList.safeParse(JSON.parse(await readFile(file, "utf8")));
  if (!parsed.success) throw new Error(`The prices in ${file} are malformed: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** Prices of the settings; a bad one is left out and told. */
export function readOwnPrices(
  raw: Readonly<Record<string, unknown>>,
  told: (problem: string) => void,
): Readonly<Record<string, ModelPrice>> {
  const good: Record<string, ModelPrice> = {};
  for (const [model, one] of Object.entries(raw)) {
    const parsed = modelPrice.safeParse(one);
    if (parsed.success) good[model] = parsed.data;
    else told(`The price of ${JSON.stringify(model)} is left out: ${z.prettifyError(parsed.error)}`);
  }
  return good;
}

/** The user's own prices come before the list's. */
export function createPrices(list: PriceList, own: Readonly<Record<string, ModelPrice>> = {}): Prices {
  const prices = new Map<string, ModelPrice>();
  for (const [model, price] of Object.entries(list.models)) prices.set(canonical(model), price);
  for (const [model, price] of Object.entries(own)) prices.set(canonical(model), price);
  return {
    date: list.date,
    source: list.source,
    overridden: Object.keys(own).length,
    priceOf(model, tokens) {
      const price = find(prices, model);
      if (price === undefined) return undefined;
      if (totalTokens(tokens) === 0) return 0;
      let usd = 0;
      for (const kind of ["input", "output", "cacheRead", "cacheWrite"] as const) {
        const rate = price[kind];
        if (tokens[kind] === 0) continue;
        if (rate === undefined) return undefined;
        usd += (tokens[kind] * rate) / 1_000_000;
      }
      return usd;
    },
    contextOf: (model) => find(prices, model)?.context,
  };
}

/** By its full name, without what a provider puts before it, and without the day of its release. Nothing is guessed beyond that. */
function find(prices: ReadonlyMap<string, ModelPrice>, model: string): ModelPrice | undefined {
  const full = canonical(model);
  const bare = full.slice(full.lastIndexOf("/") + 1);
  const undated = bare.replace(/[-@](?:20\d{6}|20\d{2}-\d{2}-\d{2})$/, "").replace(/\[1m\]$/, "");
  return prices.get(full) ?? prices.get(bare) ?? prices.get(undated);
}

function canonical(model: string): string {
  return model.trim().toLowerCase();
}
