import type { OutputOf, ParsedInputOf } from "../../../shared/contract/contract.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { ItemView, WorkItem } from "../../../shared/model/work-item.ts";
import { type EarlierFields, type Ledger, withFields } from "../ledger/index.ts";
import type { PastBound } from "../platform/store/past-ledger.ts";
import type { Decision, RecordStore, StoreFailure } from "../platform/store/record-store.ts";
import { type CheckFailure, checkTurned } from "./check.ts";
import { earlierTexts } from "./earlier.ts";
import { type PastVersion, fieldChanges } from "./versions.ts";

export interface RollbackDeps {
  readonly store: RecordStore;
  readonly ledger: Ledger;
}

/** The version that is meant by number, or was there at a moment. */
export function versionMeant(
  id: string,
  versions: readonly PastVersion[],
  meant: { readonly version: number } | PastBound,
): Result<WorkItem, Failure<"version-not-found">> {
  const found =
    "version" in meant
      ? versions.find(({ item }) => item?.version === meant.version)?.item
      : versions.findLast(({ event }) => event.at <= meant.at && event.seq <= (meant.seq ?? event.seq))?.item;
  if (found !== undefined) return ok(found);
  const what = "version" in meant ? `has no version ${meant.version}` : "was not there then";
  return fail("version-not-found", `${id} ${what}.`, { remedy: `See its versions with \`drover history ${id}\`.` });
}

type Failed = CheckFailure | Failure<"item-not-found">;

/** Says again what the item once said, as one event. */
export async function rollBackItem(
  { store, ledger }: RollbackDeps,
  then: WorkItem,
  { dryRun }: Pick<ParsedInputOf<"item.rollback">, "dryRun">,
  actor: IdentityPath,
): Promise<Result<OutputOf<"item.rollback">, Failed | StoreFailure>> {
  return store.commit((): Result<Decision<OutputOf<"item.rollback">>, Failed> => {
    const now = ledger.get(then.id);
    if (now === undefined) return fail("item-not-found", `${then.id} is no longer there.`);
    const fields: EarlierFields = earlierTexts(now, then);
    const after = withFields(now, fields);
    const free = checkTurned(ledger, new Map([[now.id, { before: now, after }]]));
    if (!free.ok) return free;
    const to = { version: then.version, at: then.updatedAt };
    const event = {
      ledger: ledger.projectOf(now.id) ?? "workspace",
      kind: "item",
      subject: now.id,
      type: "workItemRolledBack",
      actor,
      data: { to, fields },
    };
    const isNothing = dryRun || Object.keys(fields).length === 0;
    const changes = fieldChanges(now, after);
    return ok({
      events: isNothing ? [] : [event],
      result: () => ({ item: present(ledger, now.id), version: then.version, changes }),
    });
  });
}

/** After a commit that changed it. */
export function present(ledger: Ledger, id: string): ItemView {
  const view = ledger.view(id);
  if (view === undefined) throw new Error(`Item ${id} vanished between its event and its answer.`);
  return view;
}
