import type { NewEvent } from "../../../shared/model/event.ts";
import { type Result, ok } from "../../../shared/model/result.ts";
import type { StoreFailure } from "../platform/store/record-store.ts";
import { newWords } from "./new-words.ts";
import type { ImportPlan, PlanTarget, PlannedChange } from "./plan.ts";
import type { ExchangeDeps } from "./ports.ts";

/** Events of one commit: few enough that taking them in does not hold up a screen. */
const CHUNK = 100;
/** Chunks that wait for the disk at once. */
const MAX_UNDER_WAY = 16;

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
 * Carries a plan out, chunk by chunk and in order. After a crash the same import goes on where it stopped, since what is there already is
 * known again. What somebody changed since the plan was made stays as it is.
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
  /** Appended, and on their way to the disk. */
  const underWay: Promise<Result<void, StoreFailure>>[] = [];

  async function commitChunk(change: readonly PlannedChange[]): Promise<Result<void, StoreFailure>> {
    const done = await store.commit<readonly Outcome[], never>(() => {
      const planned = change.map((one) => ({ change: one, event: eventOf(one) }));
      return ok({ events: planned.flatMap(({ event }) => event ?? []), result: () => planned });
    });
    if (!done.ok) return done;
    for (const { change: one, event } of done.value) {
      if (event !== undefined) (one.kind === "create" ? created : updated).push(one);
      else {
        const message = `${one.item.id} was changed while the import ran; import again to see how it stands.`;
        notes.problem({ kind: "conflict", line: one.line, item: one.item.id, message });
      }
    }
    return ok();
  }

  async function commitComments(chunk: ImportPlan["comments"]): Promise<Result<void, StoreFailure>> {
    const there = chunk.filter((one) => ledger.get(one.item) !== undefined);
    const events = there.map(({ id, ledger: place, ...data }): NewEvent => {
      return { ledger: place, kind: "comment", subject: id, type: "commentImported", actor: by, data };
    });
    comments += there.length;
    return store.commit<void, never>(() => ok({ events, result: () => undefined }));
  }

  /** The disk syncs one chunk while the next are taken in; what is ahead of it stays bounded. */
  async function eachChunk<T>(
    all: readonly T[],
    commit: (chunk: readonly T[]) => Promise<Result<void, StoreFailure>>,
  ): Promise<Result<void, StoreFailure>> {
    for (let at = 0; at < all.length; at += CHUNK) {
      underWay.push(commit(all.slice(at, at + CHUNK)));
      const oldest = underWay.length < MAX_UNDER_WAY ? undefined : await underWay.shift();
      if (oldest?.ok === false) return oldest;
      await pace.rest();
    }
    for (const done of await Promise.all(underWay.splice(0))) if (!done.ok) return done;
    return ok();
  }

  const changed = await eachChunk(plan.changes, commitChunk);
  if (!changed.ok) return changed;
  const said = await eachChunk(plan.comments, commitComments);
  if (!said.ok) return said;
  return ok({ created, updated, comments });
}
