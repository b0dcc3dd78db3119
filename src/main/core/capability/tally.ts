import type { CapabilityRecord } from "../../../shared/contract/capability.ts";
import type { CostView } from "../../../shared/model/usage.ts";
import type { Case } from "./cases.ts";

type Tally = CapabilityRecord["total"];

/** What a case used, as far as it is known. */
export interface CaseUsage {
  readonly tokens: number;
  readonly cost: CostView;
}

export interface MeasuredCase {
  readonly one: Case;
  /** Undefined where nothing of it was measured. */
  readonly usage: CaseUsage | undefined;
}

/** The facts of a number of cases, each counted once. Pure. */
export function tally(cases: readonly MeasuredCase[], sumCosts: (costs: readonly CostView[]) => CostView): Tally {
  const counts = { landed: 0, closed: 0, failed: 0, "left-undone": 0, "under-way": 0 };
  let firstTime = 0;
  let submissions = 0;
  let sentBack = 0;
  let conflicts = 0;
  let gateFailures = 0;
  let crashes = 0;
  const durations: number[] = [];
  const sessionCounts: number[] = [];
  const costs: CostView[] = [];
  let tokens = 0;
  for (const { one, usage } of cases) {
    counts[one.how] += 1;
    const back = one.submissions.filter(({ state }) => state === "sent-back");
    submissions += one.submissions.length;
    sentBack += back.length;
    conflicts += back.filter((each) => each.conflicts.length > 0).length;
    gateFailures += back.filter((each) => each.gates.some(({ exitCode }) => exitCode !== 0)).length;
    crashes += one.sessions.filter(({ endReason }) => endReason === "crashed").length;
    sessionCounts.push(one.sessions.length);
    if (one.how === "landed" && back.length === 0) firstTime += 1;
    if ((one.how === "landed" || one.how === "closed") && one.endedAt !== undefined) {
      durations.push(Math.max(0, one.endedAt - one.startedAt));
    }
    if (usage !== undefined) {
      tokens += usage.tokens;
      costs.push(usage.cost);
    }
  }
  const cost = sumCosts(costs);
  const priced = costs.filter(({ usd }) => usd !== undefined).length;
  const medianSessions = median(sessionCounts);
  const medianMs = median(durations);
  return {
    items: cases.length,
    landed: counts.landed,
    closed: counts.closed,
    failed: counts.failed,
    leftUndone: counts["left-undone"],
    underWay: counts["under-way"],
    firstTime: { count: firstTime, of: counts.landed },
    submissions,
    sentBack,
    conflicts,
    gateFailures,
    sessions: sessionCounts.reduce((sum, count) => sum + count, 0),
    ...(medianSessions === undefined ? {} : { medianSessions }),
    crashes,
    ...(medianMs === undefined ? {} : { medianMs }),
    tokens,
    measured: costs.length,
    cost,
    ...(priced === 0 || cost.usd === undefined ? {} : { usdPerItem: cost.usd / priced }),
  };
}

/** The middle one, or the mean of the two in the middle; undefined without any. */
function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
