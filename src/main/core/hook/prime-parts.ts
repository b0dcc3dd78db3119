import { MEMORY_KINDS, type MemoryEntry, type MemoryKind } from "../../../shared/model/memory.ts";
import { plainLine, plainText } from "../base/plain-text.ts";
import type { UnreadMail, WorkCommit } from "./ports.ts";

/** Parts of a priming that grow with time, each held to a length, with the way to the rest. */

const MEMORY_CHARS = 1_500;
const MAILS = 5;
const SUBJECT_CHARS = 80;

const HEADINGS: Readonly<Record<MemoryKind, string>> = {
  blocker: "In the way",
  decision: "Decided",
  concept: "How things work",
  file: "Where things are",
};

/** The newest entries of each kind, as many as there is room for; what is in the way first. */
export function memoryLines(entries: readonly MemoryEntry[]): readonly string[] {
  const kinds = MEMORY_KINDS.toReversed();
  const chosen = new Set<MemoryEntry>();
  let room = MEMORY_CHARS;
  // By turns, so that many files do not crowd out one decision.
  const waiting = kinds.map((kind) => entries.filter((entry) => entry.kind === kind).toReversed());
  for (let round = 0; waiting.some((one) => round < one.length); round += 1) {
    for (const entry of waiting.flatMap((one) => one[round] ?? [])) {
      const length = plainLine(entry.text).length + 3;
      if (length > room) continue;
      room -= length;
      chosen.add(entry);
    }
  }
  const lines = kinds.flatMap((kind) => {
    const own = entries.filter((entry) => entry.kind === kind && chosen.has(entry));
    return own.length === 0 ? [] : [`${HEADINGS[kind]}:`, ...own.map((entry) => `- ${plainLine(entry.text)}`)];
  });
  const left = entries.length - chosen.size;
  return left === 0 ? lines : [...lines, `(${left} more: \`drover memory\`)`];
}

export function mailLines(mail: readonly UnreadMail[]): readonly string[] {
  const lines = mail.slice(0, MAILS).map(({ id, from, subject }) => {
    return `- from ${from}: ${plainLine(subject, SUBJECT_CHARS)} (\`drover mail read ${id}\`)`;
  });
  return mail.length > MAILS ? [...lines, `(${mail.length - MAILS} more: \`drover mail inbox --unread\`)`] : lines;
}

export function commitLines(commits: readonly WorkCommit[], most: number): readonly string[] {
  const lines = commits
    .slice(0, most)
    .map(({ id, subject }) => `- ${id.slice(0, 10)} ${plainLine(subject, SUBJECT_CHARS)}`);
  return commits.length > most ? [...lines, "(more: `git log`)"] : lines;
}

/** Somebody's words, as data. */
export function quoteWithin(
  text: string,
  { chars, rest }: { readonly chars: number; readonly rest: string },
): readonly string[] {
  const whole = text.trim();
  const lines = plainText(whole, chars)
    .split("\n")
    .map((line) => `> ${line}`);
  return whole.length > chars ? [...lines, `(Cut here: ${rest}.)`] : lines;
}
