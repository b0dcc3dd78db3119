import { z } from "zod";
import type { AttentionEntry } from "../../../shared/model/attention.ts";
import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { timestamp } from "../../../shared/model/primitives.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

const putOff = z.object({
  /** Of the entry. */
  id: z.string(),
  /** What the entry was about when the user had seen enough of it. */
  mark: z.string(),
  at: timestamp,
  until: timestamp.optional(),
});
/** The user's word that an entry need not be shown just now. */
export type PutOff = z.infer<typeof putOff>;

type PutOffEvent =
  | LedgerEvent<"attentionPutOff", Pick<PutOff, "mark" | "until">>
  | LedgerEvent<"attentionTakenBack", Record<string, never>>;

/** Keyed by the entry's id, in the workspace's ledger. The journal is ours and checksummed: an event's shape is known by its type. */
export const attentionKind: RecordKind<PutOff> = {
  kind: "attention",
  schema: putOff.loose(),
  reduce(record, raw) {
    const event = raw as PutOffEvent;
    switch (event.type) {
      case "attentionPutOff":
        return { ...event.data, id: event.subject, at: event.at };
      case "attentionTakenBack":
        return undefined;
      default:
        return record;
    }
  },
};

/** Whether the entry is off the list at that time: not once it is about something new, nor when the time is over. */
export function isPutOff(record: PutOff | undefined, entry: Pick<AttentionEntry, "mark">, now: number): boolean {
  return record !== undefined && record.mark === entry.mark && (record.until === undefined || record.until > now);
}

export function putOffEvent(
  entry: Pick<AttentionEntry, "id" | "mark">,
  until: number | undefined,
  actor: IdentityPath,
): NewEvent {
  return event(entry.id, "attentionPutOff", actor, { mark: entry.mark, ...(until === undefined ? {} : { until }) });
}

export function takeBackEvent(id: string, actor: IdentityPath): NewEvent {
  return event(id, "attentionTakenBack", actor, {});
}

/** In words, for the feed. */
export function describeAttentionEvent(raw: LedgerEvent): string {
  const about = raw.subject.slice(raw.subject.indexOf(":") + 1);
  return raw.type === "attentionPutOff" ? `put off ${about}` : `took ${about} back up`;
}

function event(subject: string, type: PutOffEvent["type"], actor: IdentityPath, data: unknown): NewEvent {
  return { ledger: "workspace", kind: "attention", subject, type, actor, data };
}
