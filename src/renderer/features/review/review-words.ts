import type { PlacedComment, ReviewSubject } from "../../../shared/contract/review.ts";
import type { ReviewVerdict } from "../../../shared/model/review.ts";
import { submissionLabel } from "../../lib/stage.ts";
import type { Tone } from "../../lib/stage.ts";

export function counted(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}

/** Where what is looked at stands, in a word or two. */
export function standOf({ submission, isRequired, branch }: ReviewSubject): {
  readonly text: string;
  readonly tone: Tone;
} {
  if (submission === undefined) return { text: branch === undefined ? "Work" : "At work", tone: "working" };
  const { review, tip, state } = submission;
  const isOfTip = review?.tip === tip;
  if (state === "landed") return { text: "Landed", tone: "landed" };
  if (state === "sent-back" && isOfTip && review.verdict === "sent-back") {
    return { text: "Changes asked", tone: "trouble" };
  }
  if (isOfTip && review.verdict === "approved") return { text: "Approved", tone: "landed" };
  if (isRequired && state === "queued") return { text: "Waits for review", tone: "attention" };
  return { text: submissionLabel[state], tone: "review" };
}

export const VERDICT_WORDS: Readonly<Record<ReviewVerdict["verdict"], string>> = {
  approved: "approved",
  "sent-back": "asked for changes to",
  commented: "commented on",
};

/** Where a comment is, for people. */
export function placeText({ place, path, now, isOutdated }: PlacedComment): string {
  if (place === undefined) return path ?? "The whole";
  const { from, to } = isOutdated ? place : (now ?? place);
  const file = now?.path ?? place.path;
  return `${file}:${from === to ? from : `${from}–${to}`}`;
}
