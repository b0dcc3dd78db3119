import { z } from "zod";
import { neutralise } from "./neutralise.ts";
import { localTime } from "./time.ts";

const TIMES: ReadonlySet<string> = new Set(["updatedSince", "updatedBefore", "dueBefore"]);
const RANGE = z.object({ from: z.number(), to: z.number() });

/** A saved filter as its fields: `labels urgent · unassigned`. */
export function filterWords(filter: Readonly<Record<string, unknown>>): string {
  const words = Object.entries(filter).map(([field, value]) =>
    value === true ? field : `${field} ${Array.isArray(value) ? value.join(" ") : textOf(field, value)}`,
  );
  return neutralise(words.join(" · "));
}

/** Times read as local time, a range as `0-1`. */
function textOf(field: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" && TIMES.has(field)) return localTime(value);
  const range = RANGE.safeParse(value);
  if (!range.success) return JSON.stringify(value);
  const { from, to } = range.data;
  return from === to ? String(from) : `${from}-${to}`;
}
