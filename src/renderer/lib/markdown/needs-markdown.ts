/** Whether a text has anything in it that Markdown would show differently. Rather too often than too seldom. */
export function needsMarkdown(text: string): boolean {
  return /[*_`#>[\]~|<&\\]|https?:|www\.|^\s*(?:[-+]|\d+[.)])\s|^\s*(?:-{3,}|={3,})\s*$|^(?: {4}|\t)|\n\s*\n/m.test(
    text,
  );
}
