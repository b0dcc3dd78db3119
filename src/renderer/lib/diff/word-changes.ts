/** Characters from `from` up to `to`, without it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Longer lines are data; comparing them costs more than it tells. */
const MAX_CHARS = 2_000;
/** Words compared with one another at most: a table of 300 × 300. */
const MAX_WORDS = 300;
/** Lines that have less in common than that were rewritten: marking all of their words would mark nothing. */
const MIN_COMMON = 0.3;

/** What of `text` is not in `other`, word by word. Empty when they are the same, or have too little in common. */
export function wordChanges(text: string, other: string): readonly Span[] {
  if (text === other || text.length > MAX_CHARS || other.length > MAX_CHARS) return [];
  const own = words(text);
  const theirs = words(other);
  let start = 0;
  while (start < own.length && start < theirs.length && own[start] === theirs[start]) start++;
  let end = 0;
  while (
    end < own.length - start &&
    end < theirs.length - start &&
    own[own.length - 1 - end] === theirs[theirs.length - 1 - end]
  ) {
    end++;
  }
  const middle = own.slice(start, own.length - end);
  const against = theirs.slice(start, theirs.length - end);
  if (middle.length > MAX_WORDS || against.length > MAX_WORDS) return [];
  const isCommon = commonWords(middle, against);
  const spans: { from: number; to: number }[] = [];
  let at = 0;
  let common = 0;
  for (const [index, word] of own.entries()) {
    const inMiddle = index >= start && index < own.length - end;
    const isChanged = inMiddle && isCommon[index - start] !== true;
    const last = spans.at(-1);
    if (!isChanged) common += word.trim().length;
    else if (last?.to === at) last.to += word.length;
    else spans.push({ from: at, to: at + word.length });
    at += word.length;
  }
  const longest = Math.max(text.replaceAll(/\s/g, "").length, other.replaceAll(/\s/g, "").length);
  return common < longest * MIN_COMMON ? [] : spans;
}

function words(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];
}

/** Which of the first are in a longest row that both have in common. */
function commonWords(one: readonly string[], two: readonly string[]): readonly boolean[] {
  const width = two.length + 1;
  const table = new Uint16Array((one.length + 1) * width);
  const at = (i: number, j: number) => table[i * width + j] ?? 0;
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = two.length - 1; j >= 0; j--) {
      table[i * width + j] = one[i] === two[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const isCommon = one.map(() => false);
  for (let i = 0, j = 0; i < one.length && j < two.length;) {
    if (one[i] === two[j]) {
      isCommon[i] = true;
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return isCommon;
}
