import type { LedgerEvent } from "../../../shared/model/event.ts";
import { describeConflictEvent } from "./conflicts/events.ts";
import type { SubmissionEvent } from "./decide.ts";

/** A submission's event in words, for the feed and an item's trail. */
export function describeSubmissionEvent(raw: LedgerEvent): string {
  const event = raw as SubmissionEvent;
  switch (event.type) {
    case "submissionQueued":
      return `submitted ${short(event.data.tip)} for ${event.data.item}`;
    case "submissionPreparing":
      return `is rebasing it on ${short(event.data.onto)}`;
    case "submissionPrepared":
      return `rebased it as ${short(event.data.commit)}`;
    case "gateFinished": {
      const { name, exitCode, timedOut, ms } = event.data.result;
      return `gate “${name}” ${exitCode === 0 ? "green" : timedOut ? "timed out" : "red"} after ${(ms / 1000).toFixed(1)} s`;
    }
    case "submissionLanding":
      return `is landing ${short(event.data.commit)}`;
    case "submissionLanded":
      return `landed ${short(event.data.commit)}`;
    case "submissionSentBack":
      return `sent it back: ${firstLine(event.data.reason)}`;
    case "submissionWaiting":
      return `cannot land it yet: ${firstLine(event.data.reason)}`;
    case "submissionReviewed":
      return event.data.verdict === "approved"
        ? `approved ${short(event.data.tip)}`
        : `asked for changes to ${short(event.data.tip)}`;
    case "submissionPublished":
      return `published it as ${event.data.pullRequest.url}`;
    case "submissionChecked":
      return `saw its checks ${event.data.checks}`;
    case "submissionHeld":
      return event.data.reason === undefined ? "holds it back" : `holds it back: ${firstLine(event.data.reason)}`;
    case "submissionReleased":
      return "lets it go on";
    case "submissionPlaced":
      return event.data.place === undefined ? "put it back where rules put it" : `put it at place ${event.data.place}`;
    case "submissionConflicted":
    case "submissionResolved":
    case "submissionDiscarded":
      return describeConflictEvent(event);
    case "submissionRequeued":
      return "put it in line again";
    case "submissionSuperseded":
      return "was superseded by a newer submission";
  }
}

function short(commit: string): string {
  return commit.slice(0, 8);
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
