import type { Session } from "../../../shared/model/agent.ts";
import type { BillingKind } from "../../../shared/model/usage.ts";
import { type IdentityPath, USER } from "../../../shared/model/identity.ts";
import { ok } from "../../../shared/model/result.ts";
import type { Agents } from "../agent/index.ts";
import type { Clock } from "../base/clock.ts";
import { createCapabilities } from "../capability/index.ts";
import type { ConvoyService } from "../convoy/index.ts";
import {
  type Cost,
  type PriceList,
  type Prices,
  type SessionTranscript,
  createCost,
  createPrices,
  readOwnPrices,
  readPriceList,
  sumCosts,
} from "../cost/index.ts";
import type { Hooks } from "../hook/index.ts";
import type { Ledger } from "../ledger/index.ts";
import { submissionKind } from "../merge-queue/index.ts";
import type { ProcessRunner } from "../platform/process/process-runner.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import type { ProjectsService } from "../project/index.ts";
import type { Runtimes, TranscriptPlace } from "../runtime/index.ts";
import { createSeances, createTalks, remainsIn } from "../seance/index.ts";
import {
  type Sessions,
  sessionEnvironment,
  sessionKind,
  sessionRuntimeDir,
  shimDir,
  shimFile,
} from "../session/index.ts";
import type { Settings } from "../../../shared/model/settings.ts";
import type { Tokens } from "../workspace/index.ts";
import type { Places } from "./places.ts";
import { isInside } from "../platform/fs/path-inside.ts";
import { resolveItemId } from "./dispatch-ports.ts";
import { newsTo } from "./transcript-news.ts";

export interface AroundTranscriptsDeps {
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workspaceDir: string;
  readonly settings: Settings;
  readonly places: Pick<Places, "resources">;
  readonly runtimes: Runtimes;
  readonly sessions: Pick<Sessions, "handlers" | "hear" | "onTold">;
  readonly agents: Pick<Agents, "resolve">;
  readonly hooks: Pick<Hooks, "get" | "holderOf">;
  readonly ledger: Pick<Ledger, "get" | "resolve" | "view">;
  readonly projects: Pick<ProjectsService, "get">;
  readonly convoys: Pick<ConvoyService, "find" | "get" | "holding">;
  report(error: unknown): void;
  readonly runner: Pick<ProcessRunner, "run">;
  readonly owner: { readonly email: string };
  readonly tokens: Pick<Tokens, "session">;
}

