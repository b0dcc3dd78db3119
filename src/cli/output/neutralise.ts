import { picture, showHidden } from "../../shared/hidden-text.ts";

/**
 * Makes text of others safe to print: control characters could move the cursor, change titles or type answers into the
 * terminal, and what is not seen could show one thing and mean another. It is shown, not dropped.
 */
export function neutralise(text: string): string {
  return showHidden(text).replaceAll(/[\t\n\r]/g, picture);
}

/** The same for text of many lines: line breaks and tabs stay. */
export function neutraliseLines(text: string): string {
  return showHidden(text.replaceAll("\r\n", "\n")).replaceAll("\r", picture);
}
