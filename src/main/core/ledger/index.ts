import { type ItemHandlers, itemHandlers } from "./controller.ts";
import type { LedgerDeps } from "./desk.ts";
import { type LedgerService, createLedgerService } from "./service.ts";

export { checkCycle } from "./cycles.ts";
export { describeItemEvent } from "./describe.ts";
export { hashLength } from "./ids.ts";
export { edgesOf } from "./waits.ts";
export { createItemLists } from "./list.ts";
export { itemKind } from "./reduce.ts";
export type { LedgerDeps } from "./desk.ts";
export type { LedgerService } from "./service.ts";
export { commentKind, describeCommentEvent } from "./comments.ts";
export { describeWordEvent, wordKind } from "./vocabulary.ts";
export { type EarlierFields, withFields } from "./turn-back.ts";

/** Work items: created, linked, claimed, closed and found, in the ledgers of projects and of the workspace. */
export interface Ledger extends LedgerService {
  readonly handlers: ItemHandlers;
}

export function createLedger(deps: LedgerDeps): Ledger {
  const service = createLedgerService(deps);
  return { ...service, handlers: itemHandlers(deps, service) };
}
