import type { Passage } from "../../../shared/contract/seance.ts";

/** At most so many are shown, each so long: what a person reads, and what fits an agent's context. */
const MOST = 8;
const MOST_CHARS = 1_500;
/** So many candidates are kept while a transcript is read. */
const KEPT = 64;

/** Words so common that finding them says nothing. */
const COMMON = new Set(
  "a an and are as at be but by did do does for from had has have how i if in is it its me my not of on or our so that the their them then there they this to was we were what when where which who why will with you your".split(
    " ",
  ),
);

/** How a priming begins (hook/prime.ts): what Drover told every session, and nothing that this one knew. */
const PRIMING = /^\s*You are \S+, an? .{1,200}, working under Drover\./;

/** Finds the passages of a transcript that speak of what is asked, while it is read; nothing but the best is kept. */
export interface PassageSearch {
  add(turn: Passage): void;
  /** In the order of time. */
  best(): readonly Passage[];
}

interface Scored {
  readonly passage: Passage;
  readonly score: number;
}

export function createPassageSearch(question: string): PassageSearch {
  const words = wordsOf(question);
  let found: Scored[] = [];

  return {
    add(turn) {
      if (PRIMING.test(turn.text)) return;
      const score = scoreOf(turn, words);
      if (score === 0) return;
      found.push({ passage: { ...turn, text: around(turn.text, words) }, score });
      if (found.length >= 2 * KEPT) found = byScore(found).slice(0, KEPT);
    },
    best: () =>
      byScore(found)
        .slice(0, MOST)
        .map(({ passage }) => passage)
        .toSorted((a, b) => a.at - b.at),
  };
}

/** The words that tell, each once, in lower case. */
export function wordsOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_][\p{L}\p{N}_.-]*[\p{L}\p{N}_]|[\p{L}\p{N}]/gu) ?? [];
  return [...new Set(words)].filter((word) => !COMMON.has(word));
}

/** By how many of the words it has; what the agent itself said tells more than what a tool printed. The later of equals wins. */
function scoreOf({ text, who }: Passage, words: readonly string[]): number {
  const lower = text.toLowerCase();
  const hits = words.filter((word) => lower.includes(word)).length;
  return hits * (who === "agent" ? 1.5 : who === "user" ? 1.2 : 1);
}

function byScore(found: readonly Scored[]): Scored[] {
  return found.toSorted((a, b) => b.score - a.score || b.passage.at - a.passage.at);
}

/** A long text's part around the first of the words. */
function around(text: string, words: readonly string[]): string {
  if (text.length <= MOST_CHARS) return text;
  const lower = text.toLowerCase();
  const at = words.map((word) => lower.indexOf(word)).filter((position) => position >= 0);
  const from = Math.max(0, Math.min(...at) - MOST_CHARS / 3);
  const to = Math.min(text.length, from + MOST_CHARS);
  return `${from > 0 ? "… " : ""}${text.slice(from, to)}${to < text.length ? " …" : ""}`;
}
