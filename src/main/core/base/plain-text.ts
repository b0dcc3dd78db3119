/**
 * Text from agents, items and branch names is data wherever it is shown. What could steer a terminal, reorder what people
 * read, or hide in it is replaced: C0 and C1 control characters, bidirectional overrides, zero-width and tag characters.
 */
// oxlint-disable-next-line no-control-regex -- control characters are what is replaced
const STEERING =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** Many lines; line breaks and tabs stay. Cut to `max` characters with a remark that says so. */
export function plainText(text: string, max = 20_000): string {
  const clean = text.replaceAll(/\r\n?/g, "\n").replaceAll(STEERING, "\u{fffd}").toWellFormed();
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
