import type { LedgerEvent, NewEvent } from "../../../../shared/model/event.ts";
import { type IdentityPath, mergeCoordinatorPath } from "../../../../shared/model/identity.ts";
import type { ConflictFile, Submission } from "../../../../shared/model/submission.ts";

/** What each event about a submission's conflict carries. */
export interface ConflictEventData {
  /**
   * It does not go onto `onto`. With a resolver it is that one's from here on; without, the event that follows in the same commit says
   * whose it is.
   */
  readonly submissionConflicted: {
    readonly onto: string;
    readonly files: readonly ConflictFile[];
    readonly reason: string;
    /** Item of the agent that is to resolve it. */
    readonly resolver?: string;
  };
  /** It has a new tip, which goes onto `base`, and its place in line again. `resolver` where an agent made it. */
  readonly submissionResolved: { readonly tip: string; readonly base: string; readonly resolver?: string };
  /** Taken out for good; `salvage` has its commits. */
  readonly submissionDiscarded: { readonly salvage: string; readonly reason?: string };
}
type ConflictEventType = keyof ConflictEventData;

/** The journal is ours and checksummed, so that the shape of an event is known by its type. */
export type ConflictEvent = { [T in ConflictEventType]: LedgerEvent<T, ConflictEventData[T]> }[ConflictEventType];

/** The part of a submission's reducer that is about conflicts. */
export function reduceConflict(record: Submission, event: ConflictEvent): Submission {
  const { reason: _reason, waitsFor: _waitsFor, consent: _consent, ...rest } = record;
  const next: Submission = { ...rest, updatedAt: event.at };
  switch (event.type) {
    case "submissionConflicted": {
      const { onto, files, reason, resolver } = event.data;
      const conflicts = files.map(({ path }) => path);
      const told: Submission = { ...next, reason, onto, conflicts, conflictFiles: [...files] };
      if (resolver === undefined) return told;
      return { ...told, state: "resolving", resolver: { item: resolver }, resolutions: record.resolutions + 1 };
    }
    case "submissionResolved": {
      const { tip, base, resolver: item } = event.data;
      const { verified: _verified, prepared: _prepared, resolver: _resolver, ...fresh } = next;
      const resolver = item === undefined ? {} : { resolver: { item, tip } };
      return { ...fresh, ...resolver, state: "queued", tip, base, gates: [], conflicts: [] };
    }
    case "submissionDiscarded": {
      const { reason } = event.data;
      return { ...next, state: "discarded", ...(reason === undefined ? {} : { reason }) };
    }
  }
}

export function conflictEvent<T extends ConflictEventType>(
  one: Pick<Submission, "id" | "project">,
  type: T,
  {
    data,
    actor = mergeCoordinatorPath(one.project),
  }: { readonly data: ConflictEventData[T]; readonly actor?: IdentityPath },
): NewEvent {
  return { ledger: "workspace", kind: "submission", subject: one.id, type, actor, data };
}

/** A conflict's event in words, for the feed and an item's trail. */
export function describeConflictEvent(event: ConflictEvent): string {
  switch (event.type) {
    case "submissionConflicted": {
      const { reason, resolver } = event.data;
      const [first = ""] = reason.split("\n", 1);
      return resolver === undefined
        ? `found a conflict: ${first}`
        : `found a conflict, to be resolved as ${resolver}: ${first}`;
    }
    case "submissionResolved":
      return `resolved its conflict as ${event.data.tip.slice(0, 8)}`;
    case "submissionDiscarded":
      return `discarded it${event.data.reason === undefined ? "" : `: ${event.data.reason.split("\n", 1)[0]}`}`;
  }
}
