import type { Standing, Submission } from "../../../shared/model/submission.ts";
import { whoName } from "../names.ts";
import type { PausedBy } from "./queue-view.ts";

/** Where a submission stands and what it waits for, in a few words; of a long reason its first line. */
export function standingWords(one: Submission, standing?: Standing): string {
  const { held, pullRequest, conflicts } = one;
  const reason = one.reason === undefined ? undefined : partsOfReason(one.reason).first;
  switch (one.state) {
    case "queued":
      if (held !== undefined) {
        return held.reason === undefined
          ? `Held by ${whoName(held.by)}`
          : `Held by ${whoName(held.by)}: ${held.reason}`;
      }
      return obstacleWords(standing);
    case "preparing":
      return "Is put on the newest target";
    case "gating":
      return "Its gates run";
    case "landing":
      return "The target is being moved";
    case "resolving":
      return conflicts.length === 0
        ? "Its conflict is being resolved"
        : `A conflict in ${filesWords(conflicts)} is being resolved`;
    case "published":
      return pullRequest === undefined
        ? "Its pull request is open"
        : `Pull request ${pullRequest.number} · ${CHECKS[pullRequest.checks]}`;
    case "waiting":
      return reason ?? (one.waitsFor === "room" ? "The target may not be moved just now" : "Waits for you");
    case "sent-back":
      return reason ?? "Went back to its author";
    case "landed":
      return one.kind === "revert" ? "Landed, and undid a landing" : "Landed";
    case "discarded":
      return reason ?? "Was taken out of the queue";
    case "superseded":
      return "Was replaced by a newer submission";
  }
}

/** A reason may carry the end of a gate's output behind its first line. */
export function partsOfReason(reason: string): { readonly first: string; readonly rest: string } {
  const end = reason.indexOf("\n");
  return end === -1
    ? { first: reason, rest: "" }
    : { first: reason.slice(0, end).replace(/:$/, ""), rest: reason.slice(end + 1).trim() };
}

export function pausedWords(by: PausedBy): string {
  switch (by) {
    case "frozen":
      return "Everything is paused: nothing lands";
    case "user":
      return "Paused: nothing lands";
    case "role-off":
      return "Nobody coordinates merges here: nothing lands";
  }
}

/** One file by its name, several by their number. */
export function filesWords(files: readonly string[]): string {
  return files.length === 1 ? (files[0] ?? "") : `${files.length} files`;
}

function obstacleWords(standing: Standing | undefined): string {
  switch (standing?.obstacle) {
    case "held":
      return "Held";
    case "review":
      return "Waits for a review";
    case "paused":
      return "Waits: the queue is paused";
    case "role-off":
      return "Waits: nobody coordinates merges";
    case "in-batch":
      return "In a batch";
    case "turn":
    case undefined:
      return standing?.position === 1 ? "Next" : "Waits for its turn";
  }
}

const CHECKS = {
  none: "no checks",
  pending: "checks run",
  green: "checks are green",
  red: "checks are red",
} as const;
