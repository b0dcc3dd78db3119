import { wordsOf } from "./search-words.ts";

/** The texts of one document, by how much a word in them tells. */
export interface SearchedTexts {
  readonly title: string;
  readonly labels: string;
  readonly body: readonly string[];
}

/**
 * An inverted index: for each word the documents it stands in, and with what weight. Changing a document gives it a new
 * number and leaves the old postings where they are; `isWorn` tells when they have become so many that the index is better
 * made anew.
 */
export interface SearchIndex {
  /** Also for a document that is there already. */
  put(id: string, texts: SearchedTexts): void;
  remove(id: string): void;
  has(id: string): boolean;
  /** Documents in which all words occur, as words or as parts of words, with their scores. */
  find(words: readonly string[]): readonly { readonly id: string; readonly score: number }[];
  readonly isWorn: boolean;
}

/** A word in the title tells more than the same in labels, and that more than the same in the rest however often. */
const WEIGHT = { title: 24, label: 8, body: 1 };
/** As often as it counts in the body. */
const MOST_IN_BODY = 3;
/** The beginning of a word counts this much, another part of it that much. */
const FACTOR = { whole: 1, beginning: 0.6, part: 0.3 };
/** BM25: how soon more of the same stops to count, and how much the length of a text takes away. */
const K = 2;
const B = 0.15;
/** A posting is `number of the document × 256 + weight`. */
const WEIGHTS = 256;
/** Below that, making the index anew would cost more than it brings. */
const MIN_WORN = 2_000;

interface Postings {
  data: Uint32Array;
  count: number;
}

interface Match {
  readonly word: number;
  readonly factor: number;
}

export function createSearchIndex(): SearchIndex {
  const numbers = new Map<string, number>();
  /** By the number of a document; undefined once it was changed or removed. */
  const ids: (string | undefined)[] = [];
  const lengths: number[] = [];
  const dictionary = new Map<string, number>();
  /** By the number of a word. Most words stand in one document only, which is then kept without an array. */
  const postings: (number | Postings)[] = [];
  /** Weights of the words of the document that is put just now, by the number of the word. */
  const weights: number[] = [];
  let totalLength = 0;

  function numberOf(word: string): number {
    const known = dictionary.get(word);
    if (known !== undefined) return known;
    const made = dictionary.size;
    dictionary.set(word, made);
    weights[made] = 0;
    return made;
  }

  function post(word: number, posting: number): void {
    const before = postings[word];
    if (before === undefined) postings[word] = posting;
    else if (typeof before === "number") postings[word] = { data: Uint32Array.of(before, posting), count: 2 };
    else {
      if (before.count === before.data.length) {
        const grown = new Uint32Array(Math.ceil(before.count * 1.5));
        grown.set(before.data);
        before.data = grown;
      }
      before.data[before.count] = posting;
      before.count += 1;
    }
  }

  function weigh(text: string, weight: number, most: number, seen: number[]): number {
    const words = wordsOf(text);
    for (const word of words) {
      const number = numberOf(word);
      const before = weights[number] ?? 0;
      if (before === 0) seen.push(number);
      if (before < most) weights[number] = before + weight;
    }
    return words.length;
  }

  function remove(id: string): void {
    const number = numbers.get(id);
    if (number === undefined) return;
    numbers.delete(id);
    ids[number] = undefined;
    totalLength -= lengths[number] ?? 0;
  }

  function put(id: string, texts: SearchedTexts): void {
    remove(id);
    const seen: number[] = [];
    let length = 0;
    // From what tells least to what tells most, so that the caps hold.
    for (const text of texts.body) length += weigh(text, WEIGHT.body, MOST_IN_BODY, seen);
    weigh(texts.labels, WEIGHT.label, WEIGHT.label, seen);
    weigh(id, WEIGHT.title, WEIGHT.title, seen);
    length += weigh(texts.title, WEIGHT.title, WEIGHT.title, seen);
    const number = ids.length;
    for (const word of seen) {
      post(word, number * WEIGHTS + Math.min(weights[word] ?? 0, WEIGHTS - 1));
      weights[word] = 0;
    }
    numbers.set(id, number);
    ids.push(id);
    lengths.push(length);
    totalLength += length;
  }

  function matchesOf(wanted: string): Match[] {
    const matches: Match[] = [];
    for (const [word, number] of dictionary) {
      const at = word.indexOf(wanted);
      if (at < 0) continue;
      const factor = word.length === wanted.length ? FACTOR.whole : at === 0 ? FACTOR.beginning : FACTOR.part;
      matches.push({ word: number, factor });
    }
    return matches;
  }

  function find(words: readonly string[]): readonly { readonly id: string; readonly score: number }[] {
    const scores = new Float64Array(ids.length);
    const best = new Float64Array(ids.length);
    const average = Math.max(1, totalLength / Math.max(1, numbers.size));
    let candidates: number[] | undefined;
    for (const [n, wanted] of words.entries()) {
      const found: number[] = [];
      const look = (posting: number, factor: number) => {
        const document = Math.floor(posting / WEIGHTS);
        // It was changed since, or one of the words before does not stand in it.
        if (ids[document] === undefined || (n > 0 && scores[document] === 0)) return;
        const weight = posting % WEIGHTS;
        const length = 1 - B + (B * (lengths[document] ?? 0)) / average;
        const score = (factor * weight * (K + 1)) / (weight + K * length);
        const before = best[document] ?? 0;
        if (before === 0) found.push(document);
        if (score > before) best[document] = score;
      };
      for (const { word, factor } of matchesOf(wanted)) {
        const posted = postings[word];
        if (typeof posted === "number") look(posted, factor);
        else if (posted !== undefined) for (let k = 0; k < posted.count; k += 1) look(posted.data[k] ?? 0, factor);
      }
      const rarity = Math.log(1 + (numbers.size - found.length + 0.5) / (found.length + 0.5));
      const together = new Set(found);
      for (const document of candidates ?? []) if (!together.has(document)) scores[document] = 0;
      for (const document of found) {
        scores[document] = (scores[document] ?? 0) + rarity * (best[document] ?? 0);
        best[document] = 0;
      }
      candidates = found;
    }
    return (candidates ?? []).map((document) => ({ id: ids[document] ?? "", score: scores[document] ?? 0 }));
  }

  return {
    put,
    remove,
    has: (id) => numbers.has(id),
    find,
    get isWorn() {
      return ids.length > MIN_WORN && ids.length > 2 * numbers.size;
    },
  };
}
