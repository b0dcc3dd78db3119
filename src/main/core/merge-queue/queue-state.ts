import { z } from "zod";
import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { name } from "../../../shared/model/primitives.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

const queueState = z.object({ project: name, paused: z.boolean() });
export type QueueState = z.infer<typeof queueState>;

type QueueEvent = LedgerEvent<"mergeQueuePaused" | "mergeQueueResumed", Record<string, never>>;

/** Whether a project's merge queue lands anything just now. One record a project, made by the first pause. */
export const queueKind: RecordKind<QueueState> = {
  kind: "merge-queue",
  isLocal: true,
  schema: queueState.loose(),
  reduce(record, raw) {
    const event = raw as QueueEvent;
    switch (event.type) {
      case "mergeQueuePaused":
        return { project: event.subject, paused: true };
      case "mergeQueueResumed":
        return { project: event.subject, paused: false };
      default:
        return record;
    }
  },
};

export function setPaused(
  project: string,
  before: QueueState | undefined,
  paused: boolean,
  by: IdentityPath,
): readonly NewEvent[] {
  if ((before?.paused ?? false) === paused) return [];
  const type = paused ? "mergeQueuePaused" : "mergeQueueResumed";
  return [{ ledger: "workspace", kind: "merge-queue", subject: project, type, actor: by, data: {} }];
}

/** A queue's event in words, for the feed. */
export function describeQueueEvent(event: LedgerEvent): string {
  return event.type === "mergeQueuePaused" ? "paused the merge queue" : "let the merge queue go on";
}
