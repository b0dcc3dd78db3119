import type { InputOf } from "../../shared/contract/contract.ts";
import type { ReviewVerdict } from "../../shared/model/review.ts";

/** What commands ask of the review that has the focus. */
export type ReviewDeed =
  | "next-file"
  | "previous-file"
  | "next-change"
  | "previous-change"
  | "comment"
  | "toggle-mode"
  | "toggle-whitespace"
  | "toggle-viewed"
  | "open-all"
  | "approve"
  | "send-back";

/** The review the user was in last, as long as it is open. */
export interface ReviewDesk {
  readonly title: string;
  run(deed: ReviewDeed): void;
}

/** What can be said of work. */
export type VerdictKind = ReviewVerdict["verdict"];

/** What a dialog asks a verdict on. */
export interface VerdictAsked {
  readonly verdict: VerdictKind;
  readonly of: InputOf<"review.files">["of"];
  readonly project: string | undefined;
  /** What was looked at; one that was replaced meanwhile is refused. */
  readonly tip: string;
  readonly item: string;
  readonly agent: string;
  readonly submission: string | undefined;
  readonly drafts: number;
}
