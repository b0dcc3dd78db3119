import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { historyVerbs } from "../../../shared/contract/history.ts";
import type { rollbackVerbs } from "../../../shared/contract/rollback.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import { fail, ok } from "../../../shared/model/result.ts";
import type { Clock } from "../base/clock.ts";
import type { Ledger } from "../ledger/index.ts";
import { readPast } from "../platform/store/past.ts";
import { createChangeTimesReader } from "../platform/store/past-changes.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import { rollBackItem, versionMeant } from "./item-rollback.ts";
import { rollBackLedger } from "./ledger-rollback.ts";
import { countMoments } from "./moments.ts";
import type { PastLedgers } from "./past-ledgers.ts";
import { itemVersions, replayItem } from "./versions.ts";

export type HistoryHandlers = SomeHandlers<
  (typeof historyVerbs)[number]["name"] | (typeof rollbackVerbs)[number]["name"]
>;

export interface HistoryDeps {
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly ledger: Ledger;
  hasProject(name: string): boolean;
  /** Slung, on a hook, or in the merge queue. */
  isBusy(item: string): boolean;
  /** An event in words. */
  describe(event: LedgerEvent): string;
}

/** What counts as a change on the scale of time: agents' and sessions' comings and goings do not. */
const SCALE_KINDS: readonly string[] = ["item", "comment"];

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
  const versionsOf = (id: string) =>
    readPast(async () => ok(replayItem(await store.trail(ledger.projectOf(id) ?? "workspace", "item", id))));

  return {
    "item.history": async (input) => {
      const found = ledger.resolve(input.item);
      if (!found.ok) return found;
      const { id, version } = found.value;
      const replayed = await versionsOf(id);
      if (!replayed.ok) return replayed;
      const versions = itemVersions(replayed.value, deps.describe);
      const isWhole = versions[0]?.version === 1 && versions.at(-1)?.version === version;
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
  };
}
