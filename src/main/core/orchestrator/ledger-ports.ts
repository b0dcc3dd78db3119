import type { Agents } from "../agent/index.ts";
import type { ConvoyService } from "../convoy/index.ts";
import type { DispatchService } from "../dispatch/index.ts";
import type { Feed } from "../feed/index.ts";
import type { Hooks } from "../hook/index.ts";
import type { LedgerDeps } from "../ledger/index.ts";
import type { MergeQueueService } from "../merge-queue/index.ts";
import type { ProjectsService } from "../project/index.ts";

export interface LedgerWiring extends Pick<LedgerDeps, "store" | "clock"> {
  readonly workspacePrefix: string;
  /** Built after the ledger, and asked only once all is built. */
  readonly later: () => {
    readonly projects: ProjectsService;
    readonly hooks: Hooks;
    readonly dispatch: DispatchService;
    readonly mergeQueue: MergeQueueService;
    readonly convoys: ConvoyService;
    readonly agents: Agents;
    readonly feed: Feed;
  };
}

/** What an item's view says beyond its record: who has it, where it waits, what goes with it. */
export function ledgerPorts({ store, clock, workspacePrefix, later }: LedgerWiring): LedgerDeps {
  return {
    store,
    clock,
    prefixOf: (name) => (name === "workspace" ? workspacePrefix : later().projects.get(name)?.prefix),
    surroundings(item) {
      const { hooks, dispatch, mergeQueue, convoys, agents } = later();
      const holder = hooks.holderOf(item.id);
      return {
        isSlung: dispatch.get(item.id)?.state === "waiting",
        hook: holder === undefined ? undefined : hooks.get(holder),
        submission: mergeQueue.latestOf(item.id),
        convoys: convoys.holding(item.id).map((one) => one.id),
        parked: holder === undefined ? undefined : agents.get(holder)?.parked,
      };
    },
    isInQueue: (item) => later().mergeQueue.isUnderWay(item),
    isOnItsWay(item) {
      const { hooks, dispatch, mergeQueue } = later();
      return (
        dispatch.get(item)?.state === "waiting" || hooks.holderOf(item) !== undefined || mergeQueue.isUnderWay(item)
      );
    },
    companions: (item) => [
      { kind: "assignment", id: item },
      ...later()
        .mergeQueue.ofItem(item)
        .map((one) => ({ kind: "submission", id: one.id })),
    ],
    describe: (event) => later().feed.inWords(event).text,
  };
}
