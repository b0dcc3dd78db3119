import type { ReviewPlace } from "../../../shared/model/review.ts";

/** Lines kept of a remark on many; enough to find them again and to quote. */
export const MAX_QUOTE_LINES = 60;

/** Takes down what lines said. `from` and `to` must be there. */
export function quoteLines(
  lines: readonly string[],
  { from, to }: { readonly from: number; readonly to: number },
): Pick<ReviewPlace, "quote" | "above" | "below"> {
  const above = lines[from - 2];
  const below = lines[to];
  return {
    quote: lines.slice(from - 1, Math.min(to, from - 1 + MAX_QUOTE_LINES)),
    ...(above === undefined ? {} : { above }),
    ...(below === undefined ? {} : { below }),
  };
}

/**
 * Where remarked lines stand in a later version of their file: where they are word for word, between the same neighbours if
 * that can be, nearest to where they were. Undefined when they are gone. A line that says next to nothing (`}`) is only taken for
 * the same beside one of its neighbours.
 */
export function findAgain(
  place: Pick<ReviewPlace, "from" | "to" | "quote" | "above" | "below">,
  lines: readonly string[],
): { readonly from: number; readonly to: number } | undefined {
  const { quote, above, below, from, to } = place;
  const [first] = quote;
  if (first === undefined) return undefined;
  const length = to - from + 1;
  const isTelling = quote.some((line) => /\w.*\w.*\w/.test(line));
  let best: { readonly at: number; readonly neighbours: number } | undefined;
  for (let at = lines.indexOf(first); at >= 0; at = lines.indexOf(first, at + 1)) {
    if (at + length > lines.length || !quote.every((line, offset) => lines[at + offset] === line)) continue;
    const neighbours = Number(lines[at - 1] === above) + Number(lines[at + length] === below);
    if (neighbours === 0 && !isTelling) continue;
    const isNearer = best === undefined || Math.abs(at + 1 - from) < Math.abs(best.at + 1 - from);
    if (best === undefined || neighbours > best.neighbours || (neighbours === best.neighbours && isNearer)) {
      best = { at, neighbours };
    }
  }
  return best === undefined ? undefined : { from: best.at + 1, to: best.at + length };
}
