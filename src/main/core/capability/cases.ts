import type { Session } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";

/** One agent's dealings with one item: what a record is counted from. */
export interface Case {
  readonly agent: IdentityPath;
  readonly item: string;
  readonly project: string | undefined;
  /** Of the last session: that is who ended it. */
  readonly runtime: string;
  readonly how: "landed" | "closed" | "failed" | "left-undone" | "under-way";
  readonly startedAt: number;
  /** When it landed, was closed, or was last worked on; undefined while it is under way. */
  readonly endedAt: number | undefined;
  readonly sessions: readonly Session[];
  readonly submissions: readonly Submission[];
}

export interface CaseFacts {
  readonly sessions: Iterable<Session>;
  readonly submissions: Iterable<Submission>;
  item(id: string): Pick<WorkItem, "closedAt" | "outcome"> | undefined;
  /** On whose hook it is. */
  holderOf(item: string): IdentityPath | undefined;
}

interface Draft {
  readonly sessions: Session[];
  readonly submissions: Submission[];
}

/** Every case that sessions and submissions tell of. Pure; one pass over each. */
export function casesOf(facts: CaseFacts): readonly Case[] {
  const drafts = new Map<string, Draft>();
  const lastOn = new Map<string, Session>();
  for (const session of facts.sessions) {
    if (session.item === undefined) continue;
    draftOf(drafts, session.agent, session.item).sessions.push(session);
    const last = lastOn.get(session.item);
    if (last === undefined || last.startedAt <= session.startedAt) lastOn.set(session.item, session);
  }
  for (const submission of facts.submissions) {
    // Without a session it was handed in by hand, and tells nothing of an agent.
    drafts.get(keyOf(submission.agent, submission.item))?.submissions.push(submission);
  }
  return [...drafts.values()].flatMap((draft) => caseOf(draft, lastOn, facts));
}

function caseOf({ sessions, submissions }: Draft, lastOn: ReadonlyMap<string, Session>, facts: CaseFacts): Case[] {
  const first = sessions.reduce<Session | undefined>((a, b) => (a && a.startedAt <= b.startedAt ? a : b), undefined);
  const last = sessions.reduce<Session | undefined>((a, b) => (a && a.startedAt > b.startedAt ? a : b), undefined);
  if (first === undefined || last?.item === undefined) return [];
  const { agent, item: id } = last;
  const item = facts.item(id);
  const landed = submissions.find((one) => one.state === "landed");
  const isLast = lastOn.get(id)?.agent === agent;
  const isHeld = facts.holderOf(id) === agent || submissions.some(isUnderWay);
  const closedAt = isLast ? item?.closedAt : undefined;
  const how =
    item?.outcome === "failed" && closedAt !== undefined
      ? "failed"
      : landed !== undefined
        ? "landed"
        : closedAt !== undefined
          ? "closed"
          : isHeld
            ? "under-way"
            : "left-undone";
  const endedAt = how === "under-way" ? undefined : (landed?.updatedAt ?? closedAt ?? last.endedAt ?? last.startedAt);
  const { project, runtime } = last;
  return [{ agent, item: id, project, runtime, how, startedAt: first.startedAt, endedAt, sessions, submissions }];
}

function isUnderWay({ state }: Submission): boolean {
  return !["landed", "sent-back", "discarded", "superseded"].includes(state);
}

function draftOf(drafts: Map<string, Draft>, agent: IdentityPath, item: string): Draft {
  const key = keyOf(agent, item);
  let draft = drafts.get(key);
  if (draft === undefined) drafts.set(key, (draft = { sessions: [], submissions: [] }));
  return draft;
}

/** Neither has a space in it. */
function keyOf(agent: IdentityPath, item: string): string {
  return `${agent} ${item}`;
}
