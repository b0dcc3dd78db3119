import { type Reading, type Tell, linesOf, tellOf } from "../source.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export interface JsonLine {
  readonly line: number;
  readonly value: JsonObject;
  readonly tell: Tell;
}

/** The objects of a text with one a line. A line that is none is told and left out; the others are read all the same. */
export function* jsonLines(reading: Reading): Generator<JsonLine> {
  let line = 0;
  for (const text of linesOf(reading.pieces)) {
    line += 1;
    if (text.trim() === "") continue;
    const tell = tellOf(reading.notes, line);
    const value = parse(text);
    if (value === undefined) tell("skipped", `The line is no JSON: ${JSON.stringify(text.slice(0, 80))}.`);
    else if (isObject(value)) yield { line, value, tell };
    else tell("skipped", "The line is JSON, and no object.");
  }
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    // Told by the caller, who knows the line.
    return undefined;
  }
}

/** A text, or what a number or truth value reads as; undefined for anything else, and for nothing. */
export function asText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

export function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
