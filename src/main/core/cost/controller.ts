import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { Session } from "../../../shared/model/agent.ts";
import { type IdentityPath, projectOf } from "../../../shared/model/identity.ts";
import { type Failure, type Result, ok } from "../../../shared/model/result.ts";
import type { Prices } from "./prices.ts";
import { type ReportDeps, report } from "./report.ts";
import type { UsageStore } from "./usage-store.ts";

export type CostHandlers = SomeHandlers<"usage.list">;

export interface CostControllerDeps extends Omit<ReportDeps, "billing" | "prices"> {
  prices(): Promise<Prices>;
  /** As things are now. */
  billing(): ReportDeps["billing"];
  store(): UsageStore;
  /** Also decommissioned ones. */
  resolveAgent(
    ref: string,
    ownProject: string | undefined,
  ): Result<IdentityPath, Failure<"agent-not-found" | "agent-ambiguous">>;
  resolveItem(ref: string): Result<string, Failure<"item-not-found" | "item-ambiguous">>;
  resolveConvoy(ref: string): Result<string, Failure<"convoy-not-found">>;
  /** How many of these sessions cannot be measured, or could not be. */
  unmeasured(wants: (session: Session) => boolean): number;
}

const DEFAULT_ROWS = 100;

export function costHandlers(deps: CostControllerDeps): CostHandlers {
  return {
    "usage.list": async (input, caller) => {
      const agent = optional(input.agent, (ref) => deps.resolveAgent(ref, projectOf(caller.identity)));
      if (!agent.ok) return agent;
      const item = optional(input.item, (ref) => deps.resolveItem(ref));
      if (!item.ok) return item;
      const convoy = optional(input.convoy, (ref) => deps.resolveConvoy(ref));
      if (!convoy.ok) return convoy;
      const wants = (session: Session) =>
        isAny(agent.value, session.agent) &&
        isAny(item.value, session.item) &&
        isAny(input.session, session.id) &&
        isAny(input.project, session.project) &&
        isAny(input.runtime, session.runtime) &&
        (convoy.value === undefined ||
          (session.item !== undefined && deps.convoysOf(session.item).includes(convoy.value)));
      const { by = "agent", limit = DEFAULT_ROWS, since, until, model } = input;
      const samples =
        input.session === undefined ? deps.store().samples({ since, until }) : deps.store().samplesOf([input.session]);
      const prices = await deps.prices();
      const summed = await report(samples, { by, limit, wants, model }, { ...deps, prices, billing: deps.billing() });
      const { date, source, overridden } = prices;
      return ok({ ...summed, prices: { date, source, overridden }, unmeasured: deps.unmeasured(wants) });
    },
  };
}

function isAny<T>(wanted: T | undefined, found: T | undefined): boolean {
  return wanted === undefined || wanted === found;
}

function optional<T, E>(ref: string | undefined, find: (ref: string) => Result<T, E>): Result<T | undefined, E> {
  return ref === undefined ? ok(undefined) : find(ref);
}
