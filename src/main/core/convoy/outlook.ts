import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { SessionState } from "../../../shared/model/agent.ts";
import type { Convoy } from "../../../shared/model/convoy.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { CostView } from "../../../shared/model/usage.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import type { Clock } from "../base/clock.ts";
import { burnUpOf } from "./burn-up.ts";
import { costToCome } from "./cost-to-come.ts";
import type { Finished } from "./durations.ts";
import { foretell } from "./forecast.ts";
import { planOf } from "./plan.ts";

type Outlook = OutputOf<"convoy.outlook">;

export interface OutlookDeps {
  readonly clock: Clock;
  find(ref: string): Result<Convoy, Failure<"convoy-not-found">>;
  viewItem(id: string): ItemView | undefined;
  trail(convoy: string): Promise<readonly LedgerEvent[]>;
  /** What is known of all items that agents worked on. */
  experience(): Promise<{ readonly finished: readonly Finished[]; readonly begun: ReadonlyMap<string, number> }>;
  /** What a convoy's sessions used so far, in all and for each item. */
  spent(convoy: string): Promise<{
    readonly cost: CostView;
    readonly sessions: number;
    readonly tokens: number;
    readonly usdOf: ReadonlyMap<string, number>;
  }>;
  /** How many agents of a project may be at work. */
  agentsOf(project: string): number;
  /** Of an agent's session; undefined where none runs. */
  stateOf(agent: IdentityPath): SessionState | undefined;
}

/** Looks ahead for convoys, whenever somebody asks: nothing of it is kept. */
export function createOutlooks(deps: OutlookDeps): { readonly handlers: SomeHandlers<"convoy.outlook"> } {
  const { clock, viewItem } = deps;
  return {
    handlers: {
      "convoy.outlook": async ({ convoy: ref }) => {
        const found = deps.find(ref);
        if (!found.ok) return fail("convoy-not-found", found.error.message, found.error);
        const convoy = found.value;
        const now = clock.now();
        const [{ finished, begun }, spent, trail] = await Promise.all([
          deps.experience(),
          deps.spent(convoy.id),
          deps.trail(convoy.id),
        ]);
        const plan = planOf(convoy.items, viewItem);
        const room = { overall: convoy.limit ?? Infinity, of: (pool: string) => Math.max(1, deps.agentsOf(pool)) };
        const { forecast, criticalPath } = await foretell({
          plan,
          finished,
          begun,
          room,
          isStarted: convoy.started,
          now,
        });
        const pools = new Set(convoy.items.flatMap((id) => viewItem(id)?.project ?? []));
        const width = Math.min(
          room.overall,
          Math.max(
            1,
            [...pools].reduce((sum, pool) => sum + room.of(pool), 0),
          ),
        );
        const titleOf = (id: string) => viewItem(id)?.title ?? id;
        return ok({
          convoy: convoy.id,
          forecast,
          criticalPath: {
            items: criticalPath.ids.map((id) => ({ id, title: titleOf(id) })),
            ...(criticalPath.ms === undefined ? {} : { ms: criticalPath.ms }),
          },
          width,
          swarm: swarmOf(convoy, deps, begun),
          waiting: waitingOf(convoy, viewItem),
          cost: {
            soFar: spent.cost,
            sessions: spent.sessions,
            tokens: spent.tokens,
            ...costToCome(plan.items, { finished, spentOn: (item) => spent.usdOf.get(item) ?? 0 }),
          },
          burnUp: burnUpOf(convoy, { trail, closedAt: (id) => viewItem(id)?.closedAt, now }),
        });
      },
    },
  };
}

function swarmOf(
  convoy: Convoy,
  { viewItem, stateOf }: OutlookDeps,
  begun: ReadonlyMap<string, number>,
): Outlook["swarm"] {
  return convoy.items.flatMap((id) => {
    const item = viewItem(id);
    if (item?.hookedBy === undefined || item.status === "closed") return [];
    const state = stateOf(item.hookedBy);
    const since = begun.get(id);
    return [
      {
        agent: item.hookedBy,
        item: id,
        title: item.title,
        stage: item.stage,
        ...(state === undefined ? {} : { state }),
        ...(since === undefined ? {} : { since }),
      },
    ];
  });
}

function waitingOf(convoy: Convoy, viewItem: (id: string) => ItemView | undefined): Outlook["waiting"] {
  const own = new Set(convoy.items);
  return convoy.items.flatMap((id) => {
    const item = viewItem(id);
    if (item === undefined || item.status === "closed") return [];
    const on = item.blockedBy.map((one) => ({
      item: one,
      title: viewItem(one)?.title ?? one,
      isOutside: !own.has(one),
    }));
    const why =
      item.trouble ??
      (item.stage === "deferred" ? "put off" : item.type === "gate" ? "a gate that is not open" : undefined);
    if (on.length === 0 && why === undefined) return [];
    return [{ item: id, title: item.title, on, ...(why === undefined ? {} : { why }) }];
  });
}
