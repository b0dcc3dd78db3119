import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { ReviewComment } from "../../../shared/model/review.ts";

/** Characters of a review that are told at once; an agent reads it with its first turn. */
const MAX_CHARS = 40_000;
/** Lines quoted above a comment. */
const QUOTED_LINES = 12;
const QUOTED_CHARS = 240;

export interface ReviewToTell {
  readonly by: IdentityPath;
  readonly verdict: "approved" | "sent-back" | "commented";
  readonly tip: string;
  readonly note: string;
  readonly comments: readonly ReviewComment[];
  /** Where the rest is, should it be cut. */
  readonly rest: string;
}

/** A review as its author reads it: what is asked for, then each remark with its file, lines and what they say. The first line stands alone. */
export function reviewText({ by, verdict, tip, note, comments, rest }: ReviewToTell): string {
  const count = comments.length === 1 ? "1 comment" : `${comments.length} comments`;
  const head =
    verdict === "sent-back"
      ? `Changes were asked for by ${by}, who reviewed ${tip.slice(0, 10)}: ${count}.`
      : `${by} reviewed ${tip.slice(0, 10)}: ${count}.`;
  const parts = [head];
  if (note.trim() !== "") parts.push(note.trim());
  const ordered = comments.toSorted((a, b) => byPlace(a, b));
  for (const [at, comment] of ordered.entries()) parts.push(`${at + 1}. ${remark(comment)}`);
  const text = parts.join("\n\n");
  return text.length <= MAX_CHARS ? text : `${text.slice(0, MAX_CHARS)}\n\n(Cut here. The rest: ${rest})`;
}

function remark({ place, path, text }: ReviewComment): string {
  if (place === undefined) return `${path ?? "On the whole"}\n${text.trim()}`;
  const { from, to, quote, side } = place;
  const lines = from === to ? `${from}` : `${from}-${to}`;
  const where = `${place.path}:${lines}${side === "before" ? " (as it was before your change)" : ""}`;
  const quoted = quote.slice(0, QUOTED_LINES).map((line) => `   | ${line.slice(0, QUOTED_CHARS)}`);
  if (to - from + 1 > QUOTED_LINES) quoted.push("   | …");
  return [where, ...quoted, text.trim()].join("\n");
}

/** On the whole first, then by file and line. */
function byPlace(a: ReviewComment, b: ReviewComment): number {
  const fileOf = (one: ReviewComment) => one.place?.path ?? one.path ?? "";
  const order = fileOf(a).localeCompare(fileOf(b));
  return order === 0 ? (a.place?.from ?? 0) - (b.place?.from ?? 0) : order;
}
