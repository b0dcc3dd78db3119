import { ok } from "../../../shared/model/result.ts";
import { MANAGER } from "../../../shared/model/identity.ts";
import type { Agents } from "../agent/index.ts";
import type { ConvoyService } from "../convoy/index.ts";
import type { DispatchService } from "../dispatch/index.ts";
import { createExchange } from "../exchange/index.ts";
import type { Feed } from "../feed/index.ts";
import { createFilters } from "../filter/index.ts";
import { createAgentGroups } from "../agent-group/index.ts";
import { createLayouts } from "../layout/index.ts";
import { createHistory, ruleSummariser } from "../history/index.ts";
import type { Hooks } from "../hook/index.ts";
import { type Ledger, type LedgerDeps, createItemLists, createLedger } from "../ledger/index.ts";
import type { MailService } from "../mail/index.ts";
import { createMaintenance, keptFolders, startPruning } from "../maintenance/index.ts";
import type { Integrations, MergeQueueService } from "../merge-queue/index.ts";
import type { ProjectsService } from "../project/index.ts";
import type { Roles } from "../role/index.ts";
import type { Sessions } from "../session/index.ts";
import { createSync } from "../sync/index.ts";
import type { Tokens } from "../workspace/index.ts";
import { filesOver } from "./files-over.ts";
import { type HealthDeps, healthChecks } from "./health-checks.ts";
import { itemsAlone } from "./past-items.ts";
import type { Platform, PlatformOptions } from "./platform.ts";
import { RECORD_KINDS } from "./record-kinds.ts";
import { type RunningDeps, runningChecks } from "./running-checks.ts";
import { reviewsOver } from "./reviews-over.ts";
import { syncPorts } from "./sync-ports.ts";
import { createAroundTranscripts } from "./around-transcripts.ts";
import { outlooksOver } from "./convoy-outlooks.ts";
import { createEarlyWarning } from "./early-warning.ts";
import type { WorktreePools } from "./worktree-pools.ts";

/** Counts on from when the process began, whatever the clock on the wall is set to. */
const STEADY = { origin: performance.timeOrigin, now: () => performance.now() };

export interface AroundTheLedgerDeps
  extends
    Pick<Platform, "git" | "runner" | "owner">,
    Pick<PlatformOptions, "clock" | "env" | "mode" | "places" | "settings" | "version" | "workspaceDir">,
    Pick<RunningDeps, "patrol">,
    Omit<HealthDeps, "settings" | "projects" | "hooks"> {
  readonly report: (error: unknown) => void;
  readonly itemDeps: LedgerDeps;
  readonly ledger: Ledger;
  readonly projects: ProjectsService;
  readonly agents: Agents;
  readonly sessions: Sessions;
  readonly mail: MailService;
  readonly feed: Feed;
  readonly convoys: ConvoyService;
  readonly dispatch: DispatchService;
  readonly hooks: Hooks;
  readonly mergeQueue: MergeQueueService;
  readonly roles: Roles;
  readonly pools: WorktreePools;
  readonly integrations: Integrations;
  readonly tokens: Tokens;
}

/**
 * What is done with a ledger as a whole (exchange, history, filters, upkeep and sync) and what looks on while agents work
 * (transcripts, early warning), over the real domains.
 */
export function createAroundTheLedger(deps: AroundTheLedgerDeps) {
  const { store, git, clock, env, owner, report, settings, workspaceDir } = deps;
  const { itemDeps, ledger, projects, agents, sessions, mail, feed, convoys, dispatch, mergeQueue } = deps;

  const filters = createFilters({ store });
  const layouts = createLayouts({ store });
  const groups = createAgentGroups({
    store,
    isEmployed: (agent) => agents.get(agent)?.decommissionedAt === undefined && agents.get(agent) !== undefined,
    resolve(ref) {
      const found = agents.resolve(ref);
      return found.ok ? ok(found.value.path) : found;
    },
  });
  const itemLists = createItemLists(ledger, clock);
  const exchange = createExchange({
    store,
    clock,
    ledger,
    select: (filter) => itemLists.select(filter),
    prefixOf: itemDeps.prefixOf,
    runner: deps.runner,
    env,
    workspaceDir,
  });
  const history = createHistory({
    store,
    clock,
    ledger,
    summariser: ruleSummariser,
    self: { identity: MANAGER, role: "manager" },
    compactAfterDays: () => settings.compactAfterDays,
    report,
    isBusy: (item) => itemDeps.isInQueue(item) || itemDeps.isOnItsWay(item),
    hasProject: (name) => projects.get(name) !== undefined,
    inWords: feed.inWords,
    ledgerOver: (past, still) => createLedger({ ...itemDeps, ...itemsAlone(), store: past, clock: still }),
  });
  const leftovers = keptFolders(workspaceDir, {
    session: (id) => sessions.agentOf(id) !== undefined,
    submission: (id) => [...mergeQueue.values()].some((one) => one.id === id && mergeQueue.isUnderWay(one.item)),
  });
  const maintenance = createMaintenance({
    git: (args, more) => git.run(args, { ...more, okCodes: "any" }),
    now: () => clock.now(),
    kinds: RECORD_KINDS,
    workspaceDir,
    owner,
    env,
    keptFolders: leftovers,
    checks: [...healthChecks(deps), ...runningChecks({ ...deps, steady: STEADY })],
  });

  const sync = createSync({
    ...syncPorts({ mail, sessions, agents, ledger, store }),
    store,
    git,
    clock,
    report,
    settings: () => ({ afterMs: settings.syncAfterSeconds * 1000, everyMs: settings.syncEverySeconds * 1000 }),
    projects: {
      list: () => projects.list(),
      get: (name) => projects.get(name),
      vaultOf: (name) => projects.place(name).vault,
    },
    taken() {
      if (deps.mode === "command") return;
      dispatch.wake();
      convoys.reconcile().catch(report);
    },
  });

  const isOff = () => deps.roles.holderOf("maintenance-controller") === "off";
  const transcripts = createAroundTranscripts(deps);
  const conflicts = createEarlyWarning(deps);
  const reviews = reviewsOver(deps);
  const files = filesOver(deps);
  const outlooks = outlooksOver({ ...deps, transcripts });

  let pruning: AsyncDisposable | undefined;

  return {
    sync,
    seanceOf: transcripts.seanceOf,
    conflicts,
    handlers: {
      ...history.handlers,
      ...filters.handlers,
      ...layouts.handlers,
      ...groups.handlers,
      ...exchange.handlers,
      ...maintenance.handlers,
      ...sync.handlers,
      ...transcripts.handlers,
      ...outlooks.handlers,
      ...conflicts.handlers,
      ...deps.integrations.handlers,
      ...reviews.handlers,
      ...files.handlers,
    },
    start() {
      history.start();
      sync.start();
      transcripts.start();
      conflicts.start();
      deps.integrations.start();
      pruning = startPruning({ clock, folders: leftovers, isOff, report });
    },
    async [Symbol.asyncDispose]() {
      await pruning?.[Symbol.asyncDispose]();
      await files[Symbol.asyncDispose]();
      await deps.integrations[Symbol.asyncDispose]();
      await conflicts[Symbol.asyncDispose]();
      await transcripts[Symbol.asyncDispose]();
      await sync[Symbol.asyncDispose]();
      await history[Symbol.asyncDispose]();
      exchange[Symbol.dispose]();
    },
  };
}
