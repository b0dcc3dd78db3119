import { z } from "zod";
import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import { MANAGER } from "../../../shared/model/identity.ts";
import type { RecordKind } from "../platform/store/record-store.ts";
import { type GaveWay, gaveWay, withGaveWay } from "./gave-way.ts";

/** How a project's syncs have gone: the last that brought or failed something. Keyed by the project. */
const syncRecord = z.object({
  project: z.string(),
  at: z.number(),
  taken: z.int(),
  conflicts: z.int(),
  failure: z.object({ code: z.string(), message: z.string() }).optional(),
  /** Of all syncs, each with the time of the one that brought it; the newest last. */
  gaveWay: z.array(gaveWay.extend({ at: z.number() })).optional(),
});
export type SyncRecord = z.infer<typeof syncRecord>;

/** The journal is ours and checksummed, so that the shape of its events is known by their type. */
export type SyncEvent =
  | LedgerEvent<"ledgerSynced", { readonly taken: number; readonly conflicts: number } & WithGaveWay>
  | LedgerEvent<"ledgerSyncFailed", { readonly code: string; readonly message: string } & WithGaveWay>;
/** Of older syncs it was not noted. */
type WithGaveWay = { readonly gaveWay?: readonly GaveWay[] };

export const syncKind: RecordKind<SyncRecord> = {
  kind: "sync",
  isLocal: true,
  schema: syncRecord.loose(),
  reduce(record, raw) {
    const event = raw as SyncEvent;
    const { at } = event;
    const known = record?.gaveWay ?? [];
    const all = withGaveWay(
      known,
      (event.data.gaveWay ?? []).map((one) => ({ ...one, at })),
    );
    const base = { project: event.subject, at, ...(all.length === 0 ? {} : { gaveWay: [...all] }) };
    switch (event.type) {
      case "ledgerSynced":
        return { ...base, taken: event.data.taken, conflicts: event.data.conflicts };
      case "ledgerSyncFailed":
        return { ...base, taken: 0, conflicts: 0, failure: { code: event.data.code, message: event.data.message } };
      default:
        return record;
    }
  },
};

export function syncEvent(project: string, what: Pick<SyncEvent, "type" | "data">): NewEvent {
  return { ledger: "workspace", kind: "sync", subject: project, actor: MANAGER, ...what };
}

/** In words, for the feed. */
export function describeSyncEvent(raw: LedgerEvent): string {
  const event = raw as SyncEvent;
  if (event.type === "ledgerSyncFailed") return `could not sync the ledger of ${event.subject}: ${event.data.message}`;
  const { taken, conflicts } = event.data;
  const met =
    conflicts === 0 ? "" : `; ${conflicts} ${conflicts === 1 ? "value was" : "values were"} changed on both sides`;
  return `took ${taken} ${taken === 1 ? "record" : "records"} of other clones into the ledger of ${event.subject}${met}`;
}
