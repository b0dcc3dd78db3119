/** Kinds of words whose values can be offered, by what they begin with. */
export const SIGNS = {
  "#": "label",
  "@": "assignee",
  "!": "type",
  "^": "parent",
  ">": "after",
  "in:": "project",
  "due:": "due",
  "est:": "estimate",
} as const;
export type Sign = keyof typeof SIGNS;
export type CompletionKind = (typeof SIGNS)[Sign] | "priority";

/** The word one is typing, as far as there is something to offer for it. */
export interface OpenWord {
  readonly kind: CompletionKind;
  /** What is typed behind the sign. */
  readonly typed: string;
  /** Where the word begins and ends, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

export interface Completion {
  /** Put in the place of the word. */
  readonly insert: string;
  readonly label: string;
  readonly note?: string | undefined;
}

/** The word at the caret; undefined where it is part of the title, or the caret stands elsewhere. */
export function wordAt(line: string, caret: number): OpenWord | undefined {
  let start = caret;
  while (start > 0 && !/\s/.test(line[start - 1] ?? "")) start -= 1;
  let end = caret;
  while (end < line.length && !/\s/.test(line[end] ?? "")) end += 1;
  const word = line.slice(start, end);
  const before = line.slice(start, caret);
  if (/^p[0-4]?$/i.test(word)) {
    return before === "" ? undefined : { kind: "priority", typed: word.slice(1), start, end };
  }
  for (const [sign, kind] of Object.entries(SIGNS)) {
    if (!before.toLowerCase().startsWith(sign)) continue;
    return { kind, typed: line.slice(start + sign.length, caret), start, end };
  }
  return undefined;
}

/** The line with the word completed and a blank behind it, and where the caret then stands. */
export function complete(
  line: string,
  word: OpenWord,
  insert: string,
): { readonly line: string; readonly caret: number } {
  const rest = line.slice(word.end);
  const text = `${line.slice(0, word.start)}${insert}${rest.startsWith(" ") ? "" : " "}`;
  return { line: `${text}${rest}`, caret: text.length + (rest.startsWith(" ") ? 1 : 0) };
}

/** Those that have what is typed in them, those that begin with it first. */
export function fitting(completions: readonly Completion[], typed: string, limit: number): readonly Completion[] {
  const wanted = typed.toLowerCase();
  const found = completions.filter(({ insert, label }) => `${insert} ${label}`.toLowerCase().includes(wanted));
  const begins = ({ insert, label }: Completion) =>
    label.toLowerCase().startsWith(wanted) || insert.toLowerCase().endsWith(wanted) ? 0 : 1;
  return found.toSorted((a, b) => begins(a) - begins(b)).slice(0, limit);
}

/** Lines of a pasted text that could be items, without the marks of lists. */
export function linesOf(text: string): readonly string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?/, "").trim())
    .filter((line) => line !== "");
}
