import { TYPES_WITHOUT_WORK } from "../../../shared/model/item-words.ts";
import type { Standing, Submission } from "../../../shared/model/submission.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { PRIORITIES } from "../item-choices.ts";
import { countOf, lastPart, whoName } from "../names.ts";
import { type ColumnId, columnLabel, columnOf } from "./columns.ts";

/** Where items can be dropped, on the board and around it. */
export type Place =
  | { readonly kind: "column"; readonly column: ColumnId }
  | { readonly kind: "agent"; readonly agent: string; readonly project: string | undefined }
  | { readonly kind: "project"; readonly project: string }
  | { readonly kind: "convoy"; readonly convoy: { readonly id: string; readonly title: string } | undefined }
  | { readonly kind: "epic"; readonly epic: string | undefined }
  | { readonly kind: "priority"; readonly priority: number };

/** What a drop does. Those that end in `-ask` open a dialog first. */
export type Deed =
  | { readonly kind: "sling"; readonly to: string | undefined }
  | { readonly kind: "unsling-ask" | "give-back" | "make-ready" | "put-off-ask" | "close-ask" | "reopen-ask" }
  | { readonly kind: "approve-ask" | "land-first"; readonly submission: string }
  | { readonly kind: "convoy"; readonly convoy: { readonly id: string; readonly title: string } }
  | { readonly kind: "parent"; readonly epic: string | null }
  | { readonly kind: "priority"; readonly priority: number };

/** Whether a drop means something: then what, in the imperative; else why not, as a sentence. */
export type Verdict =
  | { readonly isAllowed: true; readonly words: string; readonly deed: Deed }
  | {
      readonly isAllowed: false;
      readonly why: string;
      /** It is there already: who drops it there means nothing by it. */
      readonly isThere?: true;
    };

/** What is known of submissions. */
export interface QueueFacts {
  submission(id: string): Submission | undefined;
  standing(id: string): Standing | undefined;
}

/** What dropping items on a place means. Of several, all or none: the first that cannot go there says why. */
export function judgeMove(items: readonly ItemView[], place: Place, queue: QueueFacts): Verdict {
  const [first, ...rest] = items.map((item) => judgeOne(item, place, queue));
  if (first === undefined) return no("Nothing is picked up.");
  if (!first.isAllowed) return rest.length === 0 ? first : { ...first, why: `${items[0]?.id ?? ""}: ${first.why}` };
  for (const [nth, verdict] of rest.entries()) {
    const id = items[nth + 1]?.id ?? "";
    if (!verdict.isAllowed) return { ...verdict, why: `${id}: ${verdict.why}` };
    if (verdict.deed.kind !== first.deed.kind) return no("They are not all in the same state: move them one by one.");
  }
  const isOneAtATime = ["reopen-ask", "approve-ask", "land-first"].includes(first.deed.kind);
  return rest.length > 0 && isOneAtATime ? no("One at a time: pick up a single item.") : first;
}

function judgeOne(item: ItemView, place: Place, queue: QueueFacts): Verdict {
  switch (place.kind) {
    case "column":
      return judgeColumn(item, place.column, queue);
    case "agent":
      if (place.project !== undefined && item.project !== place.project) {
        return no(
          `${lastPart(place.agent)} works in ${place.project}, it belongs to ${item.project ?? "the workspace"}.`,
        );
      }
      return slung(item, place.agent, `Sling to ${lastPart(place.agent)}`);
    case "project":
      if (item.project !== place.project) {
        return no(`It belongs to ${item.project ?? "the workspace"}, and cannot be worked on in ${place.project}.`);
      }
      return slung(item, place.project, `Sling to a free worker of ${place.project}`);
    case "convoy":
      if (place.convoy === undefined) return no("Take it out of a convoy where the convoy’s items are listed.");
      if (item.convoys.includes(place.convoy.id)) return there(`It is in ${place.convoy.title} already.`);
      return yes(`Add to ${place.convoy.title}`, { kind: "convoy", convoy: place.convoy });
    case "epic":
      return judgeEpic(item, place.epic);
    case "priority": {
      const label = PRIORITIES[place.priority]?.label ?? `p${place.priority}`;
      if (item.status === "closed") return no("It is over: its priority means nothing any more.");
      if (item.priority === place.priority) {
        return there(`It is ${label.toLowerCase()} already; within one priority the oldest comes first.`);
      }
      return yes(`Make it ${label.toLowerCase()}`, { kind: "priority", priority: place.priority });
    }
  }
}

function judgeEpic(item: ItemView, epic: string | undefined): Verdict {
  if (item.parent === epic) return there(epic === undefined ? "It is in no epic." : `It is below ${epic} already.`);
  if (epic === undefined) return yes(`Take out of ${item.parent ?? ""}`, { kind: "parent", epic: null });
  if (epic === item.id || epic.startsWith(`${item.id}.`)) return no("It cannot be below itself.");
  return yes(`Move below ${epic}`, { kind: "parent", epic });
}

