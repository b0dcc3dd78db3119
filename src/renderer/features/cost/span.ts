/** Spans of time that costs are looked at over. */
export const SPANS = [
  { value: "today", label: "Today", words: "today", days: 1 },
  { value: "week", label: "7 days", words: "in the last 7 days", days: 7 },
  { value: "month", label: "30 days", words: "in the last 30 days", days: 30 },
  { value: "quarter", label: "90 days", words: "in the last 90 days", days: 90 },
  { value: "all", label: "All", words: "since the beginning", days: undefined },
] as const;
export type Span = (typeof SPANS)[number];
export type SpanName = Span["value"];

export function spanOf(name: SpanName): Span {
  return SPANS.find(({ value }) => value === name) ?? SPANS[1];
}

/** Midnight at which a span begins that ends today, by the clock on the wall; undefined for all there is. */
export function beginOf({ days }: Pick<Span, "days">, now: number): number | undefined {
  if (days === undefined) return undefined;
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - days + 1).getTime();
}