/** What sessions leave behind, over the real domains: tokens and cost, what they knew, and the record of who did what. */
export function createAroundTranscripts(deps: AroundTranscriptsDeps) {
  const { store, clock, env, workspaceDir, settings, runtimes, sessions, agents, hooks, ledger, convoys, projects } =
    deps;
  const table = store.table(sessionKind);
  /** Seances under way, by the id that their tokens name. */
  const held = new Map<string, Session>();
  const over = new AbortController();

  const resolveAgent = (ref: string, ownProject: string | undefined) => {
    const found = agents.resolve(ref, ownProject);
    return found.ok ? ok(found.value.path) : found;
  };

  /** Where sessions said themselves that their transcripts are. */
  const told = new Map<string, string>();
  const prices = currentPrices(deps);

  function transcriptOf(session: Session): SessionTranscript | undefined {
    const reader = runtimes.adapter(session.runtime)?.transcript;
    if (reader === undefined) return undefined;
    const place = placeOf(session);
    return {
      find: async () => (await reader.find(place)) ?? told.get(session.id),
      read: (file, cursor) => reader.read(file, cursor, place),
    };
  }

  function placeOf(session: Session): TranscriptPlace {
    const { startedAt, endedAt, runtimeSession, agent } = session;
    const sessionDir = sessionRuntimeDir(workspaceDir, session.id);
    return { env, sessionDir, worktree: hooks.get(agent)?.worktree ?? "", startedAt, endedAt, runtimeSession };
  }

  const cost: Cost = createCost({
    workspaceDir,
    clock,
    prices,
    sessions: table,
    report: deps.report,
    transcriptOf,
    news: newsTo(sessions, {
      clock,
      contextOf: async (model) => (await prices()).contextOf(model),
      report: deps.report,
    }),
    resolveAgent,
    resolveItem: (ref) => resolveItemId(ledger, ref),
    resolveConvoy(ref) {
      const found = convoys.find(ref);
      return found.ok ? ok(found.value.id) : found;
    },
    convoysOf: (item) => convoys.holding(item).map((one) => one.id),
    titleOf: (group, key) => (group === "item" ? ledger.get(key)?.title : convoys.get(key)?.title),
    billing: ({ runtime }, isSubscription) =>
      settings.billing[runtime] ?? (isSubscription ? "equivalent" : billingBy(runtimes.get(runtime)?.env ?? [], env)),
  });

  const capabilities = createCapabilities({
    sessions: table,
    submissions: store.table(submissionKind),
    item: (id) => ledger.get(id),
    holderOf: (item) => hooks.holderOf(item),
    resolveAgent,
    async usage() {
      const used = await cost.bySession();
      return new Map([...used].map(([id, { total, cost: paid, model }]) => [id, { tokens: total, cost: paid, model }]));
    },
    sumCosts,
    resolveItem: (ref) => resolveItemId(ledger, ref),
    defaultRuntime(item) {
      const project = projects.get(ledger.view(item.id)?.project ?? "");
      return project?.runtime ?? settings.defaultRuntime;
    },
    isUsable: async (runtime) => (await runtimes.available(runtime)).ok,
  });

  /** Like that of the session that is asked, but with the token of the seance, which may read and nothing else. */
  function environmentOf(session: Session, seance: string): Readonly<Record<string, string>> {
    const { agent, project, runtime } = session;
    return sessionEnvironment({
      ...{ own: env, runtimeNames: runtimes.get(runtime)?.env ?? [], userNames: settings.passEnv },
      ...{ shimDir: shimDir(workspaceDir), workspace: workspaceDir, session: seance, agent, project },
      token: deps.tokens.session(seance),
      ownerEmail: deps.owner.email,
    });
  }

  const sessionsOf = (agent: IdentityPath) => [...table.values()].filter((one) => one.agent === agent);
  const holding = {
    ...{ clock, runner: deps.runner, runtimes, workspaceDir, placeOf, held, report: deps.report },
    environment: environmentOf,
    used: (session: Session, usage: Parameters<Cost["add"]>[1]) => {
      cost.add(session.id, usage);
    },
    over: over.signal,
  };
  const seances = createSeances({
    clock,
    resolveAgent,
    sessionsOf,
    remainsOf: remainsIn(holding),
    talks: createTalks({ ...holding, drover: shimFile(shimDir(workspaceDir)) }),
  });

  const listening: Disposable[] = [];

  /** A session that shows a sign of life may have written; told every few seconds while it prints, and not while it is silent. */
  async function followStatuses(): Promise<void> {
    const caller = { identity: USER, role: "user" } as const;
    const watched = sessions.handlers["session.watch"]({}, caller, undefined, over.signal);
    if (!watched.ok) return;
    for await (const { value } of watched.value) cost.saw(value.session);
  }

  return {
    cost,
    capabilities,
    /** Whose session a seance asks; undefined once it is over. */
    seanceOf: (id: string): IdentityPath | undefined => held.get(id)?.agent,
    handlers: { ...cost.handlers, ...capabilities.handlers, ...seances },
    start() {
      cost.start();
      listening.push(
        store.subscribe((event) => {
          if (event.type === "sessionEnded") cost.saw(event.subject);
        }),
        sessions.onTold(({ session, source, signal }) => {
          const { transcript } = signal;
          // One in the session's own folder goes with it: its runtime's reader knows where it really is.
          if (transcript !== undefined && !isInside(sessionRuntimeDir(workspaceDir, session.id), transcript)) {
            told.set(session.id, transcript);
          }
          if (source !== "transcript") cost.saw(session.id);
        }),
      );
      followStatuses().catch(deps.report);
    },
    async [Symbol.asyncDispose]() {
      over.abort();
      for (const one of listening) one[Symbol.dispose]();
      await cost[Symbol.asyncDispose]();
    },
  };
}

/** The list is read when somebody first asks what something costs; the settings' own prices count as they are then. */
function currentPrices({ places, settings }: AroundTranscriptsDeps): () => Promise<Prices> {
  let list: Promise<PriceList> | undefined;
  let made: { readonly of: Settings["prices"]; readonly prices: Prices } | undefined;
  return async () => {
    list ??= readPriceList(places.resources);
    const read = await list;
    const own = settings.prices;
    // What is wrong with one is told with the settings.
    if (made?.of !== own) {
      const mine = readOwnPrices(own, () => {});
      made = { of: own, prices: createPrices(read, mine) };
    }
    return made.prices;
  };
}

/** A key that the runtime is given pays by the token; a token of a login is a subscription's. Anything else tells nothing. */
function billingBy(names: readonly string[], env: Readonly<Record<string, string | undefined>>): BillingKind {
  const given = Object.entries(env).filter(([name, value]) => {
    if (value === undefined || value === "") return false;
    return names.some((one) => (one.endsWith("*") ? name.startsWith(one.slice(0, -1)) : name === one));
  });
  if (given.some(([name]) => name.endsWith("_API_KEY"))) return "billable";
  return given.some(([name]) => name.endsWith("_OAUTH_TOKEN")) ? "equivalent" : "unknown";
}
