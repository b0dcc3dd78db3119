import { randomInt } from "node:crypto";
import type { ContractClient } from "../../../shared/contract/client.ts";
import type { Caller, Handlers } from "../../../shared/contract/handlers.ts";
import { type IdentityPath, MANAGER } from "../../../shared/model/identity.ts";
import type { Project } from "../../../shared/model/project.ts";
import { agentView, createAgents } from "../agent/index.ts";
import { createConvoys } from "../convoy/index.ts";
import { createDemo } from "../demo/index.ts";
import { createLedger } from "../ledger/index.ts";
import { createProjects } from "../project/index.ts";
import { createPrompts, preferredSpecialities, promptTexts, specialityCheck } from "../role/index.ts";
import { createRuntimes, readPresets } from "../runtime/index.ts";
import { createSessions } from "../session/index.ts";
import { type SettingsKeeper, type Tokens, settingsHandlers } from "../workspace/index.ts";
import { createAroundTheLedger } from "./around-the-ledger.ts";
import { clearHosts } from "./clear-hosts.ts";
import { withContact } from "./contact.ts";
import { dispatchOver, resolveItemId } from "./dispatch-ports.ts";
import { endingOver } from "./ending-over.ts";
import { freezeOver } from "./freeze-over.ts";
import { gatesOver } from "./gates-over.ts";
import { hooksOver } from "./hooks-over.ts";
import { createKeepingWork } from "./keeping-work.ts";
import { ledgerPorts } from "./ledger-ports.ts";
import { mailOver } from "./mail-over.ts";
import { mergePorts } from "./merge-ports.ts";
import { mergeQueueOver } from "./merge-queue-over.ts";
import type { Platform, PlatformOptions } from "./platform.ts";
import { raiseBy } from "./raise.ts";
import { followWork } from "./reactors.ts";
import { createRecovery } from "./recovery.ts";
import { runtimePorts } from "./runtime-ports.ts";
import { rolesOver } from "./roles-over.ts";
import { scopeOver } from "./scope-over.ts";
import { withinScope } from "./scope.ts";
import { surveyOver } from "./survey-over.ts";
import { tidingsOver } from "./tidings-over.ts";
import { createWorktreePools } from "./worktree-pools.ts";
import { windowHandlers } from "./windows.ts";
import { offlineHandlers } from "./offline.ts";

type DomainsOptions = Platform &
  Omit<PlatformOptions, "lock"> & {
    readonly tokens: Tokens;
    /** The contract, as the user. Usable once everything is built. */
    readonly client: ContractClient;
    readonly keeper: SettingsKeeper;
  };

export interface Domains {
  readonly handlers: Handlers;
  readonly stopRequested: Promise<{ readonly agents: "keep" | "stop" }>;
  /** Begins to make true what the ledger says. */
  start(): Promise<void>;
  close(agents: "keep" | "stop"): Promise<void>;
  /** Who a session's token stands for, or that of a seance, which may only read; undefined once it has ended. */
  bearerOf(session: string): Pick<Caller, "identity" | "role" | "readsOnly"> | undefined;
}

/** What ids of the workspace's own items begin with. */
const WORKSPACE_PREFIX = "ws";

