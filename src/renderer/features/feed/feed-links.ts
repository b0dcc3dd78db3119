import type { FeedEvent } from "../../../shared/contract/workspace.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";

/** What the page knows of the records that events are about. */
export interface FeedItems {
  /** Titles by item. */
  readonly titles: ReadonlyMap<string, string>;
  readonly bySubmission: ReadonlyMap<string, Pick<Submission, "item" | "agent">>;
}

export function feedItems(
  items: readonly Pick<ItemView, "id" | "title">[],
  submissions: readonly Submission[],
): FeedItems {
  return {
    titles: new Map(items.map(({ id, title }) => [id, title])),
    bySubmission: new Map(submissions.map((submission) => [submission.id, submission])),
  };
}

export interface FeedSubjects {
  readonly item?: string | undefined;
  readonly agent?: string | undefined;
  readonly convoy?: string | undefined;
}

/**
 * Whom and what an event is about, as far as the page can tell. Assignments are kept under their item and hooks under
 * their agent; a hook's event names its item in its words.
 */
export function subjectsOf(event: FeedEvent, { titles, bySubmission }: FeedItems): FeedSubjects {
  const { kind, subject, text } = event;
  switch (kind) {
    case "item":
    case "assignment":
      return { item: subject };
    case "submission":
      return bySubmission.get(subject) ?? {};
    case "hook":
      return { agent: subject, item: text.split(" ").find((word) => titles.has(word)) };
    case "agent":
      return { agent: subject };
    case "convoy":
      return { convoy: subject };
    default:
      return {};
  }
}
