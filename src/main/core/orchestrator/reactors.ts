import type { IdentityPath } from "../../../shared/model/identity.ts";
import { ok } from "../../../shared/model/result.ts";
import type { Agents } from "../agent/index.ts";
import type { DispatchService } from "../dispatch/index.ts";
import type { Hooks } from "../hook/index.ts";
import type { Ledger } from "../ledger/index.ts";
import type { MergeQueueService } from "../merge-queue/index.ts";
import type { RecoveryMonitor } from "../patrol/index.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import { type ReliefDeps, startContextRelief } from "./relief-over.ts";

export interface WorkDeps extends Pick<ReliefDeps, "clock" | "sessions" | "settings"> {
  readonly store: RecordStore;
  readonly agents: Agents;
  readonly hooks: Hooks;
  readonly ledger: Ledger;
  readonly dispatch: DispatchService;
  readonly mergeQueue: MergeQueueService;
  readonly monitor: RecoveryMonitor;
  readonly by: IdentityPath;
  report(error: unknown): void;
}

/** So often an item may come back from the merge queue before a person has to look. */
const MAX_SENT_BACK = 6;

/** What follows in one domain from what happened in another, where it need not be one step with it. */
export function followWork(deps: WorkDeps): Disposable & { start(): void } {
  const { store, agents, hooks, ledger, dispatch, mergeQueue, monitor, by } = deps;
  let subscription: Disposable | undefined;
  let alarm: Disposable | undefined;
  let relief: Disposable | undefined;

  /** A worker without work is decommissioned: there is no idle pool. Its name and record stay. */
  async function retire(agent: IdentityPath): Promise<void> {
    await store.commit(() => {
      const hook = hooks.get(agent);
      const isDone = hook !== undefined && hook.state === "archived" && hook.queue.length === 0;
      const isWorker = agents.get(agent)?.role === "worker";
      return ok({ events: isDone && isWorker ? agents.planDecommission(agent, by) : [], result: () => undefined });
    });
  }

  /** Closed by hand: whoever has it on a hook need not go on. */
  async function clear(item: string): Promise<void> {
    await store.commit(() => {
      const holder = hooks.holderOf(item);
      const hook = holder === undefined ? undefined : hooks.get(holder);
      const reason = { actor: by, cause: "The item was closed." };
      const off =
        hook === undefined
          ? undefined
          : hook.item === item
            ? hooks.plan.archive(hook.agent, item, reason)
            : hooks.plan.withdraw(item, reason);
      return ok({
        events: [...(off?.ok === true ? off.value : []), ...dispatch.planEnd(item, by)],
        result: () => undefined,
      });
    });
  }

  async function countSentBack(id: string): Promise<void> {
    const one = [...mergeQueue.values()].find((submission) => submission.id === id);
    if (one === undefined || mergeQueue.sentBackCount(one.item) < MAX_SENT_BACK) return;
    const title = ledger.get(one.item)?.title ?? one.item;
    await agents.park(
      one.agent,
      `“${title}” came back from the merge queue ${MAX_SENT_BACK} times. Last: ${one.reason ?? ""}`.slice(0, 2000),
      by,
    );
  }

  const react = (work: Promise<void>) => {
    work.catch(deps.report);
  };

  return {
    start() {
      subscription = store.subscribe((event) => {
        switch (event.type) {
          case "hookArchived":
          case "hookWithdrawn":
          case "hookDequeued":
            return react(retire(event.subject as IdentityPath));
          case "workItemClosed":
            return react(clear(event.subject));
          case "submissionSentBack":
            return react(countSentBack(event.subject));
          case "sessionStarted":
            return monitor.wake();
          default:
        }
      });
      // That the time of an item has come is no event.
      alarm = ledger.alarm.listen(() => {
        dispatch.wake();
      });
      relief = startContextRelief(deps);
      for (const hook of hooks.values()) if (hook.state === "archived") react(retire(hook.agent));
      for (const item of ledger.values()) {
        if (item.status === "closed" && hooks.holderOf(item.id) !== undefined) react(clear(item.id));
      }
    },
    [Symbol.dispose]() {
      subscription?.[Symbol.dispose]();
      alarm?.[Symbol.dispose]();
      relief?.[Symbol.dispose]();
    },
  };
}
