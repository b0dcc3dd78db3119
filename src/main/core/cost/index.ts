import type { Session } from "../../../shared/model/agent.ts";
import { type BillingKind, type CostView, type TokenCounts, totalTokens } from "../../../shared/model/usage.ts";
import type { Clock } from "../base/clock.ts";
import { createPause } from "../base/slices.ts";
import type { RecordTable } from "../platform/store/record-store.ts";
import { type CostControllerDeps, type CostHandlers, costHandlers } from "./controller.ts";
import { Follower, type FollowerDeps } from "./follower.ts";
import type { Prices } from "./prices.ts";
import { createUsageSum } from "./sum.ts";
import type { ModelTotals } from "./totals.ts";
import { type UsageStore, openUsageStore, usageFile } from "./usage-store.ts";

export { type PriceList, type Prices, createPrices, readOwnPrices, readPriceList } from "./prices.ts";
export { sumCosts } from "./sum.ts";
export type { SessionTranscript, TranscriptNews } from "./follower.ts";

export interface CostDeps
  extends
    Pick<CostControllerDeps, "convoysOf" | "titleOf" | "resolveAgent" | "resolveItem" | "resolveConvoy">,
    Pick<FollowerDeps, "transcriptOf" | "news"> {
  readonly workspaceDir: string;
  readonly clock: Clock;
  /** Read once. */
  prices(): Promise<Prices>;
  readonly sessions: RecordTable<Session>;
  /** How what a session used is paid; `isSubscription` where its transcript says so. */
  billing(session: Session, isSubscription: boolean): BillingKind;
  report(error: unknown): void;
}

/** What one session used in all. */
export interface SessionUsage {
  readonly tokens: TokenCounts;
  readonly total: number;
  readonly cost: CostView;
  /** The model that most of the tokens were of. */
  readonly model: string;
}

export interface Cost {
  /** Begins to follow the transcripts of live sessions, and catches up with those that ended unseen. */
  start(): void;
  /** Something happened in a session: what it wrote is read soon. */
  saw(session: string): void;
  /** Adds what was used for a session beyond its transcript, as by an answer of it after its end. */
  add(session: string, usage: readonly ModelTotals[]): void;
  /** Of all sessions that anything is known of. */
  bySession(): Promise<ReadonlyMap<string, SessionUsage>>;
  /** Resolves when nothing is being read. */
  idle(): Promise<void>;
  readonly handlers: CostHandlers;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Samples live that long: more than a year can be looked at. */
const KEPT_MS = 400 * 24 * 3_600_000;

/** Tokens and cost of sessions, read from their transcripts and kept as samples. */
export function createCost(deps: CostDeps): Cost {
  const { clock, sessions, report } = deps;
  let opened: UsageStore | undefined;
  /** Opened when it is first asked for: most commands without a core never do. */
  const store = () =>
    (opened ??= openUsageStore(usageFile(deps.workspaceDir), (problem) => {
      report(new Error(problem));
    }));
  const follower = new Follower({ ...deps, store });
  const session = (id: string) => sessions.get(id);

  function unmeasured(wants: (session: Session) => boolean): number {
    const problems = store().problems();
    let count = 0;
    for (const one of sessions.values()) {
      if (wants(one) && (problems.has(one.id) || deps.transcriptOf(one) === undefined)) count += 1;
    }
    return count;
  }

  /** Asked for once per question. */
  function billing(): (session: Session) => BillingKind {
    const subscribed = store().subscribed();
    return (one) => deps.billing(one, subscribed.has(one.id));
  }

  async function bySession(): Promise<ReadonlyMap<string, SessionUsage>> {
    const found = new Map<string, { readonly sum: ReturnType<typeof createUsageSum>; model: string; most: number }>();
    const prices = await deps.prices();
    const billingOf = billing();
    const pause = createPause();
    for (const sample of store().samples({})) {
      const due = pause();
      if (due !== undefined) await due;
      const one = session(sample.session);
      const paid: BillingKind = one === undefined ? "unknown" : billingOf(one);
      const entry = found.get(sample.session) ?? { sum: createUsageSum(prices), model: "", most: -1 };
      found.set(sample.session, entry);
      entry.sum.add({ ...sample, billing: paid });
      const total = totalTokens(sample);
      if (total > entry.most) Object.assign(entry, { model: sample.model, most: total });
    }
    return new Map(
      [...found].map(([id, { sum, model }]) => [
        id,
        { tokens: sum.tokens, total: totalTokens(sum.tokens), cost: sum.cost, model },
      ]),
    );
  }

  return {
    start() {
      store().prune(clock.now() - KEPT_MS);
      follower.start(sessions.values());
    },
    saw(id) {
      follower.wake(id);
    },
    add(id, usage) {
      follower.add(id, usage);
    },
    bySession,
    idle: () => follower.idle(),
    handlers: costHandlers({ ...deps, billing, store, session, unmeasured }),
    async [Symbol.asyncDispose]() {
      await follower[Symbol.asyncDispose]();
      opened?.[Symbol.dispose]();
    },
  };
}
