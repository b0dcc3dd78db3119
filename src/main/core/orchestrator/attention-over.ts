import { type Caller } from "../../../shared/contract/handlers.ts";
import { USER } from "../../../shared/model/identity.ts";
import { type AgentViewPorts, type Agents, agentView } from "../agent/index.ts";
import { type AttentionFacts, type AttentionService, createAttention } from "../attention/index.ts";
import type { Clock } from "../base/clock.ts";
import type { ConvoyService } from "../convoy/index.ts";
import type { Ledger } from "../ledger/index.ts";
import type { MailService } from "../mail/index.ts";
import { type MergeQueueService, isUnderWay } from "../merge-queue/index.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import type { Sessions } from "../session/index.ts";
import { type SyncService, isSame } from "../sync/index.ts";

export interface AttentionWiring {
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly agents: Agents;
  readonly views: AgentViewPorts;
  readonly sessions: Pick<Sessions, "handlers">;
  readonly mergeQueue: MergeQueueService;
  readonly convoys: ConvoyService;
  readonly ledger: Ledger;
  readonly mail: MailService;
  readonly sync: Pick<SyncService, "handlers" | "gaveWay">;
  /** What is wrong with Drover itself. */
  health(): readonly { readonly severity: string; readonly text: string }[];
  report(error: unknown): void;
}

const AS_USER: Caller = { identity: USER, role: "user" };

/** Who needs the user, over the real domains. */
export function attentionOver(deps: AttentionWiring): AttentionService {
  const { store, clock, agents, views, mergeQueue, convoys, ledger, mail, sync } = deps;
  const never = new AbortController().signal;
  const since = firstSeen(clock);

  async function facts(): Promise<AttentionFacts> {
    const queue = await mergeQueue.handlers["mq.list"]({}, AS_USER, never);
    const synced = await sync.handlers["ledger.sync.status"]({}, AS_USER, never);
    if (!queue.ok) throw new Error(queue.error.message);
    const seen = since.look();
    return {
      now: clock.now(),
      agents: agents
        .list()
        .filter(({ decommissionedAt }) => decommissionedAt === undefined)
        .map((agent) => agentView(agent, views)),
      submissions: queue.value.submissions.filter(isUnderWay),
      standings: queue.value.standings,
      queueTroubles: queue.value.troubles.map((one) => ({ ...one, since: seen(`queue ${one.project}`, one.message) })),
      standstills: standstills(seen),
      gates: ledger.readiness.personsGates().map((id) => ({ id, since: seen(`gate ${id}`, "") })),
      syncFailures: synced.ok
        ? synced.value.projects.flatMap(({ project, isOn, last }) =>
            isOn && last?.failure !== undefined
              ? [{ ...last.failure, project, at: seen(`sync ${project}`, last.failure.code) }]
              : [],
          )
        : [],
      gaveWay: sync.gaveWay().filter(({ item, field, kept }) => {
        const now = ledger.get(item);
        return now !== undefined && now.status !== "closed" && isSame(new Map(Object.entries(now)).get(field), kept);
      }),
      mails: mail.openOf(USER),
      health: deps
        .health()
        .flatMap(({ severity, text }) => (severity === "error" ? [{ text, since: seen(`health ${text}`, "") }] : [])),
      waiters: (item) => ledger.readiness.unblocks(item),
      isOpen: (item) => ledger.get(item)?.status !== "closed" && ledger.get(item) !== undefined,
      convoysOf: (item) => convoys.holding(item).filter(({ closedAt }) => closedAt === undefined),
      titleOf: (item) => ledger.get(item)?.title,
      projectOf: (item) => ledger.projectOf(item),
    };
  }

  function standstills(seen: (what: string, mark: string) => number): AttentionFacts["standstills"] {
    return [...convoys.values()].flatMap((convoy) => {
      if (!convoy.started || convoy.closedAt !== undefined) return [];
      const { standstill, progress } = convoys.view(convoy);
      // While something goes on, or could, nobody has to do anything.
      if (standstill === undefined || progress.inFlight > 0 || progress.ready > 0) return [];
      const { id, title, items } = convoy;
      return [{ id, title, items, reason: standstill, since: seen(`convoy ${id}`, standstill) }];
    });
  }

  return createAttention({
    store,
    clock,
    facts,
    onChange(callback) {
      const stop = new AbortController();
      const statuses = deps.sessions.handlers["session.watch"]({}, AS_USER, undefined, stop.signal);
      if (statuses.ok) follow(statuses.value, callback).catch(deps.report);
      return {
        [Symbol.dispose]() {
          stop.abort();
        },
      };
    },
  });
}

async function follow(statuses: AsyncIterable<unknown>, callback: () => void): Promise<void> {
  for await (const _status of statuses) callback();
}

/** Remembers since when something is so that itself does not tell; `mark` is what it says, which begins anew when it is another. */
function firstSeen(clock: Clock) {
  let known = new Map<string, { readonly mark: string; readonly at: number }>();
  return {
    /** What is not asked for during a look is forgotten. */
    look() {
      const before = known;
      known = new Map();
      return (what: string, mark: string): number => {
        const found = before.get(what);
        const at = found?.mark === mark ? found.at : clock.now();
        known.set(what, { mark, at });
        return at;
      };
    },
  };
}
