import type { Span } from "./word-changes.ts";

/** A stretch of a line in one colour. */
export interface Token extends Span {
  /** A class of the highlighter. */
  readonly look: string;
}

export interface Segment {
  /** Where in the line it begins. */
  readonly from: number;
  readonly text: string;
  readonly look?: string;
  readonly isChanged?: true;
}

/** Cuts a line where its colours or its changed words begin and end. Both must be in order and not overlap among themselves. */
export function segments(text: string, tokens: readonly Token[], changes: readonly Span[]): readonly Segment[] {
  if (tokens.length === 0 && changes.length === 0) return text === "" ? [] : [{ from: 0, text }];
  const cuts = new Set([0, text.length]);
  for (const { from, to } of [...tokens, ...changes]) {
    cuts.add(Math.min(from, text.length));
    cuts.add(Math.min(to, text.length));
  }
  const ordered = [...cuts].toSorted((a, b) => a - b);
  const parts: Segment[] = [];
  let token = 0;
  let change = 0;
  for (const [index, from] of ordered.entries()) {
    const to = ordered[index + 1];
    if (to === undefined || to === from) continue;
    while ((tokens[token]?.to ?? Infinity) <= from) token++;
    while ((changes[change]?.to ?? Infinity) <= from) change++;
    const look = (tokens[token]?.from ?? Infinity) <= from ? tokens[token]?.look : undefined;
    const isChanged = (changes[change]?.from ?? Infinity) <= from;
    parts.push({
      from,
      text: text.slice(from, to),
      ...(look === undefined ? {} : { look }),
      ...(isChanged ? { isChanged } : {}),
    });
  }
  return parts;
}
