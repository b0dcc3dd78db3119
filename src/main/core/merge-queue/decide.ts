import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import { type IdentityPath, mergeCoordinatorPath } from "../../../shared/model/identity.ts";
import {
  type GateResult,
  type PullRequestFacts,
  type Submission,
  submission,
} from "../../../shared/model/submission.ts";
import type { RecordKind } from "../platform/store/record-store.ts";
import { type ConflictEvent, reduceConflict } from "./conflicts/events.ts";

/** What is known of a submission when it is handed in. */
export type Queued = Pick<Submission, "project" | "item" | "agent" | "tip" | "base" | "priority"> &
  Partial<Pick<Submission, "kind" | "branch" | "verified" | "reverts" | "reopens">>;

/** Why a submission goes back to its author, and the target it has to be redone on. */
export interface SentBack {
  readonly kind: "conflict" | "gate-failed" | "review" | "checks-failed" | "changes-requested";
  /** In words, for its author; the first line stands alone. */
  readonly reason: string;
  /** Files that conflict. */
  readonly conflicts: readonly string[];
  readonly onto: string;
  /** The run that was red. */
  readonly gates?: readonly GateResult[];
}

/** The journal is ours and checksummed, so that the shape of its events is known by their type. */
export type SubmissionEvent =
  | ConflictEvent
  | LedgerEvent<"submissionQueued", Queued>
  | LedgerEvent<"submissionPreparing", { readonly onto: string }>
  | LedgerEvent<"submissionPrepared", { readonly commit: string; readonly onto: string; readonly batch?: string }>
  /** Of the time before batches: in journals alone. */
  | LedgerEvent<"gateFinished", { readonly result: GateResult }>
  | LedgerEvent<"submissionLanding", { readonly commit: string; readonly gates?: readonly GateResult[] }>
  | LedgerEvent<"submissionLanded", { readonly commit: string; readonly from?: string }>
  | LedgerEvent<"submissionSentBack", SentBack>
  | LedgerEvent<"submissionWaiting", Pick<Submission, "waitsFor" | "consent"> & { readonly reason: string }>
  | LedgerEvent<"submissionReviewed", Omit<NonNullable<Submission["review"]>, "by" | "at">>
  | LedgerEvent<"submissionPublished", { readonly pullRequest: PullRequestFacts }>
  | LedgerEvent<
      "submissionChecked",
      Pick<PullRequestFacts, "checks"> & { readonly checkedAt: number; readonly reason?: string }
    >
  | LedgerEvent<"submissionHeld", { readonly reason?: string }>
  | LedgerEvent<"submissionPlaced", { readonly place?: number }>
  | LedgerEvent<"submissionReleased" | "submissionRequeued" | "submissionSuperseded", Record<string, never>>;

/**
 * Modes of a submission:
 *  queued     — enters by `done`, by a retry, and when its batch could not land; leaves to preparing
 *  preparing  — being put on the newest target; leaves to gating, or by its conflict
 *  resolving  — an agent works on its conflict; leaves to queued
 *  gating     — a member of a batch that is gated; leaves to landing, to queued when the batch goes another way, or by red gates
 *  landing    — the target is being moved; leaves to landed, to queued when it moved meanwhile, to waiting when it may not be moved
 *  published  — its pull request is open; leaves as the forge says
 *  waiting    — for room (a checked-out target, an unreachable remote), tried again by itself; for another target, since that
 *               one is red itself; or for a decision of the user
 *  landed, sent-back, discarded, superseded — final; rework is a new submission
 * A hold, a place and a verdict are no modes: they stay through all of them.
 */
export const submissionKind: RecordKind<Submission> = {
  kind: "submission",
  isLocal: true,
  schema: submission.loose(),
  reduce(record, raw) {
    const event = raw as SubmissionEvent;
    if (event.type === "submissionQueued") {
      return {
        kind: "work",
        ...event.data,
        id: event.subject,
        state: "queued",
        submittedAt: event.at,
        updatedAt: event.at,
        gates: [],
        conflicts: [],
        resolutions: 0,
      };
    }
    return record === undefined ? undefined : reduceKnown(record, event);
  },
};

