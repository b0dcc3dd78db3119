import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import { type IdentityPath, mergeCoordinatorPath } from "../../../shared/model/identity.ts";
import { type GateResult, type Submission, submission } from "../../../shared/model/submission.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

type Queued = Pick<Submission, "project" | "item" | "agent" | "tip" | "base" | "priority">;

/** Why a submission goes back to its author, and the target it has to be redone on. */
export interface SentBack {
  readonly kind: "conflict" | "gate-failed";
  /** In words, for its author; the first line stands alone. */
  readonly reason: string;
  /** Files that conflict. */
  readonly conflicts: readonly string[];
  readonly onto: string;
}

/** The journal is ours and checksummed, so that the shape of its events is known by their type. */
export type SubmissionEvent =
  | LedgerEvent<"submissionQueued", Queued>
  | LedgerEvent<"submissionPreparing", { readonly onto: string }>
  | LedgerEvent<"submissionPrepared", { readonly commit: string; readonly onto: string }>
  | LedgerEvent<"gateFinished", { readonly result: GateResult }>
  | LedgerEvent<"submissionLanding", { readonly commit: string }>
  | LedgerEvent<"submissionLanded", { readonly commit: string }>
  | LedgerEvent<"submissionSentBack", SentBack>
  | LedgerEvent<"submissionWaiting", { readonly reason: string }>
  | LedgerEvent<"submissionRequeued" | "submissionSuperseded", Record<string, never>>;

/**
 * Modes of a submission:
 *  queued     — enters by `done`, by a retry, and when the target moved under a landing; leaves to preparing
 *  preparing  — being rebased on the newest target; leaves to gating, or sent-back on a conflict
 *  gating     — the project's commands run on the prepared commit; leaves to landing, or sent-back on red
 *  landing    — the target is being moved; leaves to landed, to queued when it moved meanwhile, to waiting when it may not be moved
 *  waiting    — somebody has to make room (a checked-out target, an unreachable remote); retried by itself and by hand
 *  landed, sent-back, superseded — final; rework is a new submission
 */
export const submissionKind: RecordKind<Submission> = {
  kind: "submission",
  isLocal: true,
  schema: submission.loose(),
  reduce(record, raw) {
    const event = raw as SubmissionEvent;
    if (event.type === "submissionQueued") {
      return {
        ...event.data,
        id: event.subject,
        kind: "work",
        state: "queued",
        submittedAt: event.at,
        updatedAt: event.at,
        gates: [],
        conflicts: [],
        resolutions: 0,
      };
    }
    if (record === undefined) return undefined;
    const { reason: _, ...rest } = record;
    const next: Submission = { ...rest, updatedAt: event.at };
    switch (event.type) {
      case "submissionPreparing":
        return { ...next, state: "preparing", gates: [] };
      case "submissionPrepared":
        return { ...next, state: "gating", prepared: event.data.commit };
      case "gateFinished":
        return { ...next, gates: [...next.gates, event.data.result] };
      case "submissionLanding":
        return { ...next, state: "landing", prepared: event.data.commit };
      case "submissionLanded":
        return { ...next, state: "landed", landed: event.data.commit };
      case "submissionSentBack":
        return { ...next, state: "sent-back", reason: event.data.reason, conflicts: [...event.data.conflicts] };
      case "submissionWaiting":
        return { ...next, state: "waiting", reason: event.data.reason };
      case "submissionRequeued":
        return { ...next, state: "queued" };
      case "submissionSuperseded":
        return { ...next, state: "superseded" };
      default:
        return record;
    }
  },
};

const FINAL: readonly Submission["state"][] = ["landed", "sent-back", "discarded", "superseded"];

export function isUnderWay(one: Submission): boolean {
  return !FINAL.includes(one.state);
}

/** A new submission of an item takes the place of one that is under way in the same project. */
export function queueSubmission(id: string, data: Queued, earlier: readonly Submission[]): readonly NewEvent[] {
  const replaced = earlier.filter((one) => one.project === data.project && isUnderWay(one));
  return [
    ...replaced.map((one) => submissionEvent(one, "submissionSuperseded", {}, data.agent)),
    { ledger: "workspace", kind: "submission", subject: id, type: "submissionQueued", actor: data.agent, data },
  ];
}

/** Only what came back or waits can be tried again, and only while nothing newer of that item is under way in its project. */
export function retrySubmission(
  one: Submission,
  ofSameItem: readonly Submission[],
  by: IdentityPath,
): Result<readonly NewEvent[], Failure<"wrong-transition">> {
  if (one.state !== "waiting" && one.state !== "sent-back") {
    return fail("wrong-transition", `${one.id} is ${one.state}; only what waits or was sent back can be retried.`);
  }
  const newer = ofSameItem.find(
    (other) => other.id !== one.id && other.project === one.project && (isUnderWay(other) || other.state === "landed"),
  );
  if (newer !== undefined) {
    return fail("wrong-transition", `${one.item} has a newer submission, ${newer.id}, which is ${newer.state}.`);
  }
  return ok([submissionEvent(one, "submissionRequeued", {}, by)]);
}

/**
 * What is to be told of an item that was submitted in several projects: of the newest in each, one that has not landed.
 * `all` of them, oldest first.
 */
export function mostTelling(all: readonly Submission[]): Submission | undefined {
  const newest = all.filter((one, at) => !all.slice(at + 1).some((later) => later.project === one.project));
  return newest.findLast((one) => one.state !== "landed") ?? newest.at(-1);
}

/** An hour in the queue is worth one step of priority, so that nothing starves. */
const AGEING_MS = 60 * 60_000;

/** The one that is prepared next: by priority, raised by age; then first come, first served. */
export function nextInLine(queue: Iterable<Submission>, now: number): Submission | undefined {
  const rank = (one: Submission) => one.priority - Math.floor((now - one.submittedAt) / AGEING_MS);
  return [...queue]
    .filter((one) => one.state === "queued")
    .toSorted((a, b) => rank(a) - rank(b) || a.submittedAt - b.submittedAt || (a.id < b.id ? -1 : 1))[0];
}

export function submissionEvent(
  one: Pick<Submission, "id" | "project">,
  type: SubmissionEvent["type"],
  data: unknown,
  actor: IdentityPath = mergeCoordinatorPath(one.project),
): NewEvent {
  return { ledger: "workspace", kind: "submission", subject: one.id, type, actor, data };
}
