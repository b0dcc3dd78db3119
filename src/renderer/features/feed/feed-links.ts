import type { FeedEvent } from "../../../shared/contract/workspace.ts";
import type { AgentView } from "../../../shared/model/agent.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";

/** What the page knows of the records that events are about. */
export interface FeedItems {
  /** Titles by item. */
  readonly titles: ReadonlyMap<string, string>;
  readonly bySubmission: ReadonlyMap<string, Pick<Submission, "item" | "agent">>;
  /** Agents by their present or last session. */
  readonly bySession: ReadonlyMap<string, string>;
}

export function feedItems(known: {
  readonly items: readonly Pick<ItemView, "id" | "title">[];
  readonly submissions: readonly Submission[];
  readonly agents: readonly Pick<AgentView, "path" | "session">[];
}): FeedItems {
  return {
    titles: new Map(known.items.map(({ id, title }) => [id, title])),
    bySubmission: new Map(known.submissions.map((submission) => [submission.id, submission])),
    bySession: new Map(
      known.agents.flatMap(({ path, session }) => (session === undefined ? [] : [[session.id, path]])),
    ),
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
export function subjectsOf(event: FeedEvent, { titles, bySubmission, bySession }: FeedItems): FeedSubjects {
  const { kind, subject, text } = event;
  switch (kind) {
    case "item":
    case "assignment":
      return { item: subject };
    case "submission":
      return bySubmission.get(subject) ?? {};
    case "attention": {
      const about = subject.slice(subject.indexOf(":") + 1);
      if (subject.startsWith("agent:")) return { agent: about };
      return subject.startsWith("convoy:") ? { convoy: about } : (bySubmission.get(about) ?? {});
    }
    case "hook":
      return { agent: subject, item: text.split(" ").find((word) => titles.has(word)) };
    case "session":
      return { agent: bySession.get(subject) };
    case "agent":
      return { agent: subject };
    case "convoy":
      return { convoy: subject };
    default:
      return {};
  }
}