function reduceKnown(record: Submission, event: SubmissionEvent): Submission {
  const { reason: _, waitsFor: __, consent: ___, ...rest } = record;
  const next: Submission = { ...rest, updatedAt: event.at };
  switch (event.type) {
    case "submissionPreparing":
      return { ...next, state: "preparing", onto: event.data.onto, gates: [], conflicts: [] };
    case "submissionPrepared": {
      const { commit, onto, batch } = event.data;
      return { ...next, state: "gating", prepared: commit, onto, gates: [], ...(batch === undefined ? {} : { batch }) };
    }
    case "gateFinished":
      return { ...next, gates: [...next.gates, event.data.result] };
    case "submissionLanding": {
      const { commit, gates = next.gates } = event.data;
      return { ...next, state: "landing", prepared: commit, gates: [...gates] };
    }
    case "submissionLanded": {
      const { commit, from } = event.data;
      return { ...next, state: "landed", landed: commit, ...(from === undefined ? {} : { landedFrom: from }) };
    }
    case "submissionSentBack": {
      const { reason, conflicts, gates = next.gates } = event.data;
      return { ...next, state: "sent-back", reason, conflicts: [...conflicts], gates: [...gates] };
    }
    case "submissionWaiting": {
      const { reason, waitsFor = "room", consent } = event.data;
      return { ...next, state: "waiting", reason, waitsFor, ...(consent === undefined ? {} : { consent }) };
    }
    case "submissionRequeued":
      return { ...next, state: "queued" };
    case "submissionSuperseded":
      return { ...next, state: "superseded" };
    case "submissionPublished":
      return { ...next, state: "published", pullRequest: event.data.pullRequest };
    case "submissionChecked": {
      const { checks, checkedAt, reason } = event.data;
      const pullRequest =
        record.pullRequest === undefined ? {} : { pullRequest: { ...record.pullRequest, checks, checkedAt } };
      return { ...next, ...pullRequest, ...(reason === undefined ? {} : { reason }) };
    }
    case "submissionReviewed":
      return { ...record, updatedAt: event.at, review: { ...event.data, by: event.actor, at: event.at } };
    case "submissionHeld": {
      const { reason } = event.data;
      const held = { by: event.actor, at: event.at, ...(reason === undefined ? {} : { reason }) };
      return { ...record, updatedAt: event.at, held };
    }
    case "submissionReleased": {
      const { held: ___, ...free } = record;
      return { ...free, updatedAt: event.at };
    }
    case "submissionPlaced": {
      const { place: ___, ...unplaced } = record;
      return { ...unplaced, updatedAt: event.at, ...event.data };
    }
    case "submissionConflicted":
    case "submissionResolved":
    case "submissionDiscarded":
      return reduceConflict(record, event);
    default:
      return record;
  }
}

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

/** Anything that has not ended and is not being landed this moment can be kept back. */
export function holdSubmission(
  one: Submission,
  reason: string | undefined,
  by: IdentityPath,
): Result<readonly NewEvent[], Failure<"wrong-transition">> {
  if (!isUnderWay(one)) return fail("wrong-transition", `${one.id} is ${one.state}; there is nothing to keep back.`);
  if (one.state === "landing") return fail("wrong-transition", `${one.id} is landing already.`);
  if (one.held !== undefined) return ok([]);
  return ok([submissionEvent(one, "submissionHeld", reason === undefined ? {} : { reason }, by)]);
}

export function releaseSubmission(
  one: Submission,
  by: IdentityPath,
): Result<readonly NewEvent[], Failure<"wrong-transition">> {
  if (one.held === undefined) return fail("wrong-transition", `${one.id} is not held.`);
  return ok([submissionEvent(one, "submissionReleased", {}, by)]);
}

/**
 * What is to be told of an item that was submitted in several projects: of the newest in each, one that has not landed.
 * `all` of them, oldest first.
 */
export function mostTelling(all: readonly Submission[]): Submission | undefined {
  const newest = all.filter((one, at) => !all.slice(at + 1).some((later) => later.project === one.project));
  return newest.findLast((one) => one.state !== "landed") ?? newest.at(-1);
}

export function submissionEvent(
  one: Pick<Submission, "id" | "project">,
  type: SubmissionEvent["type"],
  data: unknown,
  actor: IdentityPath = mergeCoordinatorPath(one.project),
): NewEvent {
  return { ledger: "workspace", kind: "submission", subject: one.id, type, actor, data };
}
