/** Something in a line that may lead somewhere. Whether a word names anything, the core knows. */
export interface LinkCandidate {
  /** Where in the text it stands, in UTF-16 units. */
  readonly at: number;
  readonly length: number;
  readonly target:
    | { readonly kind: "url"; readonly url: string }
    | { readonly kind: "word"; readonly word: string; readonly line?: number; readonly column?: number };
}

const URL = /\bhttps?:\/\/[^\s"'<>`\u2500-\u257f]+/g;
/** Words end at blanks, quotes, brackets, and what draws boxes. */
const WORD = /[^\s"'`<>()[\]{}|,;=\u2500-\u259f\u2022\u23fa\u276f]+/g;
/** `a.ts:3:5`, `a.ts:3`, `a.ts:3-9`, `a.ts#L3`. */
const PLACE = /^(.+?)(?::(\d+)(?::(\d+)|-\d+)?|#L(\d+)(?:-L?\d+)?)$/;
/** After the word: TypeScript's `a.ts(3,5)` and Python's `"a.py", line 3`. */
const PLACE_AFTER = /^(?:\((\d+)(?:,\s*(\d+))?\)|["']?,? (?:on )?line (\d+))/;
const PATH = /^(?=.*[\w])(?:[\w@~.+#$%-]*\/)*[\w@~.+#$%-]+$/;
const COMMIT = /^(?=.*\d)[0-9a-f]{7,40}$/;
const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/;
const LONGEST = 500;

/** `names` are of agents: words of their own that are links. */
export function linkCandidates(text: string, names: ReadonlySet<string>): readonly LinkCandidate[] {
  const found: LinkCandidate[] = [];
  const urls = [...text.matchAll(URL)].map((match) => ({ at: match.index, url: withoutTail(match[0]) }));
  for (const { at, url } of urls) found.push({ at, length: url.length, target: { kind: "url", url } });
  for (const match of text.matchAll(WORD)) {
    const at = match.index;
    if (urls.some((url) => at < url.at + url.url.length && url.at < at + match[0].length)) continue;
    const word = match[0].replace(/[.:!?…]+$/, "");
    if (word.length < 2 || word.length > LONGEST) continue;
    const candidate = ofWord(word, text.slice(at + match[0].length, at + match[0].length + 24), names);
    if (candidate !== undefined) found.push({ at, length: word.length, target: candidate });
  }
  return found.toSorted((a, b) => a.at - b.at);
}

function ofWord(word: string, after: string, names: ReadonlySet<string>): LinkCandidate["target"] | undefined {
  const placed = PLACE.exec(word);
  const path = placed?.[1] ?? word;
  const isPath =
    PATH.test(path) && (path.includes("/") || /[\w-]\.[A-Za-z0-9]{1,8}$/.test(path) || /^[A-Z]\w+file$/.test(path));
  if (isPath && !/^[\d.]+$/.test(path)) {
    const behind = placed === null ? PLACE_AFTER.exec(after) : null;
    const line = Number(placed?.[2] ?? placed?.[4] ?? behind?.[1] ?? behind?.[3]);
    const column = Number(placed?.[3] ?? behind?.[2]);
    return {
      kind: "word",
      word: path,
      ...(line > 0 ? { line } : {}),
      ...(column > 0 ? { column } : {}),
    };
  }
  if (names.has(word) || COMMIT.test(word) || ID.test(word)) return { kind: "word", word };
  return undefined;
}

/** A sentence's end, and a bracket that was not opened in it, belong to the text around an address. */
function withoutTail(url: string): string {
  let rest = url.replace(/[.,;:!?'*_]+$/, "");
  while (rest.endsWith(")") && rest.split(")").length > rest.split("(").length) rest = rest.slice(0, -1);
  return rest.replace(/[\]}]+$/, "");
}
