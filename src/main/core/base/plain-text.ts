import { replaceHidden } from "../../../shared/hidden-text.ts";

/**
 * Text from agents, items and branch names is data wherever it is shown. What could steer a terminal, reorder what people
 * read, or hide in it is replaced: controls, bidirectional overrides, what has no width, tags.
 */
const REPLACEMENT = "\u{fffd}";

/** Many lines; line breaks and tabs stay. Cut to `max` characters with a remark that says so. */
export function plainText(text: string, max = 20_000): string {
  const clean = replaceHidden(text.replaceAll(/\r\n?|[\u2028\u2029]/g, "\n"), () => REPLACEMENT).toWellFormed();
  if (clean.length <= max) return clean;
  return `${clean.slice(0, max).toWellFormed()}\n[… ${clean.length - max} characters left out]`;
}

/** One line; cut with an ellipsis. */
export function plainLine(text: string, max = 500): string {
  const clean = plainText(text, Number.MAX_SAFE_INTEGER)
    .replaceAll(/[\s\u2028\u2029]+/g, " ")
    .trim();
  return clean.length <= max ? clean : `${clean.slice(0, max - 1).toWellFormed()}…`;
}
