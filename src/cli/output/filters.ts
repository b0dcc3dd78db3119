import { neutralise } from "./neutralise.ts";

/** A saved filter as its fields: `labels urgent · unassigned`. */
export function filterWords(filter: Readonly<Record<string, unknown>>): string {
  const words = Object.entries(filter).map(([field, value]) =>
    value === true ? field : `${field} ${Array.isArray(value) ? value.join(" ") : textOf(value)}`,
  );
  return neutralise(words.join(" · "));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