function judgeColumn(item: ItemView, to: ColumnId, queue: QueueFacts): Verdict {
  const from = columnOf(item);
  if (from === to) return there(`It is in ${columnLabel[to]} already.`);
  const isOver = item.status === "closed";
  switch (to) {
    case "landed":
      return no("Work lands through the merge queue alone, once its gates are green.");
    case "closed":
      return isOver
        ? no("It has landed, and is closed with that.")
        : yes("Close without landing…", { kind: "close-ask" });
    case "review":
      return from === "merging"
        ? no("It is being merged already.")
        : no("It comes here when its agent submits what it has done.");
    case "merging":
      return from === "review" ? judgeMerging(item, queue) : no("Only what was submitted can be merged.");
    case "progress":
      return slung(item, item.project, `Sling to a free worker of ${item.project ?? "its project"}`);
    case "ready":
      return judgeReady(item);
    case "blocked":
      if (isOver) return no("It is over. Drop it on Ready to open it again.");
      return from === "ready"
        ? yes("Put off until…", { kind: "put-off-ask" })
        : no(`${held(item) ?? "It is under way"}: drop it on Ready to take it back first.`);
  }
}

function judgeReady(item: ItemView): Verdict {
  if (item.status === "closed") return yes("Open it again…", { kind: "reopen-ask" });
  if (item.blockedBy.length > 0 && item.hookedBy === undefined && item.stage === "blocked") {
    return no(
      `It waits for ${listed(item.blockedBy)}. Close ${item.blockedBy.length === 1 ? "it" : "them"}, or take the link away.`,
    );
  }
  if (TYPES_WITHOUT_WORK.includes(item.type)) return no(`A ${item.type} is no work: it is over when you close it.`);
  if (isSubmitted(item)) return no("It is in the merge queue: send it back or discard it there.");
  if (item.stage === "deferred" && item.status !== "deferred" && item.deferredUntil === undefined) {
    return no("What it belongs to is put off.");
  }
  if (item.stage === "deferred" || item.stage === "blocked") {
    return yes(item.stage === "deferred" ? "Put off no longer" : "Mark it open", { kind: "make-ready" });
  }
  if (item.hookedBy !== undefined || item.stage === "queued") {
    return yes(
      item.hookedBy === undefined ? "Sling it no longer…" : `Take it off the hook of ${lastPart(item.hookedBy)}…`,
      { kind: "unsling-ask" },
    );
  }
  return yes("Give it back", { kind: "give-back" });
}

function judgeMerging(item: ItemView, queue: QueueFacts): Verdict {
  const submission = item.submission === undefined ? undefined : queue.submission(item.submission);
  if (submission === undefined) return no("Nothing of it is in the merge queue.");
  const { id, state, reason } = submission;
  if (state === "published") return no("It lands where its pull request is merged.");
  if (state === "waiting") return no(`It waits: ${reason ?? "the merge queue says for what"}`);
  const standing = queue.standing(id);
  if (standing?.obstacle === "review") return yes("Approve it…", { kind: "approve-ask", submission: id });
  if (standing?.obstacle === "held") return no("It is held back: release it in the merge queue.");
  if (standing?.position === 1) return no("It is the next in the queue already.");
  return yes("Put it first in the merge queue", { kind: "land-first", submission: id });
}

/** The rules of a sling, as the core has them. */
function slung(item: ItemView, to: string | undefined, words: string): Verdict {
  if (item.status === "closed") return no("It is over. Drop it on Ready to open it again.");
  if (TYPES_WITHOUT_WORK.includes(item.type)) return no(`A ${item.type} is no work for an agent.`);
  if (item.project === undefined) return no("It belongs to the workspace, which has no repository to work in.");
  if (isSubmitted(item)) return no("It is in the merge queue already.");
  if (item.hookedBy !== undefined) return no(`${held(item) ?? ""}: drop it on Ready to take it off first.`);
  if (item.assignee !== undefined && item.stage !== "queued") {
    return no(
      `It is ${item.assignee === "user" ? "yours" : `${whoName(item.assignee)}’s`}: drop it on Ready to give it back first.`,
    );
  }
  const waits = item.blockedBy.length === 0 ? "" : `, to begin after ${listed(item.blockedBy)}`;
  return yes(`${words}${waits}`, { kind: "sling", to });
}

function isSubmitted({ stage }: ItemView): boolean {
  return stage === "review" || stage === "merging";
}

function held({ hookedBy, assignee }: ItemView): string | undefined {
  if (hookedBy !== undefined) return `It is on the hook of ${lastPart(hookedBy)}`;
  return assignee === undefined ? undefined : `It is ${assignee === "user" ? "yours" : `${whoName(assignee)}’s`}`;
}

const NAMED = 3;

function listed(ids: readonly string[]): string {
  return ids.length <= NAMED ? ids.join(", ") : countOf(ids);
}

function yes(words: string, deed: Deed): Verdict {
  return { isAllowed: true, words, deed };
}

function no(why: string): Verdict {
  return { isAllowed: false, why };
}

function there(why: string): Verdict {
  return { isAllowed: false, why, isThere: true };
}
