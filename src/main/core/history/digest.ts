import type { WorkItem } from "../../../shared/model/work-item.ts";

/** Makes few words of many; by rules, by an agent, as one plugs in. */
export interface Summariser {
  /** Kept with what it made, so that one can tell later. */
  readonly name: string;
  /**
   * What stays to be said of a closed item. Title, type, labels, links, closing reason and landed commit are kept in fields of
   * their own. Undefined where it has nothing to say. Anything longer than the texts it stands for is not used.
   */
  summarise(item: WorkItem, signal: AbortSignal): Promise<string | undefined>;
}

/** Long enough for a sentence that says what a thing was about. */
const SENTENCE_CHARS = 200;

/** The first sentences: what it was about, what told that it was done, and how it ended. */
export const ruleSummariser: Summariser = {
  name: "rules",
  async summarise(item) {
    return digestByRules(item);
  },
};

export function digestByRules(item: WorkItem): string {
  const ended = item.landedCommit === undefined ? undefined : `Landed as ${item.landedCommit.slice(0, 12)}.`;
  const reason = item.closedReason === undefined ? undefined : firstSentence(item.closedReason);
  const failed = item.outcome === "failed" ? "It failed." : undefined;
  return [firstSentence(item.description), firstSentence(item.acceptance), failed, reason, ended]
    .filter((part) => part !== undefined && part !== "")
    .join(" ");
}

/** In plain text: without code blocks, headings, and the marks of lists and emphasis. */
function firstSentence(text: string): string {
  const plain = text
    .replaceAll(/^(`{3,}|~{3,})[^]*?^\1[^\n]*$/gm, " ")
    .replaceAll(/^#{1,6}\s.*$/gm, " ")
    .replaceAll(/^\s*(?:[-*+]|\d+[.)])\s+/gm, "")
    .replaceAll(/[*_`]+/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  const end = /[.!?](?=\s|$)/.exec(plain);
  const sentence = end === null ? plain : plain.slice(0, end.index + 1);
  if (sentence.length <= SENTENCE_CHARS) return sentence;
  const cut = sentence.slice(0, SENTENCE_CHARS);
  // Not in the middle of a character of two units, nor of a word where there are words.
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 0)) || cut.replace(/[\uD800-\uDBFF]$/, "")}…`;
}
