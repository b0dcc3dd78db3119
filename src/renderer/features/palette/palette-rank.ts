/**
 * How well a word that was typed fits an entry, best first. From `inTitle` on it is a weak fit: letters inside of a word, or
 * scattered ones, that somebody who knows the entry would not have typed.
 */
const FIT = {
  titleWord: 1,
  titleBeginning: 2,
  otherWord: 3,
  otherBeginning: 4,
  inTitle: 5,
  inOthers: 6,
  scatteredInTitle: 7,
  scatteredInOthers: 8,
} as const;
/** Everything that matters of the title was typed. */
const WHOLE_TITLE = 0;

/** Letters with at most one other between two of them are scattered; of fewer letters than that, too much is. */
const SCATTERED_LETTERS = 3;

/** Words that tell nothing apart: they need not be typed, nor be found. */
const FILLERS = new Set(["a", "an", "at", "go", "in", "my", "of", "or", "the", "to", "your"]);

/** What is typed, made ready once for all entries. */
export interface WantedWord {
  readonly text: string;
  readonly scattered: RegExp | undefined;
}

/** The texts of an entry, folded. */
export interface RankedTexts {
  readonly title: string;
  readonly others: string;
}

export interface Rank {
  /** Of the word that fits worst. */
  readonly fit: number;
  readonly isWeak: boolean;
  /** Among equal fits: words of the title that were not typed, or, where the title says nothing of it, how far back the word stands. */
  readonly rest: number;
}

/** Lower case, without accents. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  return isPlain(lower) ? lower : lower.normalize("NFD").replaceAll(/\p{M}+/gu, "");
}

function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

/** The words of what was typed; fillers only where there is nothing else. */
export function wantedWords(typed: string): readonly WantedWord[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  const telling = words.filter((word) => !FILLERS.has(word));
  return (telling.length === 0 ? words : telling).map((text) => ({ text, scattered: scattered(text) }));
}

function scattered(word: string): RegExp | undefined {
  const letters = Array.from(word);
  if (letters.length < SCATTERED_LETTERS) return undefined;
  return new RegExp(letters.map((letter) => RegExp.escape(letter)).join(".?"), "u");
}

/** Undefined where one of the words does not fit at all. */
export function rankOf({ title, others }: RankedTexts, words: readonly WantedWord[]): Rank | undefined {
  let worst = 0;
  let back = 0;
  for (const word of words) {
    const fit = fitOf(title, others, word);
    if (fit === undefined) return undefined;
    if (fit > worst) worst = fit;
    if (fit === FIT.otherWord || fit === FIT.otherBeginning) back += wordsBefore(others, word.text);
  }
  const unsaid = unsaidWords(title, words);
  const isWhole = worst === FIT.titleWord && unsaid === 0;
  const isTitle = worst <= FIT.titleBeginning;
  return {
    fit: isWhole ? WHOLE_TITLE : worst,
    isWeak: worst >= FIT.inTitle,
    rest: isTitle ? unsaid : back * MANY + unsaid,
  };
}

/** As if the title had one word more, which was not typed. */
export function withOneMore({ fit, isWeak, rest }: Rank): Rank {
  return { fit: Math.max(fit, FIT.titleWord), isWeak, rest: rest + 1 };
}

/** More words than a title has. */
const MANY = 1_000;

function fitOf(title: string, others: string, { text, scattered: letters }: WantedWord): number | undefined {
  const inTitle = standing(title, text);
  if (inTitle === "word") return FIT.titleWord;
  if (inTitle === "beginning") return FIT.titleBeginning;
  const inOthers = standing(others, text);
  if (inOthers === "word") return FIT.otherWord;
  if (inOthers === "beginning") return FIT.otherBeginning;
  if (inTitle === "inside") return FIT.inTitle;
  if (inOthers === "inside") return FIT.inOthers;
  if (letters?.test(title) === true) return FIT.scatteredInTitle;
  return letters?.test(others) === true ? FIT.scatteredInOthers : undefined;
}

/** How a word stands in a text at its best place there. */
function standing(text: string, word: string): "word" | "beginning" | "inside" | undefined {
  let best: "beginning" | "inside" | undefined;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (isOfWord(text, at - 1)) best ??= "inside";
    else if (isOfWord(text, at + word.length)) best = "beginning";
    else return "word";
  }
  return best;
}

const OF_WORD = /[\p{L}\p{N}'’-]/u;

/** A hyphen is: whoever types "mail" does not mean "E-mail". */
function isOfWord(text: string, at: number): boolean {
  const character = text[at];
  return character !== undefined && OF_WORD.test(character);
}

function wordsBefore(text: string, word: string): number {
  let count = 0;
  for (const one of text.split(" ")) {
    if (one.startsWith(word)) break;
    count++;
  }
  return count;
}

function unsaidWords(title: string, words: readonly WantedWord[]): number {
  return (title.match(/[\p{L}\p{N}'’-]+/gu) ?? []).filter(
    (word) => !FILLERS.has(word) && !words.some(({ text }) => text === word),
  ).length;
}
