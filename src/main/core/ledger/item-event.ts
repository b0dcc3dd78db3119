import type { LedgerName, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Failure, Result } from "../../../shared/model/result.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { Readiness } from "./readiness.ts";
import type { ItemEvent } from "./reduce.ts";

/** What deciders look at: the items and how they wait for one another, as of the newest appended event. */
export interface ItemState extends Pick<
  Readiness,
  "waits" | "blockedBy" | "children" | "waitsFor" | "waiters" | "deferredUntil"
> {
  get(id: string): WorkItem | undefined;
  ledgerOf(id: string): LedgerName | undefined;
}

export interface By {
  readonly actor: IdentityPath;
  readonly cause?: string | undefined;
}

export type Decided<Code extends string> = Result<readonly NewEvent[], Failure<Code>>;

type Change = { [E in ItemEvent as E["type"]]: Pick<E, "type" | "data"> }[ItemEvent["type"]];

export function change(state: Pick<ItemState, "ledgerOf">, item: WorkItem, what: Change, by: By): NewEvent {
  const ledger = state.ledgerOf(item.id);
  if (ledger === undefined) throw new Error(`${item.id} was decided on and is in no ledger.`);
  return itemEvent(item.id, ledger, what, by);
}

export function itemEvent(subject: string, ledger: LedgerName, what: Change, { actor, cause }: By): NewEvent {
  return { ledger, kind: "item", subject, actor, ...what, ...(cause === undefined ? {} : { cause }) };
}
