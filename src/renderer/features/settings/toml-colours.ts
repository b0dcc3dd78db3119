export interface TomlPiece {
  readonly text: string;
  readonly look?: "comment" | "table" | "key" | "string" | "value";
}

const PIECE =
  /(?<comment>#.*)|(?<string>"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'[^'\n]*'?)|(?<value>\b(?:true|false)\b|[+-]?\d[\w.:+-]*)/g;
const KEY = /^(\s*)((?:"(?:\\.|[^"\\])*"|'[^']*'|[\w.-]+|\s)+?)(\s*=)/;

/** One line of TOML in pieces, for the eye alone: a string over several lines is not followed. */
export function tomlPieces(line: string): readonly TomlPiece[] {
  if (/^\s*\[/.test(line)) return cut(line, /^(?<table>\s*\[+[^\]#]*\]+)|(?<comment>#.*)/g);
  const key = KEY.exec(line);
  if (key === null) return cut(line, PIECE);
  const [, before = "", name = "", equals = ""] = key;
  const rest = line.slice(before.length + name.length + equals.length);
  return [{ text: before }, { text: name, look: "key" }, { text: equals }, ...cut(rest, PIECE)];
}

function cut(text: string, pattern: RegExp): readonly TomlPiece[] {
  const pieces: TomlPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    const { comment, string, table } = match.groups ?? {};
    const look =
      comment !== undefined ? "comment" : string !== undefined ? "string" : table !== undefined ? "table" : "value";
    pieces.push({ text: match[0], look });
    from = match.index + match[0].length;
  }
  return from < text.length ? [...pieces, { text: text.slice(from) }] : pieces;
}
