import { z } from "zod";
import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { identityPath, timestamp } from "../../../shared/model/primitives.ts";
import type { RecordKind } from "../platform/store/record-store.ts";

const freeze = z.object({
  /** False once it was thawed. */
  holds: z.boolean(),
  since: timestamp,
  by: identityPath,
  /** Sessions that were paused already: thawing leaves them so. */
  spared: z.array(z.string()),
});
export type Freeze = z.infer<typeof freeze>;

type FreezeEvent =
  | LedgerEvent<"workspaceFrozen", { readonly spared: readonly string[] }>
  | LedgerEvent<"workspaceThawed", Record<string, never>>;

/** There is one of this workspace. */
export const FREEZE_SUBJECT = "workspace";

/** Whether all stands still in this workspace. Of this machine: a clone of its ledgers elsewhere is not frozen with it. */
export const freezeKind: RecordKind<Freeze> = {
  kind: "freeze",
  isLocal: true,
  schema: freeze.loose(),
  reduce(record, raw) {
    const event = raw as FreezeEvent;
    switch (event.type) {
      case "workspaceFrozen":
        return { holds: true, since: event.at, by: event.actor, spared: [...event.data.spared] };
      case "workspaceThawed":
        return record === undefined ? record : { ...record, holds: false };
      default:
        return record;
    }
  },
};

/** Nothing where it is so already. */
export function freezeEvents(
  before: Freeze | undefined,
  change: { readonly holds: boolean; readonly spared: readonly string[] },
  actor: IdentityPath,
): readonly NewEvent[] {
  if ((before?.holds ?? false) === change.holds) return [];
  const base = { ledger: "workspace", kind: "freeze", subject: FREEZE_SUBJECT, actor };
  return change.holds
    ? [{ ...base, type: "workspaceFrozen", data: { spared: change.spared } }]
    : [{ ...base, type: "workspaceThawed", data: {} }];
}

/** In words, for the feed. */
export function describeFreezeEvent(event: LedgerEvent): string {
  return event.type === "workspaceFrozen" ? "paused everything" : "let everything go on";
}
