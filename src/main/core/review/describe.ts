import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { ReviewEvent } from "./decide.ts";

/** A review's event in words, for the feed. */
export function describeReviewEvent(raw: LedgerEvent): string {
  const event = raw as ReviewEvent;
  switch (event.type) {
    case "reviewCommented":
      return `remarked on ${where(event.data.comment)} of ${event.data.item}`;
    case "reviewCommentEdited":
      return "changed a remark";
    case "reviewCommentRemoved":
      return "took a remark back";
    case "reviewGiven": {
      const { item, verdict } = event.data;
      const count = verdict.comments.length === 1 ? "1 comment" : `${verdict.comments.length} comments`;
      if (verdict.verdict === "approved") return `approved the work on ${item}`;
      return verdict.verdict === "sent-back"
        ? `asked for changes to ${item}, with ${count}`
        : `told ${count} on ${item}`;
    }
  }
}

function where({
  place,
  path,
}: {
  readonly place?: { path: string; from: number } | undefined;
  readonly path?: string | undefined;
}): string {
  return place === undefined ? (path ?? "the whole") : `${place.path}:${place.from}`;
}
