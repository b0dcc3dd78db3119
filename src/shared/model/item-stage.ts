import type { Hook } from "./agent.ts";
import type { Submission } from "./submission.ts";
import { type ItemStage, TYPES_WITHOUT_WORK } from "./item-words.ts";
import type { ItemView, WorkItem } from "./work-item.ts";

/** What else is known of an item, from the domains that deal with it. */
export interface ItemSurroundings {
  readonly project: string | undefined;
  /** Open items it waits for, as the ledger computed them. */
  readonly blockedBy: readonly string[];
  /** Before when an ancestor is not to be started either, in milliseconds since 1970. */
  readonly heldUntil?: number;
  readonly unblocks: number;
  /** Set while it was slung and is not on a hook yet. */
  readonly isSlung: boolean;
  /** The hook or queue that holds it. */
  readonly hook: Pick<Hook, "agent" | "item" | "state" | "sentBack"> | undefined;
  /** Its newest submission. */
  readonly submission: Pick<Submission, "id" | "state" | "reason"> | undefined;
  readonly convoys: readonly string[];
  /** Why its agent was taken out of work. */
  readonly parked: string | undefined;
}

/** An item with everything that is derived about it, from facts alone. `now` in milliseconds since 1970. */
export function viewOfItem(item: WorkItem, around: ItemSurroundings, now: number): ItemView {
  const { project, hook, submission } = around;
  const trouble = troubleOf(item, around);
  return {
    ...item,
    stage: stageOf(item, around, now),
    ...(project === undefined ? {} : { project }),
    blockedBy: [...around.blockedBy],
    unblocks: around.unblocks,
    ...(hook === undefined || item.status === "closed" ? {} : { hookedBy: hook.agent }),
    convoys: [...around.convoys],
    ...(submission === undefined ? {} : { submission: submission.id }),
    ...(trouble === undefined ? {} : { trouble }),
  };
}

export function stageOf(item: WorkItem, around: ItemSurroundings, now: number): ItemStage {
  const { hook, submission, blockedBy } = around;
  if (item.status === "closed") return item.landedCommit === undefined ? "closed" : "landed";
  switch (submission?.state) {
    case "queued":
    case "waiting":
    case "published":
      return "review";
    case "preparing":
    case "resolving":
    case "gating":
    case "landing":
      return "merging";
    case "landed":
    case "sent-back":
    case "discarded":
    case "superseded":
    case undefined:
      break;
  }
  if (hook !== undefined) return hook.item === item.id ? "in-progress" : "queued";
  if (blockedBy.length > 0 || item.status === "blocked") return "blocked";
  // Nobody starts a gate or a message.
  if (TYPES_WITHOUT_WORK.includes(item.type)) return "blocked";
  if (item.status === "deferred" || Math.max(item.deferredUntil ?? 0, around.heldUntil ?? 0) > now) return "deferred";
  if (around.isSlung) return "queued";
  if (item.status === "in-review") return "review";
  if (item.status === "in-progress" || item.assignee !== undefined) return "in-progress";
  return "ready";
}

function troubleOf(item: WorkItem, { hook, submission, parked }: ItemSurroundings): string | undefined {
  if (item.status === "closed") return undefined;
  if (parked !== undefined) return parked;
  const reason = submission?.state === "waiting" || submission?.state === "sent-back" ? submission.reason : undefined;
  return (reason ?? hook?.sentBack)?.split("\n", 1)[0];
}
