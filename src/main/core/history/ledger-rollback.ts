import type { OutputOf, ParsedInputOf } from "../../../shared/contract/contract.ts";
import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Failure, type Result, err, fail, ok } from "../../../shared/model/result.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { newestEvents } from "../platform/store/past-events.ts";
import { isWithin } from "../platform/store/past-ledger.ts";
import { type PastFailure, readPast } from "../platform/store/past.ts";
import type { Decision, RecordStore, StoreFailure } from "../platform/store/record-store.ts";
import { type CheckFailure, type Turned, checkTurned } from "./check.ts";
import { valuesOf, fieldsFrom } from "./earlier.ts";
import type { RollbackDeps } from "./item-rollback.ts";
import type { PastLedgerView, PastLedgers } from "./past-ledgers.ts";
import { type ItemSince, type Undo, planUndo } from "./undo-plan.ts";
import { fieldChanges } from "./versions.ts";

export interface LedgerRollbackDeps extends RollbackDeps {
  readonly pasts: PastLedgers;
  /** Slung, on a hook, or in the merge queue. */
  isBusy(item: string): boolean;
}

type Output = OutputOf<"ledger.rollback">;
type Failed = CheckFailure | PastFailure | StoreFailure;
/** Items changed while their events were read. */
type Stale = Failure<"stale">;

function isStale(error: Failure): error is Stale {
  return error.code === "stale";
}

/** So often it is begun anew when items change under it; then somebody else works faster than can be read. */
const ATTEMPTS = 5;

/** Undoes all that somebody changed since a moment, in one commit or not at all. */
export async function rollBackLedger(
  deps: LedgerRollbackDeps,
  input: ParsedInputOf<"ledger.rollback">,
  actor: IdentityPath,
): Promise<Result<Output, Failed>> {
  for (let attempt = 1; ; attempt += 1) {
    const past = await deps.pasts.at(input.at);
    if (!past.ok) return past;
    const since = await eventsSince(deps.store, past.value, input);
    if (!since.ok) return since;
    const done = await commitUndo(deps, { past: past.value, since: since.value, input, actor });
    if (done.ok) return done;
    if (!isStale(done.error)) return err(done.error);
    if (attempt >= ATTEMPTS) {
      return fail("past-unreadable", done.error.message, { remedy: "Try again when it is calmer." });
    }
  }
}

/** By item that `by` has changed: all its events since, oldest first. */
async function eventsSince(
  store: RecordStore,
  { shown }: PastLedgerView,
  { by, project }: ParsedInputOf<"ledger.rollback">,
): Promise<Result<ReadonlyMap<string, readonly LedgerEvent[]>, PastFailure>> {
  return readPast(async () => {
    const bound = { at: shown.at, ...(shown.seq === undefined ? {} : { seq: shown.seq }) };
    const wanted = (event: LedgerEvent) => event.kind === "item" && !isWithin(event, bound);
    const found: LedgerEvent[] = [];
    for (const source of store.pastSources()) {
      if (project !== undefined && source.ledger !== project) continue;
      const { events } = await newestEvents(source, { since: shown.at, wanted, limit: Number.POSITIVE_INFINITY });
      found.push(...events);
    }
    const byItem = Map.groupBy(found.toReversed(), (event) => event.subject);
    return ok(new Map([...byItem].filter(([, events]) => events.some((event) => event.actor === by))));
  });
}

interface Undoing {
  readonly past: PastLedgerView;
  readonly since: ReadonlyMap<string, readonly LedgerEvent[]>;
  readonly input: ParsedInputOf<"ledger.rollback">;
  readonly actor: IdentityPath;
}

async function commitUndo(
  deps: LedgerRollbackDeps,
  { past, since, input, actor }: Undoing,
): Promise<Result<Output, CheckFailure | StoreFailure | Stale>> {
  const { store, ledger } = deps;
  return store.commit((): Result<Decision<Output>, CheckFailure | Stale> => {
    const plans = [...since].map(([id, events]) => {
      const item: ItemSince = {
        id,
        was: past.ledger.get(id),
        now: ledger.get(id),
        events,
        isBusy: deps.isBusy(id),
      };
      return { item, undo: planUndo(item, input.by, input.force) };
    });
    const stale = plans.find(({ item }) => !isCurrent(item));
    if (stale !== undefined) {
      return fail("stale", `${stale.item.id} is being changed while it is looked at.`);
    }
    const turned = plans.filter(({ undo }) => undo.to !== undefined);
    const free = checkTurned(ledger, new Map(turned.map(({ item, undo }) => [item.id, turnedOf(item, undo)])));
    if (!free.ok) return free;
    const events = input.dryRun
      ? []
      : turned.map(({ item, undo }) => undoEvent(item, undo, { at: past.shown.at, by: input.by, actor }));
    const answer: Output = {
      moment: past.shown,
      items: turned.map(({ item, undo }) => describeUndo(item, undo)),
      conflicts: plans.flatMap(({ undo }) => undo.conflicts),
    };
    return ok({ events, result: () => answer });
  });
}

/** All its events are known: the newest made it what it is. */
function isCurrent({ now, events }: ItemSince): boolean {
  const last = events.at(-1);
  return now === undefined || last === undefined || now.updatedAt <= last.at;
}

function turnedOf({ now }: ItemSince, { to }: Undo): Turned {
  return { before: now, after: to?.after };
}

function describeUndo({ id, now, was }: ItemSince, { to }: Undo): Output["items"][number] {
  const undo = now === undefined ? "restored" : to?.after === undefined ? "deleted" : "changed";
  const title = (now ?? was ?? to?.after)?.title ?? "";
  return { item: id, title, undo, changes: undo === "deleted" ? [] : fieldChanges(now, to?.after) };
}

function undoEvent(
  item: ItemSince,
  { to }: Undo,
  why: { readonly at: number; readonly by: IdentityPath; readonly actor: IdentityPath },
): NewEvent {
  const newest = item.events.at(-1);
  const cause = `undoes what ${why.by} did since ${new Date(why.at).toISOString()}`;
  const head = { ledger: newest?.ledger ?? "workspace", kind: "item", subject: item.id, actor: why.actor, cause };
  if (to?.after === undefined) return { ...head, type: "workItemDeleted", data: {} };
  if (item.now === undefined) return { ...head, type: "workItemRestored", data: { item: to.after } };
  return { ...head, type: "workItemRolledBack", data: { to: { at: why.at }, fields: differing(item.now, to.after) } };
}

function differing(now: WorkItem, after: WorkItem): ReturnType<typeof fieldsFrom> {
  const [was, is] = [valuesOf(now), valuesOf(after)];
  const fields = [...new Set([...was.keys(), ...is.keys()])].filter((field) => was.get(field) !== is.get(field));
  return fieldsFrom(fields.map((field) => [field, is.get(field) ?? null]));
}
