/** A limit as typed: undefined when left out, `bad` when it is no number from 1 to 100. */
export function parseLimit(text: string): number | "bad" | undefined {
  const typed = text.trim();
  if (typed === "") return undefined;
  const limit = /^\d+$/.test(typed) ? Number(typed) : Number.NaN;
  return limit >= 1 && limit <= 100 ? limit : "bad";
}
