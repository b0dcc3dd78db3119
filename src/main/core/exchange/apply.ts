import type { NewEvent } from "../../../shared/model/event.ts";
import { type Result, ok } from "../../../shared/model/result.ts";
import type { StoreFailure } from "../platform/store/record-store.ts";
import { newWords } from "./new-words.ts";
import type { ImportPlan, PlanTarget, PlannedChange } from "./plan.ts";
import type { ExchangeDeps } from "./ports.ts";

/** Events of one commit: few enough that taking them in does not hold up a screen. */
const CHUNK = 100;

export interface Applied {
  readonly created: readonly PlannedChange[];
  readonly updated: readonly PlannedChange[];
  readonly comments: number;
}

interface Outcome {
  readonly change: PlannedChange;
  /** Absent where somebody was faster. */
  readonly event: NewEvent | undefined;
}

/**
 * Carries a plan out, chunk by chunk. Each chunk is durable before the next begins; after a crash the same import goes on where
 * it stopped, since what is there already is known again. What somebody changed since the plan was made stays as it is.
 */
export async function applyImport(
  { store, ledger }: Pick<ExchangeDeps, "store" | "ledger">,
  plan: ImportPlan,
  { ledger: target, prefix, by, notes, pace }: PlanTarget,
): Promise<Result<Applied, StoreFailure>> {
  const created: PlannedChange[] = [];
  const updated: PlannedChange[] = [];
  let comments = 0;

  const eventOf = (change: PlannedChange): NewEvent | undefined => {
    const { id, ...item } = change.item;
    const now = ledger.get(id);
    const common = { kind: "item", subject: id, actor: by };
    if (change.kind === "create") {
      if (now !== undefined || ledger.isDeleted(id)) return undefined;
      const data = { source: plan.source, key: change.key, item };
      return { ...common, ledger: target, type: "workItemImported", data };
    }
    if (now?.version !== item.version) return undefined;
    const data = { source: plan.source, fields: change.fields };
    return { ...common, ledger: ledger.projectOf(id) ?? "workspace", type: "workItemImportUpdated", data };
  };

  const words = newWords(
    plan.changes.map((change) => change.item),
    ledger.words,
    { ledger: target, prefix, by },
  );
  const named = await store.commit<undefined, never>(() => ok({ events: words, result: () => undefined }));
  if (!named.ok) return named;
  for (let at = 0; at < plan.changes.length; at += CHUNK) {
    const chunk = plan.changes.slice(at, at + CHUNK);
    const done = await store.commit<readonly Outcome[], never>(() => {
      const planned = chunk.map((change) => ({ change, event: eventOf(change) }));
      const events = planned.flatMap(({ event }) => event ?? []);
      return ok({ events, result: () => planned });
    });
    if (!done.ok) return done;
    for (const { change, event } of done.value) {
      if (event !== undefined) (change.kind === "create" ? created : updated).push(change);
      else {
        const message = `${change.item.id} was changed while the import ran; import again to see how it stands.`;
        notes.problem({ kind: "conflict", line: change.line, item: change.item.id, message });
      }
    }
    await pace.rest();
  }
  for (let at = 0; at < plan.comments.length; at += CHUNK) {
    const chunk = plan.comments.slice(at, at + CHUNK).filter((one) => ledger.get(one.item) !== undefined);
    const done = await store.commit<undefined, never>(() => {
      const events = chunk.map(({ id, ledger: place, ...data }): NewEvent => {
        return { ledger: place, kind: "comment", subject: id, type: "commentImported", actor: by, data };
      });
      return ok({ events, result: () => undefined });
    });
    if (!done.ok) return done;
    comments += chunk.length;
    await pace.rest();
  }
  return ok({ created, updated, comments });
}
