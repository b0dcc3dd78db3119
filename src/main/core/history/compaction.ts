import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Result, ok } from "../../../shared/model/result.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { createPause } from "../base/slices.ts";
import type { Ledger } from "../ledger/index.ts";
import type { RecordStore, StoreFailure } from "../platform/store/record-store.ts";
import { type Reason, charsOf, createCompactionPolicy } from "./compaction-policy.ts";
import type { Summariser } from "./digest.ts";

export interface CompactionDeps {
  readonly store: RecordStore;
  readonly ledger: Ledger;
  readonly summariser: Summariser;
}

export interface CompactionOrder {
  /** Those that were named, or all there are. */
  readonly items: Iterable<WorkItem>;
  /** Milliseconds since 1970; undefined for whenever. */
  readonly closedBefore: number | undefined;
  readonly dryRun: boolean;
  readonly actor: IdentityPath;
  readonly signal: AbortSignal;
}

type Report = OutputOf<"ledger.compact">;

/** So many become one commit, so that what others want comes in between. */
const BATCH = 250;
const SHOWN = 100;

interface Planned {
  readonly item: WorkItem;
  readonly digest: string;
}

/** Puts digests in place of texts, in batches; what was done stays when it is interrupted. */
export async function compact(deps: CompactionDeps, order: CompactionOrder): Promise<Result<Report, StoreFailure>> {
  const { store, ledger, summariser } = deps;
  const policy = await createCompactionPolicy([...ledger.values()]);
  const skipped = new Map<string, { count: number; items: string[] }>();
  const report: Report = { compacted: 0, charsBefore: 0, charsAfter: 0, items: [], skipped: [] };

  function skip(reason: Reason | "would not become shorter", { id }: WorkItem): void {
    const known = skipped.get(reason) ?? { count: 0, items: [] };
    known.count += 1;
    if (known.items.length < SHOWN) known.items.push(id);
    skipped.set(reason, known);
  }

  function count({ item, digest }: Planned): void {
    const chars = charsOf(item);
    report.compacted += 1;
    report.charsBefore += chars;
    report.charsAfter += digest.length;
    if (report.items.length < SHOWN) report.items.push({ item: item.id, title: item.title, digest, chars });
  }

  async function commit(batch: readonly Planned[]): Promise<Result<void, StoreFailure>> {
    if (order.dryRun) {
      for (const one of batch) count(one);
      return ok();
    }
    const done = await store.commit<readonly Planned[], never>(() => {
      // Texts that were changed meanwhile have another digest.
      const still = batch.filter(({ item }) => ledger.get(item.id) === item);
      return ok({ events: still.map((one) => compacted(deps, one, order.actor)), result: () => still });
    });
    if (!done.ok) return done;
    for (const one of done.value) count(one);
    return ok();
  }

  const pause = createPause();
  let batch: Planned[] = [];
  for (const item of [...order.items]) {
    if (order.signal.aborted) break;
    const due = pause();
    if (due !== undefined) await due;
    const reason = policy.judge(item, order.closedBefore);
    if (reason !== undefined) {
      // Of all there are, only those are told that are old enough.
      if (reason !== "is open" && reason !== "was closed too recently" && reason !== "is compacted already") {
        skip(reason, item);
      } else if (order.closedBefore === undefined) skip(reason, item);
      continue;
    }
    const digest = await summariser.summarise(item, order.signal);
    if (digest === undefined || digest.length >= charsOf(item)) {
      skip("would not become shorter", item);
      continue;
    }
    batch.push({ item, digest });
    if (batch.length < BATCH) continue;
    const done = await commit(batch);
    if (!done.ok) return done;
    batch = [];
  }
  const done = await commit(batch);
  if (!done.ok) return done;
  return ok({ ...report, skipped: [...skipped].map(([reason, some]) => ({ reason, ...some })) });
}

function compacted({ ledger, summariser }: CompactionDeps, { item, digest }: Planned, actor: IdentityPath): NewEvent {
  const data = { digest, summariser: summariser.name, chars: charsOf(item) };
  const head = { ledger: ledger.projectOf(item.id) ?? "workspace", kind: "item", subject: item.id, actor };
  return { ...head, type: "workItemCompacted", data };
}
