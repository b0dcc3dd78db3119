import type { Parser, Tree } from "@lezer/common";
import { highlightTree, tagHighlighter, tags } from "@lezer/highlight";
import type { Token } from "./segments.ts";

/** Few colours: a reader looks for what changed, not for grammar. */
const highlighter = tagHighlighter([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.self], class: "tok-keyword" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.attributeValue], class: "tok-string" },
  { tag: [tags.comment, tags.docComment, tags.blockComment, tags.lineComment], class: "tok-comment" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], class: "tok-number" },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.function(tags.definition(tags.variableName)),
      tags.heading,
      tags.tagName,
    ],
    class: "tok-name",
  },
  { tag: [tags.typeName, tags.className, tags.namespace, tags.attributeName], class: "tok-type" },
  { tag: [tags.meta, tags.annotation, tags.processingInstruction], class: "tok-meta" },
]);

/** Milliseconds of work at once: half a frame, so that scrolling stays smooth meanwhile. */
const SLICE_MS = 8;

/** Tokens of each line, in order. Undefined when it was given up by the signal. */
export async function highlightLines(
  parser: Parser,
  text: string,
  signal: AbortSignal,
): Promise<readonly (readonly Token[])[] | undefined> {
  const parse = parser.startParse(text);
  let tree: Tree | null = null;
  while (tree === null) {
    const until = performance.now() + SLICE_MS;
    do tree = parse.advance();
    while (tree === null && performance.now() < until);
    if (tree === null) await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) return undefined;
  }
  return tokensByLine(text, tree);
}

function tokensByLine(text: string, tree: Tree): readonly (readonly Token[])[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const lines: Token[][] = starts.map(() => []);
  let line = 0;
  highlightTree(tree, highlighter, (from, to, look) => {
    while ((starts[line + 1] ?? Infinity) <= from) line += 1;
    // What goes over several lines (a comment, a template) is a token of each.
    for (let at = line; at < starts.length && (starts[at] ?? Infinity) < to; at++) {
      const start = starts[at] ?? 0;
      const end = (starts[at + 1] ?? text.length + 1) - 1;
      const token = { from: Math.max(from, start) - start, to: Math.min(to, end) - start, look };
      if (token.to > token.from) lines[at]?.push(token);
    }
  });
  return lines;
}
