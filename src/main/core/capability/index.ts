import type { CapabilityRecord } from "../../../shared/contract/capability.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { Session } from "../../../shared/model/agent.ts";
import { type IdentityPath, projectOf } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import type { CostView } from "../../../shared/model/usage.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { createPause } from "../base/slices.ts";
import type { RecordTable } from "../platform/store/record-store.ts";
import { advise } from "./advise.ts";
import { type Case, casesOf } from "./cases.ts";
import { type Experience, experienceOf } from "./experience.ts";
import { type MeasuredCase, tally } from "./tally.ts";

export type { Experience } from "./experience.ts";

export interface SessionUse {
  readonly tokens: number;
  readonly cost: CostView;
  /** The model that most tokens were of. */
  readonly model: string;
}

export interface CapabilityDeps {
  readonly sessions: RecordTable<Session>;
  readonly submissions: RecordTable<Submission>;
  item(id: string): WorkItem | undefined;
  holderOf(item: string): IdentityPath | undefined;
  resolveAgent(
    ref: string,
    ownProject: string | undefined,
  ): Result<IdentityPath, Failure<"agent-not-found" | "agent-ambiguous">>;
  /** What each session used; sessions that nothing is known of are not in it. */
  usage(): Promise<ReadonlyMap<string, SessionUse>>;
  sumCosts(costs: readonly CostView[]): CostView;
  resolveItem(ref: string): Result<string, Failure<"item-not-found" | "item-ambiguous">>;
  /** The runtime that a worker for the item gets where nobody says. */
  defaultRuntime(item: WorkItem): string;
  /** Whether a runtime could be started now. */
  isUsable(runtime: string): Promise<boolean>;
}

/** Which cases are looked at; everything without any. */
export interface CaseFilter {
  readonly agent?: IdentityPath | undefined;
  readonly runtime?: string | undefined;
  readonly model?: string | undefined;
  readonly since?: number | undefined;
  readonly type?: string | undefined;
}

export interface Capabilities {
  record(filter: CaseFilter): Promise<CapabilityRecord>;
  /** How long items took and what they cost, for who foretells others. */
  experience(): Promise<Experience>;
  readonly handlers: SomeHandlers<"agent.cv" | "work.advise">;
}

/** Items shown one by one. */
const RECENT = 20;

/** Records of agents, runtimes and models, worked out of the ledger's facts whenever somebody asks. */
export function createCapabilities(deps: CapabilityDeps): Capabilities {
  let cases: readonly Case[] | undefined;
  const forget = () => {
    cases = undefined;
  };
  for (const table of [deps.sessions, deps.submissions]) table.watch(forget, forget);

  /** Whether an item is closed, and who holds it, changes without either table: those few are looked at anew each time. */
  function current(): readonly Case[] {
    const { sessions, submissions, item, holderOf } = deps;
    const isStale = cases?.some((one) => one.how === "under-way" || one.how === "left-undone") !== false;
    if (cases === undefined || isStale) {
      cases = casesOf({ sessions: sessions.values(), submissions: submissions.values(), item, holderOf });
    }
    return cases;
  }

  async function record(filter: CaseFilter): Promise<CapabilityRecord> {
    const usage = await deps.usage();
    const pause = createPause();
    const chosen: (MeasuredCase & { readonly model: string | undefined })[] = [];
    for (const one of current()) {
      const due = pause();
      if (due !== undefined) await due;
      if (filter.agent !== undefined && filter.agent !== one.agent) continue;
      if (filter.runtime !== undefined && filter.runtime !== one.runtime) continue;
      if (filter.type !== undefined && filter.type !== deps.item(one.item)?.type) continue;
      if (filter.since !== undefined && (one.endedAt ?? Infinity) < filter.since) continue;
      const used = one.sessions.flatMap(({ id }) => usage.get(id) ?? []);
      const model = used.at(-1)?.model;
      if (filter.model !== undefined && filter.model !== model) continue;
      const tokens = used.reduce((sum, each) => sum + each.tokens, 0);
      const measured = used.length === 0 ? undefined : { tokens, cost: deps.sumCosts(used.map((each) => each.cost)) };
      chosen.push({ one, usage: measured, model });
    }
    const groups = (keysOf: (each: (typeof chosen)[number]) => readonly string[]) =>
      group(chosen, keysOf, deps.sumCosts);
    const { agent, runtime, model } = filter;
    return {
      of: {
        ...(agent === undefined ? {} : { agent }),
        ...(runtime === undefined ? {} : { runtime }),
        ...(model === undefined ? {} : { model }),
      },
      total: tally(chosen, deps.sumCosts),
      types: groups(({ one }) => [deps.item(one.item)?.type ?? "deleted"]),
      labels: groups(({ one }) => deps.item(one.item)?.labels ?? []),
      runtimes: groups(({ one }) => [one.runtime]),
      models: groups((each) => (each.model === undefined ? [] : [each.model])),
      projects: groups(({ one }) => (one.project === undefined ? [] : [one.project])),
      recent: recentOf(chosen, deps.item),
    };
  }

  return {
    record,
    async experience() {
      const usage = await deps.usage();
      return experienceOf(current(), { item: deps.item, usdOf: (session) => usage.get(session)?.cost.usd });
    },
    handlers: {
      "agent.cv": async ({ agent, ...rest }, caller) => {
        if (agent === undefined) return ok(await record(rest));
        const found = deps.resolveAgent(agent, projectOf(caller.identity));
        return found.ok ? ok(await record({ ...rest, agent: found.value })) : found;
      },
      "work.advise": async ({ item: ref }) => {
        const found = deps.resolveItem(ref);
        if (!found.ok) return found;
        const item = deps.item(found.value);
        if (item === undefined) return fail("item-not-found", `There is no item ${ref}.`);
        const ofType = (await record({ type: item.type })).runtimes;
        const ofAll = (await record({})).runtimes;
        const known = await Promise.all(ofAll.map(async ({ key }) => ((await deps.isUsable(key)) ? [key] : [])));
        const facts = { item: item.id, type: item.type, defaultRuntime: deps.defaultRuntime(item) };
        return ok(advise({ ...facts, usable: known.flat(), ofType, ofAll }));
      },
    },
  };
}

function group<C extends MeasuredCase>(
  cases: readonly C[],
  keysOf: (one: C) => readonly string[],
  sumCosts: CapabilityDeps["sumCosts"],
): CapabilityRecord["types"] {
  const byKey = new Map<string, C[]>();
  for (const one of cases) {
    for (const key of keysOf(one)) {
      const row = byKey.get(key);
      if (row === undefined) byKey.set(key, [one]);
      else row.push(one);
    }
  }
  return [...byKey]
    .map(([key, row]) => ({ key, ...tally(row, sumCosts) }))
    .toSorted((a, b) => b.items - a.items || (a.key < b.key ? -1 : 1));
}

function recentOf(cases: readonly MeasuredCase[], item: CapabilityDeps["item"]): CapabilityRecord["recent"] {
  const at = ({ one }: MeasuredCase) => one.endedAt ?? Infinity;
  return cases
    .toSorted((a, b) => at(b) - at(a) || b.one.startedAt - a.one.startedAt)
    .slice(0, RECENT)
    .map(({ one }) => ({
      item: one.item,
      title: item(one.item)?.title ?? one.item,
      type: item(one.item)?.type ?? "deleted",
      how: one.how,
      ...(one.endedAt === undefined ? {} : { at: one.endedAt }),
      sessions: one.sessions.length,
      sentBack: one.submissions.filter(({ state }) => state === "sent-back").length,
    }));
}
