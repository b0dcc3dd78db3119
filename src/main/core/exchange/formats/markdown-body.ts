/** A line of a list with a box: its indentation, the mark in the box, the text. */
export const TASK = /^(\s*)(?:[-*+]|\d{1,9}[.)])\s+\[([ xX~-])\]\s+(.*)$/;
export const HEADING = /^(#{1,6})\s+(.*?)\s*#*\s*$/;
export const FENCE = /^\s*(```|~~~)/;
/** What would be read as a task, a heading or a fence, also behind backslashes that stand there already. */
const ESCAPABLE = /^(\s*)(\\*)(?=(?:[-*+]|\d{1,9}[.)])\s+\[[ xX~-]\]\s|#{1,6}\s|```|~~~)/;

/** A description's lines for an outline: what would be read as part of that gets a backslash in front. */
export function escapeBody(text: string): string[] {
  const lines = text.split("\n");
  // Fences that close one another hold nothing up, and look better as they are.
  const areFencesWhole = lines.filter((line) => FENCE.test(line)).length % 2 === 0;
  return lines.map((line) => {
    if (areFencesWhole && FENCE.test(line)) return line;
    return ESCAPABLE.test(line) ? line.replace(ESCAPABLE, "$1\\$2") : line;
  });
}

/** The text of lines below a task or heading: without what `escapeBody` put there, without the indentation that they share. */
export function unescapeBody(lines: readonly string[]): string {
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^\s*/.exec(line)?.[0].length ?? 0);
  const shared = indents.reduce((least, indent) => Math.min(least, indent), 80);
  return trimBody(
    lines
      .map((line) => line.slice(Math.min(shared, /^\s*/.exec(line)?.[0].length ?? 0)))
      .map((line) => (ESCAPABLE.test(line) ? line.replace(/^(\s*)\\/, "$1") : line))
      .join("\n"),
  );
}

/** Blank lines around a text cannot be told from those of the outline. */
export function trimBody(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+|\s+$/g, "");
}
