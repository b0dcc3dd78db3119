import type { AttentionEntry, AttentionKind } from "../../../shared/model/attention.ts";
import type { Notification } from "../../../shared/model/mail.ts";

/** What comes on the list of what needs the user without an event of the ledger that is told by itself. */
const TOLD: Readonly<Partial<Record<AttentionKind, Pick<Notification, "kind" | "urgency">>>> = {
  permission: { kind: "permission", urgency: "urgent" },
  input: { kind: "needs-user", urgency: "normal" },
  unknown: { kind: "needs-user", urgency: "normal" },
  queue: { kind: "needs-user", urgency: "urgent" },
  convoy: { kind: "needs-user", urgency: "normal" },
  gate: { kind: "needs-user", urgency: "normal" },
  health: { kind: "core", urgency: "urgent" },
};

/** The notification of an entry. The same entry about the same has the same id, by which faces tell it once. Pure. */
export function notifyOf({ id, kind, mark, title, why, since, about }: AttentionEntry): Notification | undefined {
  const how = TOLD[kind];
  if (how === undefined) return undefined;
  return { ...how, id: `${id} ${mark}`, title, body: why, at: since, ...(about === undefined ? {} : { about }) };
}
