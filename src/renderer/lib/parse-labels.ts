/** Labels as typed, separated by blanks or commas; each once. */
export function parseLabels(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter((label) => label !== ""))];
}
