/** What somebody looks for: words that must all occur, and phrases whose words must follow one another in one text. */
export interface Wanted {
  readonly words: readonly string[];
  readonly phrases: readonly (readonly string[])[];
}

/** Words in `"quotes"` are a phrase; an opened quote that is not closed reaches to the end. */
export function wantedOf(text: string): Wanted {
  const words = new Set<string>();
  const phrases: string[][] = [];
  for (const [n, part] of text.split(/["“”]/u).entries()) {
    const found = wordsOf(part);
    for (const word of found) words.add(word);
    if (n % 2 === 1 && found.length > 1) phrases.push(found);
  }
  return { words: [...words], phrases };
}

const ASCII_WORDS = /[a-z0-9]+/g;
const WORDS = /[\p{L}\p{N}\p{M}]+/gu;
/** Accents of Latin, Greek and Cyrillic letters, once parted from them. Marks of other scripts are part of what is read. */
const ACCENTS = /[\u0300-\u036f]/g;
// oxlint-disable-next-line no-control-regex -- all of ASCII is meant
const ONLY_ASCII = /^[\u0000-\u007f]*$/;

/** Runs of letters and digits in any script, in order, without regard to case, accents and width. */
export function wordsOf(text: string): string[] {
  // Most texts are plain; the way round through Unicode costs five times as much.
  if (ONLY_ASCII.test(text)) return text.toLowerCase().match(ASCII_WORDS) ?? [];
  const folded = text.normalize("NFKD").replaceAll(ACCENTS, "").normalize("NFC").toLocaleLowerCase("en");
  return folded.match(WORDS) ?? [];
}

/** Whether the words of the phrase follow one another somewhere in the text. */
export function hasPhrase(text: string, phrase: readonly string[]): boolean {
  return ` ${wordsOf(text).join(" ")} `.includes(` ${phrase.join(" ")} `);
}
