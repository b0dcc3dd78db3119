import type { OutputOf } from "../../../shared/contract/contract.ts";
import { longestChain } from "../../../shared/model/longest-chain.ts";
import { createPause } from "../base/slices.ts";
import { type Finished, type Likeness, type Samples, createSampling, quantile } from "./durations.ts";
import { durationWords } from "../../../shared/duration-words.ts";
import type { Plan, PlannedItem } from "./plan.ts";
import { type Room, type Task, simulate } from "./simulate.ts";

type Outlook = OutputOf<"convoy.outlook">;

export interface ForecastFacts {
  readonly plan: Plan;
  readonly finished: readonly Finished[];
  /** When the first session on an item that is not over began. */
  readonly begun: ReadonlyMap<string, number>;
  readonly room: Room;
  readonly isStarted: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface Foretold {
  readonly forecast: Outlook["forecast"];
  readonly criticalPath: { readonly ids: readonly string[]; readonly ms: number | undefined };
}

/** As often as is steady, while large convoys are done in a moment. */
const RUNS = 200;
const MOST_STEPS = 40_000;
const LEAST_RUNS = 20;
/** What an estimate becomes, by how it usually goes. */
const AROUND_ESTIMATE = [0.5, 0.8, 1, 1.3, 2];

/**
 * Foretells the end of what is left by running it through many times, each item taking as long as a finished one like it took,
 * with as many side by side as limits allow. The same facts always give the same answer.
 */
export async function foretell(facts: ForecastFacts): Promise<Foretold> {
  const { plan, now } = facts;
  const work = plan.items.filter(({ isWork }) => isWork);
  const samplesOf = samplesBy(facts.finished, plan.items);
  const unknown = work.filter((item) => samplesOf(item) === undefined);
  const expected = (item: PlannedItem) => quantile(samplesOf(item)?.values ?? [], 0.5);
  const chain = chainOf(plan.items, (item) => (unknown.length > 0 ? Number(item.isWork) : remaining(item, 0.5)));
  if (plan.items.length === 0) {
    return { forecast: { state: "done", basis: [...plan.open] }, criticalPath: { ids: [], ms: undefined } };
  }
  if (unknown.length > 0) {
    const which =
      unknown.length === work.length ? "how long its items take" : `how long ${unknown.length} of its items take`;
    const why = `It is not known yet ${which}: ${finishedWords(facts.finished.length)}, and they have no estimate.`;
    return { forecast: { state: "unknown", basis: [why, ...plan.open] }, criticalPath: { ids: chain, ms: undefined } };
  }

  function remaining(item: PlannedItem, share: number): number {
    if (!item.isWork) return 0;
    const values = samplesOf(item)?.values ?? [];
    const since = facts.begun.get(item.id);
    if (since === undefined) return quantile(values, share);
    const gone = now - since;
    const longer = values.filter((value) => value > gone);
    // Longer than any before: what it takes yet is anybody's guess, and half of the usual one like any other.
    return longer.length === 0 ? expected(item) / 2 : quantile(longer, share) - gone;
  }

  const byId = new Map(plan.items.map((item) => [item.id, item]));
  const tasks = plan.items.map((item): Task => {
    const isUnderWay = ["in-progress", "review", "merging"].includes(item.stage);
    const pool = item.isWork ? (item.project ?? "") : undefined;
    return { id: item.id, after: item.after, notBefore: Math.max(0, item.notBefore - now), pool, isUnderWay };
  });
  const random = createRandom(plan.items.length);
  const runs = Math.max(LEAST_RUNS, Math.min(RUNS, Math.floor(MOST_STEPS / tasks.length)));
  const pause = createPause();
  const ends: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    ends.push(
      simulate(tasks, facts.room, ({ id }) => {
        const item = byId.get(id);
        return item === undefined ? 0 : remaining(item, random());
      }),
    );
    const due = pause();
    if (due !== undefined) await due;
  }
  ends.sort((a, b) => a - b);
  const at = (share: number) => Math.round(now + quantile(ends, share));
  const ms = chain.reduce((sum, id) => sum + remaining(byId.get(id) ?? NOTHING, 0.5), 0);
  return {
    forecast: { state: "known", earliest: at(0.1), likely: at(0.5), latest: at(0.9), basis: basisOf(facts, samplesOf) },
    criticalPath: { ids: chain, ms: Math.round(ms) },
  };
}

