import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { UsageGroup } from "../../../shared/contract/usage.ts";
import type { Session } from "../../../shared/model/agent.ts";
import { type BillingKind, totalTokens } from "../../../shared/model/usage.ts";
import { createPause } from "../base/slices.ts";
import type { Prices } from "./prices.ts";
import { type UsageSum, createUsageSum } from "./sum.ts";
import type { UsageSample } from "./usage-store.ts";

type Report = Pick<OutputOf<"usage.list">, "by" | "rows" | "more" | "total">;

export interface ReportDeps {
  readonly prices: Prices;
  session(id: string): Session | undefined;
  /** How what a session used is paid. */
  billing(session: Session): BillingKind;
  /** Ids of the convoys that hold an item. */
  convoysOf(item: string): readonly string[];
  titleOf(group: "item" | "convoy", key: string): string | undefined;
}

export interface ReportQuestion {
  readonly by: UsageGroup;
  readonly limit: number;
  /** Which sessions count; all without it. */
  wants(session: Session): boolean;
  readonly model: string | undefined;
}

/** What has been summed up under one key. */
interface Group {
  readonly sum: UsageSum;
  readonly sessions: Set<string>;
  readonly models: Map<string, UsageSum>;
  firstAt: number;
  lastAt: number;
}

/** Sums samples up by what was asked. A sample whose session the ledger does not know (any more) counts under an empty key. */
export async function report(
  samples: Iterable<UsageSample>,
  question: ReportQuestion,
  deps: ReportDeps,
): Promise<Report> {
  const { prices } = deps;
  const groups = new Map<string, Group>();
  const total = { sum: createUsageSum(prices), sessions: new Set<string>() };
  const pause = createPause();
  for (const sample of samples) {
    const due = pause();
    if (due !== undefined) await due;
    const session = deps.session(sample.session);
    if (question.model !== undefined && sample.model !== question.model) continue;
    if (session === undefined || !question.wants(session)) continue;
    const part = { ...sample, billing: deps.billing(session) };
    total.sum.add(part);
    total.sessions.add(sample.session);
    for (const key of keysOf(question.by, { sample, session }, deps)) {
      const group = groupOf(groups, key, prices);
      group.sum.add(part);
      group.sessions.add(sample.session);
      let model = group.models.get(sample.model);
      if (model === undefined) group.models.set(sample.model, (model = createUsageSum(prices)));
      model.add(part);
      group.firstAt = Math.min(group.firstAt, sample.firstAt);
      group.lastAt = Math.max(group.lastAt, sample.lastAt);
    }
  }
  const all = [...groups].map(([key, group]) => rowOf(key, group, question.by, deps));
  const sorted = all.toSorted(
    question.by === "day"
      ? (a, b) => (a.key < b.key ? 1 : -1)
      : (a, b) => b.totalTokens - a.totalTokens || (a.key < b.key ? -1 : 1),
  );
  return {
    by: question.by,
    rows: sorted.slice(0, question.limit),
    more: Math.max(0, sorted.length - question.limit),
    total: sumOf(total.sum, total.sessions.size),
  };
}

function groupOf(groups: Map<string, Group>, key: string, prices: Prices): Group {
  let group = groups.get(key);
  if (group === undefined) {
    group = { sum: createUsageSum(prices), sessions: new Set(), models: new Map(), firstAt: Infinity, lastAt: 0 };
    groups.set(key, group);
  }
  return group;
}

function keysOf(
  by: UsageGroup,
  { sample, session }: { readonly sample: UsageSample; readonly session: Session },
  deps: Pick<ReportDeps, "convoysOf">,
): readonly string[] {
  switch (by) {
    case "session":
      return [session.id];
    case "agent":
      return [session.agent];
    case "item":
      return [session.item ?? ""];
    case "project":
      return [session.project ?? ""];
    case "runtime":
      return [session.runtime];
    case "model":
      return [sample.model];
    case "day":
      return [localDay(sample.hour)];
    case "convoy": {
      const convoys = session.item === undefined ? [] : deps.convoysOf(session.item);
      return convoys.length === 0 ? [""] : convoys;
    }
  }
}

function rowOf(key: string, group: Group, by: UsageGroup, deps: ReportDeps): Report["rows"][number] {
  const title = (by === "item" || by === "convoy") && key !== "" ? deps.titleOf(by, key) : undefined;
  return {
    key,
    ...(title === undefined ? {} : { title }),
    ...sumOf(group.sum, group.sessions.size),
    models: [...group.models]
      .map(([model, sum]) => ({ model, tokens: sum.tokens, cost: sum.cost }))
      .toSorted((a, b) => totalTokens(b.tokens) - totalTokens(a.tokens)),
    firstAt: group.firstAt,
    lastAt: group.lastAt,
  };
}

function sumOf({ tokens, cost }: UsageSum, sessions: number): Report["total"] {
  return { sessions, tokens, totalTokens: totalTokens(tokens), cost };
}

/** `2026-01-31`, in the time of this machine. */
function localDay(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