/** Builds every domain and wires them to one another: here alone it is known who talks to whom. */
export async function buildDomains(options: DomainsOptions): Promise<Domains> {
  const { store, git, runner, hosts, clock, log, workspaceDir, settings, places, env, owner, mode } = options;
  const report = (error: unknown) => {
    log.error("A reaction failed", error);
  };
  const startedAt = clock.now();
  const pools = createWorktreePools({ git, runner, report, placeOf: (name) => projects.place(name) });
  let isStarted = false;
  let listening: Disposable | undefined;

  const runtimes = createRuntimes({
    runner,
    env,
    node: places.node,
    scriptedEntry: places.scriptedAgent,
    presets: await readPresets(places.resources),
    // What is wrong with one is told with the settings.
    custom: () => settings.runtimes,
    defaultRuntime: () => settings.defaultRuntime,
  });
  const runtimePort = runtimePorts(runtimes);
  const prompts = createPrompts({ resourcesDir: places.resources, workspaceDir });
  const runtimeOf = (project: Project) => project.runtime ?? settings.defaultRuntime;

  const projects = createProjects({
    workspacePrefix: WORKSPACE_PREFIX,
    store,
    git,
    trash: options.trash,
    workspaceDir,
    homeRepository: options.homeRepository,
    checkRuntime: runtimePort.isKnown,
    opened: openProject,
    edited(project) {
      mergeQueue.wake(project.name).catch(report);
      around.sync.edited(project.name);
    },
  });

  const freeze = freezeOver({ store, report, projects, later: () => ({ sessions, dispatch, mergeQueue }) });
  const ending = endingOver({ store, clock, report, later: () => ({ hooks, sessions }) });
  // What is handed off before an end is gone on with by the next core.
  const isFrozen = () => freeze.current !== undefined || ending.current !== undefined;

  const itemDeps = ledgerPorts({
    store,
    clock,
    workspacePrefix: WORKSPACE_PREFIX,
    later: () => ({ projects, hooks, dispatch, mergeQueue, convoys, agents, feed }),
  });
  const ledger = createLedger(itemDeps);

  const views = {
    hookOf: (agent: IdentityPath) => hooks.get(agent),
    itemTitle: (item: string) => ledger.get(item)?.title,
    sessionOf: (agent: IdentityPath) => sessions.sessionOf(agent),
    statusOf: (agent: IdentityPath) => sessions.statusOf(agent),
  };
  const agents = createAgents({
    store,
    views,
    project(name) {
      const project = projects.get(name);
      return project === undefined ? undefined : { runtime: runtimeOf(project) };
    },
    checkRuntime: runtimePort.isKnown,
    checkSpecialities: specialityCheck(prompts),
  });
  const roles = rolesOver({
    store,
    prompts,
    agents,
    projects,
    settings,
    runtimeOf,
    report,
    isUsable: runtimePort.isUsable,
    later: () => ({ mergeQueue, dispatch, monitor }),
  });

  const mail = mailOver({ store, agents, report, later: () => ({ sessions }) });

  const keeping = createKeepingWork({ ...options, projects, agents, report, later: () => ({ hooks, sessions }) });

  const { repository } = mergePorts({ ...options, projects });
  const gates = gatesOver({ ...options, projects, report });

  const hooks = hooksOver({
    ...options,
    report,
    agents,
    projects,
    ledger,
    pools,
    repository,
    gates,
    prompts: promptTexts(prompts),
    salvage: keeping.salvage.save,
    memoryOf: keeping.memories.of,
    letter: mail.letter,
    unreadMail: mail.unreadOf,
    later: () => ({ sessions, mergeQueue, dispatch, conflicts, integrations, warningsOf: around.conflicts.briefing }),
  });

  const sessions = createSessions({
    store,
    clock,
    report,
    hosts,
    adopted: options.adopted,
    agents,
    env,
    workspaceDir,
    node: places.node,
    cliEntry: places.cli,
    view: (agent) => agentView(agent, views),
    runtimes: runtimePort.forSessions,
    work: {
      of: (agent) => hooks.get(agent),
      planAttempt: (agent, session, actor) => hooks.plan.attempt(agent, session, { actor }),
      planSuspend: (agent, reason, actor) => hooks.plan.suspend(agent, { reason, actor }),
      planResume: (agent, actor) => hooks.plan.resume(agent, { actor }),
      place: (agent) => hooks.place(agent),
      prime: (agent) => hooks.prime(agent),
    },
    isUnattended: (name) => (name === undefined ? false : (projects.get(name)?.unattended ?? false)),
    isFrozen,
    isRecovered: roles.isRecovered,
    raise: raiseBy(mail),
    issueToken: (session) => options.tokens.session(session),
    ownerEmail: () => owner.email,
    settings: () => ({
      nudgeAfterMs: settings.nudgeAfterSeconds * 1000,
      restartPauseMs: settings.restartPauseSeconds * 1000,
      passEnv: settings.passEnv,
    }),
  });

  const convoys = createConvoys({
    store,
    clock,
    report,
    resolveItem: (ref) => resolveItemId(ledger, ref),
    self: MANAGER,
    viewItem: (id) => ledger.view(id),
    isClosed: (id) => ledger.get(id)?.status === "closed" && !integrations.isOnItsWay(id),
    letter: (to, subject, body, convoy) =>
      mail.letter({ from: MANAGER, to, subject, body, about: { kind: "convoy", id: convoy } }),
  });

  const { mergeQueue, conflicts, integrations } = mergeQueueOver({
    ...options,
    report,
    isFrozen,
    agents,
    memories: keeping.memories,
    salvage: keeping.salvage.saveCommits,
    later: () => ({ dispatch }),
    repository,
    lanes: gates.lanes,
    convoys,
    projects,
    roles,
    ledger,
    hooks,
  });

  const dispatch = dispatchOver({
    store,
    clock,
    report,
    projects,
    runtimeOf,
    isUsable: runtimePort.isUsable,
    isOff: () => roles.holderOf("manager") === "off",
    isFrozen,
    specialities: (labels, project) => preferredSpecialities(prompts, settings.specialities, { labels, project }),
    ledger,
    mergeQueue,
    agents,
    hooks,
    convoys,
  });

  const monitor = createRecovery({
    isRecovered: roles.isRecovered,
    clock,
    report,
    settings,
    sessions,
    hooks,
    runtimes,
    agents,
  });

  const demo = createDemo({
    client: options.client,
    git: (request) => runner.git(request),
    workspaceDir,
    resourcesDir: places.resources,
    node: places.node,
    freshSeed: () => randomInt(2 ** 31 - 1),
  });

  const { feed, notifications } = tidingsOver({
    ...{ store, ledger, projects, convoys },
    attention: (signal) => survey.attention(signal),
  });

  const around = createAroundTheLedger({
    ...options,
    report,
    itemDeps,
    ledger,
    projects,
    agents,
    sessions,
    mail,
    feed,
    convoys,
    dispatch,
    mergeQueue,
    runtimes,
    hooks,
    roles,
    pools,
    integrations,
    patrol: () => monitor.report,
  });

  const survey = surveyOver({
    ...options,
    ...{ startedAt, report, freeze, projects, agents, views, sessions, convoys, ledger, mergeQueue, mail, hooks },
    sync: around.sync,
  });

  const opened = await store.openLedger("workspace", options.homeRepository);
  if (!opened.ok) throw new Error(opened.error.message);
  await projects.openAll();

  const reactions =
    mode === "full"
      ? followWork({ ...options, agents, hooks, sessions, ledger, dispatch, mergeQueue, monitor, by: MANAGER, report })
      : undefined;

  /** Its repositories are there and its ledger is open: worktrees and the merge queue may begin. */
  async function openProject(project: Project): Promise<void> {
    if (mode === "command") return;
    const pool = await pools.open(project);
    if (isStarted) await mergeQueue.open(project.name);
    const target = await repository.fetchTarget(project.name);
    if (target.ok) pool.prepare(target.value);
  }

  const handlers: Handlers = {
    ...freeze.handlers,
    ...windowHandlers(),
    ...projects.handlers,
    ...ledger.handlers,
    ...agents.handlers,
    ...roles.handlers,
    ...mail.handlers,
    ...hooks.handlers,
    ...keeping.handlers,
    ...sessions.handlers,
    ...convoys.handlers,
    ...mergeQueue.handlers,
    ...conflicts.handlers,
    ...gates.handlers,
    ...dispatch.handlers,
    ...feed.handlers,
    ...around.handlers,
    ...notifications.handlers,
    ...runtimes.handlers,
    ...settingsHandlers(options.keeper, { owner }),
    ...survey.handlers,
    ...demo.handlers,
    ...ending.handlers,
    ...(mode === "command" ? offlineHandlers() : {}),
  };

  const scope = scopeOver({ store, agents, agentOf: sessions.agentOf, seanceOf: around.seanceOf });

  return {
    handlers: withContact(withinScope(handlers, scope.ports), (session) => {
      sessions.noteContact(session);
    }),
    stopRequested: ending.requested,
    async start() {
      isStarted = true;
      // Another runtime may be there for what waits, and time may be up for what is looked after.
      listening = options.keeper.onChange(() => {
        dispatch.wake();
        monitor.wake();
      });
      hooks.start();
      await sessions.start();
      await freeze.start();
      for (const project of projects.list()) {
        if (pools.get(project.name) !== undefined) await mergeQueue.open(project.name);
      }
      await convoys.reconcile();
      reactions?.start();
      conflicts.watch.start();
      dispatch.wake();
      monitor.wake();
      around.start();
    },
    async close(agentsMode) {
      listening?.[Symbol.dispose]();
      reactions?.[Symbol.dispose]();
      freeze[Symbol.dispose]();
      ending[Symbol.dispose]();
      survey[Symbol.dispose]();
      await around[Symbol.asyncDispose]();
      await monitor[Symbol.asyncDispose]();
      await dispatch[Symbol.asyncDispose]();
      await conflicts.watch[Symbol.asyncDispose]();
      await mergeQueue[Symbol.asyncDispose]();
      await gates[Symbol.asyncDispose]();
      const live = sessions.live().map(({ session }) => session.id);
      await sessions[Symbol.asyncDispose]();
      if (agentsMode === "stop") await clearHosts(hosts, live);
      await hosts.release();
      await hooks[Symbol.asyncDispose]();
      convoys[Symbol.dispose]();
      ledger[Symbol.dispose]();
      await pools[Symbol.asyncDispose]();
    },
    bearerOf: scope.bearerOf,
  };
}