const NOTHING: PlannedItem = {
  id: "",
  type: "task",
  project: undefined,
  stage: "ready",
  after: [],
  notBefore: 0,
  estimateMs: undefined,
  isWork: false,
  isOutside: false,
};

type SamplesOf = (item: PlannedItem) => Samples | undefined;

function samplesBy(finished: readonly Finished[], items: readonly PlannedItem[]): SamplesOf {
  const like = createSampling(finished, ({ ms }) => ms);
  const estimates = new Map(
    items.flatMap(({ id, estimateMs }): [string, Samples][] =>
      estimateMs === undefined
        ? []
        : [[id, { values: AROUND_ESTIMATE.map((factor) => factor * estimateMs), like: "any" }]],
    ),
  );
  return (item) => like(item) ?? estimates.get(item.id);
}

function chainOf(items: readonly PlannedItem[], weigh: (item: PlannedItem) => number): readonly string[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const chain = longestChain(
    items.map(({ id }) => id),
    {
      after: (id) => byId.get(id)?.after ?? [],
      weight: (id) => Math.max(0, weigh(byId.get(id) ?? NOTHING)),
    },
  );
  return chain?.ids ?? [];
}

const LIKENESS: Readonly<Record<Likeness, string>> = {
  "type and project": "of their type in their project",
  project: "of their project",
  type: "of their type",
  any: "of any kind",
};

function basisOf({ plan, finished, room, isStarted, begun, now }: ForecastFacts, samplesOf: SamplesOf): string[] {
  const work = plan.items.filter(({ isWork }) => isWork);
  const like = createSampling(finished, ({ ms }) => ms);
  const said = new Set<string>();
  let estimated = 0;
  for (const item of work) {
    const found = like(item);
    if (found === undefined) estimated += 1;
    else said.add(samplesWords(found));
  }
  const overdue = work.filter((item) => {
    const since = begun.get(item.id);
    return since !== undefined && now - since > (samplesOf(item)?.values.at(-1) ?? Infinity);
  });
  const outside = plan.items.filter(({ isOutside, isWork }) => isOutside && isWork).length;
  const pools = new Set(work.map(({ project }) => project ?? ""));
  const width = Math.min(
    room.overall,
    [...pools].reduce((sum, pool) => sum + room.of(pool), 0),
  );
  return [
    ...(isStarted ? [] : ["As if it were started now."]),
    ...said,
    ...(estimated === 0
      ? []
      : [`${items(estimated)} taken by ${estimated === 1 ? "its estimate" : "their estimates"}.`]),
    `Up to ${width} at a time, if nothing else takes the agents.`,
    ...(outside === 0
      ? []
      : [`${items(outside)} outside it that it waits for ${outside === 1 ? "is" : "are"} counted.`]),
    ...(overdue.length === 0
      ? []
      : [`${items(overdue.length)} under way longer than any like ${overdue.length === 1 ? "it" : "them"} before.`]),
    ...plan.open,
  ];
}

function samplesWords({ values, like }: Samples): string {
  const middle = durationWords(quantile(values, 0.5));
  const [low, high] = [durationWords(quantile(values, 0.1)), durationWords(quantile(values, 0.9))];
  const range = low === high ? "" : ` (mostly ${low} to ${high})`;
  return `${values.length} finished items ${LIKENESS[like]} typically took ${middle}${range}.`;
}

function finishedWords(count: number): string {
  return count === 0 ? "nothing has been finished so far" : `only ${items(count)} finished so far`;
}

function items(count: number): string {
  return count === 1 ? "1 item" : `${count} items`;
}

/** Numbers from 0 to 1 that are the same each time (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
