import { MAX_TITLE_CHARS } from "../../../shared/model/item-words.ts";
import { ok } from "../../../shared/model/result.ts";
import type { Ledger } from "../ledger/index.ts";
import { type MergeQueueService, type RevertDeps, createReverts, submissionKind } from "../merge-queue/index.ts";
import { resolveItemId } from "./dispatch-ports.ts";

export interface RevertWiring extends Pick<RevertDeps, "store" | "repository"> {
  readonly ledger: Ledger;
  readonly mergeQueue: Pick<MergeQueueService, "ofItem" | "find" | "wake">;
  report(error: unknown): void;
}

/** Undoing landings over the real domains: the undoing is an item too, beside the one that it undoes. */
export function revertsOver({ ledger, mergeQueue, report, ...deps }: RevertWiring): ReturnType<typeof createReverts> {
  const { store } = deps;
  return createReverts({
    ...deps,
    submissions: store.table(submissionKind),
    ofItem: mergeQueue.ofItem,
    find: mergeQueue.find,
    resolveItem: (ref) => resolveItemId(ledger, ref),
    titleOf: (item) => ledger.get(item)?.title ?? item,
    planItem({ landed, reason, reopens, by }) {
      const { id, item, project, priority, landed: commit } = landed;
      const original = ledger.get(item);
      const title = `Revert “${original?.title ?? item}”`;
      const text = [
        `What ${id} landed for ${item} as ${commit ?? ""} is to be undone.`,
        reason === undefined ? "" : `Why: ${reason}`,
        reopens ? `${item} is opened again once this has landed.` : "",
      ];
      const made = ledger.planCreate(
        {
          ledger: project,
          title: title.length > MAX_TITLE_CHARS ? `${title.slice(0, MAX_TITLE_CHARS - 2)}…”` : title,
          description: text.filter((part) => part !== "").join("\n\n"),
          acceptance: `Nothing of what ${id} brought is in the target any more, and the gates are green.`,
          priority,
          links: original === undefined ? [] : [{ kind: "related", to: item }],
          assignee: by,
          metadata: { reverts: id },
        },
        { actor: by },
      );
      if (!made.ok) throw new Error(`No item could be made for the revert of ${id}: ${made.error.message}`);
      return made.value;
    },
    async submitted(item, by) {
      const events = () => ledger.planStatus(item, "in-review", { actor: by });
      await store.commit(() => ok({ events: events(), result: () => undefined }));
    },
    wake(project) {
      mergeQueue.wake(project).catch(report);
    },
  });
}
