import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { compactionVerbs } from "../../../shared/contract/compaction.ts";
import type { historyVerbs } from "../../../shared/contract/history.ts";
import type { rollbackVerbs } from "../../../shared/contract/rollback.ts";
import type { FeedEvent } from "../../../shared/contract/workspace.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import { fail, ok } from "../../../shared/model/result.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { Clock } from "../base/clock.ts";
import type { Ledger } from "../ledger/index.ts";
import { newestEvents } from "../platform/store/past-events.ts";
import { isWithin } from "../platform/store/past-ledger.ts";
import { readPast } from "../platform/store/past.ts";
import { createChangeTimesReader } from "../platform/store/past-changes.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import { compact } from "./compaction.ts";
import type { Summariser } from "./digest.ts";
import { diffItems } from "./diff.ts";
import { rollBackItem, versionMeant } from "./item-rollback.ts";
import { rollBackLedger } from "./ledger-rollback.ts";
import { countMoments } from "./moments.ts";
import type { PastLedgers } from "./past-ledgers.ts";
import { restoreText } from "./restore-text.ts";
import { itemVersions, replayItem, tellsAll } from "./versions.ts";

export type HistoryHandlers = SomeHandlers<
  (typeof historyVerbs | typeof rollbackVerbs | typeof compactionVerbs)[number]["name"]
>;

export interface HistoryDeps {
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly ledger: Ledger;
  hasProject(name: string): boolean;
  readonly summariser: Summariser;
  /** Slung, on a hook, or in the merge queue. */
  isBusy(item: string): boolean;
  /** An event as faces see it. */
  inWords(event: LedgerEvent): FeedEvent;
}

/** What counts as a change on the scale of time: agents' and sessions' comings and goings do not. */
const SCALE_KINDS: readonly string[] = ["item", "comment"];

const DAY_MS = 24 * 3_600_000;

/** Maps the contract's `item.history`, `item.rollback` and `ledger.*` to what is in this folder. */
export function historyHandlers(deps: HistoryDeps, pasts: PastLedgers): HistoryHandlers {
  const { store, ledger } = deps;
  const changeTimes = createChangeTimesReader(SCALE_KINDS);
  const unknownProject = (project: string | undefined) =>
    project !== undefined && !deps.hasProject(project)
      ? fail("project-not-found", `There is no project ${project}.`, {
          remedy: "List them with `drover project list`.",
        })
      : undefined;
  const trailOf = (id: string) =>
    readPast(async () => ok(await store.trail(ledger.projectOf(id) ?? "workspace", "item", id)));
  const versionsOf = async (id: string) => {
    const trail = await trailOf(id);
    return trail.ok ? ok(replayItem(trail.value)) : trail;
  };

  return {
    "item.history": async (input) => {
      const found = ledger.resolve(input.item);
      if (!found.ok) return found;
      const { id, version } = found.value;
      const trail = await trailOf(id);
      if (!trail.ok) return trail;
      const replayed = replayItem(trail.value);
      const versions = itemVersions(replayed, (event) => deps.inWords(event).text);
      const isWhole = tellsAll(trail.value, replayed, version);
      const unreadable = [`Events of ${id} are missing: it came from elsewhere, or was edited by hand.`];
      return ok({ item: id, version, versions: [...versions], ...(isWhole ? {} : { unreadable }) });
    },
    "ledger.moments": async ({ project, since, until, buckets }) => {
      const unknown = unknownProject(project);
      if (unknown !== undefined) return unknown;
      const sources = store.pastSources().filter((one) => project === undefined || one.ledger === project);
      const read = await readPast(async () => ok(await changeTimes.read(sources)));
      if (!read.ok) return read;
      const times = read.value.flatMap((one) => one.times);
      const unreadable = read.value.flatMap((one) => one.unreadable);
      return ok({
        ...countMoments(times, { since, until, buckets, now: deps.clock.now() }),
        ...(unreadable.length === 0 ? {} : { unreadable }),
      });
    },
    "item.rollback": async ({ item, to, dryRun }, caller) => {
      const found = ledger.resolve(item);
      if (!found.ok) return found;
      const { id } = found.value;
      const meant = "version" in to ? ok(to) : await pasts.boundOf(to.at);
      if (!meant.ok) return meant;
      const versions = await versionsOf(id);
      if (!versions.ok) return versions;
      const then = versionMeant(id, versions.value, meant.value);
      return then.ok ? rollBackItem(deps, then.value, { dryRun }, caller.identity) : then;
    },
    "ledger.rollback": async (input, caller) => {
      const unknown = unknownProject(input.project);
      return unknown ?? rollBackLedger({ ...deps, pasts }, input, caller.identity);
    },
    "ledger.history": async ({ project, actor, types, kinds = SCALE_KINDS, since, until, limit }) => {
      const unknown = unknownProject(project);
      if (unknown !== undefined) return unknown;
      const from = since === undefined ? ok({ at: 0 }) : await pasts.boundOf(since);
      if (!from.ok) return from;
      const to = until === undefined ? ok({ at: Number.POSITIVE_INFINITY }) : await pasts.boundOf(until);
      if (!to.ok) return to;
      const wanted = (event: LedgerEvent) =>
        kinds.includes(event.kind) &&
        (actor === undefined || event.actor === actor) &&
        (types?.includes(event.type) ?? true) &&
        isWithin(event, to.value);
      const sources = store.pastSources().filter((one) => project === undefined || one.ledger === project);
      const query = { since: from.value.at, wanted, limit };
      const read = await readPast(async () => ok(await Promise.all(sources.map((one) => newestEvents(one, query)))));
      if (!read.ok) return read;
      const events = read.value.flatMap((one) => one.events).toSorted((a, b) => b.at - a.at || b.seq - a.seq);
      const unreadable = read.value.flatMap((one) => one.unreadable);
      const shown = events.slice(0, limit).map((event) => deps.inWords(event));
      return ok({ events: shown, ...(unreadable.length === 0 ? {} : { unreadable }) });
    },
    "ledger.diff": async ({ from, to, project, limit }) => {
      const unknown = unknownProject(project);
      if (unknown !== undefined) return unknown;
      const before = await pasts.at(from);
      if (!before.ok) return before;
      const after = to === undefined ? ok({ ledger, shown: { at: deps.clock.now() } }) : await pasts.at(to);
      if (!after.ok) return after;
      const differing = diffItems(before.value.ledger, after.value.ledger, { project, limit });
      return ok({ from: before.value.shown, to: after.value.shown, ...differing });
    },
    "ledger.compact": async ({ items, project, olderThanDays, dryRun }, caller, signal) => {
      const unknown = unknownProject(project);
      if (unknown !== undefined) return unknown;
      const named: WorkItem[] = [];
      for (const ref of items ?? []) {
        const found = ledger.resolve(ref);
        if (!found.ok) return found;
        named.push(found.value);
      }
      const ofProject = [...ledger.values()].filter(
        ({ id }) => project === undefined || ledger.projectOf(id) === project,
      );
      return compact(deps, {
        items: items === undefined ? ofProject : named,
        closedBefore: items === undefined ? deps.clock.now() - olderThanDays * DAY_MS : undefined,
        dryRun,
        actor: caller.identity,
        signal,
      });
    },
    "item.restore-text": async ({ item }, caller) => {
      const found = ledger.resolve(item);
      if (!found.ok) return found;
      const versions = await versionsOf(found.value.id);
      return versions.ok ? restoreText(deps, found.value.id, versions.value, caller.identity) : versions;
    },
  };
}
