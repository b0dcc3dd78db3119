import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import type { Decision, StoreFailure } from "../platform/store/record-store.ts";
import { type RollbackDeps, present } from "./item-rollback.ts";
import type { PastVersion } from "./versions.ts";

const TEXTS = ["description", "acceptance", "notes", "design"] as const;

type Failed = Failure<"not-compacted" | "item-not-found" | "past-unreadable">;

/** Brings back the texts that the newest digest stands for, but for those that were written anew since. */
export async function restoreText(
  { store, ledger }: RollbackDeps,
  id: string,
  versions: readonly PastVersion[],
  actor: IdentityPath,
): Promise<Result<ItemView, Failed | StoreFailure>> {
  return store.commit((): Result<Decision<ItemView>, Failed> => {
    const now = ledger.get(id);
    if (now === undefined) return fail("item-not-found", `${id} is no longer there.`);
    if (now.compacted === undefined) return fail("not-compacted", `${id} has its full text.`);
    const at = versions.findLastIndex(({ event }) => event.type === "workItemCompacted");
    const [full, digest] = [versions[at - 1]?.item, versions[at]?.item];
    if (full === undefined || digest === undefined) {
      return fail("past-unreadable", `The history of ${id} does not reach back to its full text.`, {
        remedy: "If another clone has it, `drover sync` brings it here.",
      });
    }
    const data = Object.fromEntries(
      TEXTS.filter((field) => now[field] === digest[field] && full[field] !== digest[field]).map((field) => [
        field,
        full[field] ?? null,
      ]),
    );
    const head = { ledger: ledger.projectOf(id) ?? "workspace", kind: "item", subject: id, actor };
    return ok({ events: [{ ...head, type: "workItemTextRestored", data }], result: () => present(ledger, id) });
  });
}
