import { type Result, ok } from "../../../shared/model/result.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { Agent, AgentView, Session, SessionStatus } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { plainLine } from "../base/plain-text.ts";
import { answerHandlers } from "./answer.ts";
import { createSessionIndex } from "./board.ts";
import { type SessionHandlers, findLatest, findLive, sessionHandlers } from "./controller.ts";
import { SessionKeeper } from "./keeper.ts";
import { LiveSessions, statusOfEnded } from "./live.ts";
import { type ControlHandlers, controlHandlers } from "./control-controller.ts";
import { type SessionControl, createSessionControl } from "./control.ts";
import type { NudgeHandlers } from "./nudge-controller.ts";
import { type NudgeOutcome, createNudging } from "./nudging.ts";
import { createObserver } from "./observer.ts";
import type { SessionDeps } from "./ports.ts";
import { type TerminalSearchHandlers, terminalSearchHandlers } from "./search.ts";
import { type EndReason, sessionKind } from "./reduce.ts";
import { createSessionService } from "./service.ts";
import { writeShim } from "./shim.ts";
import { createStarter, shimDir } from "./starter.ts";
import { type TerminalDeps, type TerminalHandlers, createTerminals } from "./terminals.ts";
import { type WallHandlers, createWall } from "./wall.ts";
import { createStatusFeed } from "./watch.ts";
import { type Watching, createWatching } from "./watching.ts";

export { authorName, sessionEnvironment } from "./env.ts";
export { sessionKind } from "./reduce.ts";
export { shimFile } from "./shim.ts";
export { sessionRuntimeDir, shimDir } from "./starter.ts";
export { describeSessionEvent } from "./describe.ts";
export type { EndReason } from "./reduce.ts";
export type { NudgeOutcome } from "./nudging.ts";
export type * from "./ports.ts";

/** What the recovery monitor looks at. Times in ms since 1970. */
export interface LiveSessionFacts {
  readonly session: Session;
  readonly status: SessionStatus;
  readonly startedAt: number;
  readonly lastOutputAt: number | undefined;
  /** The last call of `drover`. */
  readonly lastContactAt: number | undefined;
  /** When its processes last went on after a pause. */
  readonly resumedAt: number | undefined;
  /** When its work was handed in or taken off; undefined while it has work, or was started on none. */
  readonly finishedAt: number | undefined;
}

export interface Sessions {
  /** Re-attaches what runs, and begins to keep sessions as hooks say. To be awaited once. */
  start(): Promise<void>;
  /** The live session of an agent, or its latest. */
  sessionOf(agent: IdentityPath): Session | undefined;
  liveOf(agent: IdentityPath): Session | undefined;
  /** Where a token's session id leads: undefined once it has ended. */
  agentOf(session: string): IdentityPath | undefined;
  statusOf(agent: IdentityPath): SessionStatus | undefined;
  /** The newest ended session, for the priming of the next. */
  lastEnded(agent: IdentityPath): Session | undefined;
  live(): readonly LiveSessionFacts[];
  /** A session called `drover`: the surest sign of life. */
  noteContact(session: string): void;
  /** A session's transcript, or a channel of its vendor, told something of it. */
  readonly hear: Watching["hear"];
  /** Follows what sessions are told of by their hooks, transcripts and vendors: turns, prompts taken, ids, context, limits. */
  readonly onTold: Watching["listen"];
  /** Follows sessions whose context gets nearly full. */
  readonly onNearlyFull: Watching["onNearlyFull"];
  /** An agent said how far it is. */
  noteProgress(agent: IdentityPath, text: string): void;
  /** Tells an agent something in Drover's own name, for its present session alone. */
  nudge(agent: IdentityPath, text: string): Promise<NudgeOutcome>;
  /** Stops the processes of a session where they are, or lets them go on. */
  readonly pause: SessionControl["pause"];
  readonly resume: SessionControl["resume"];
  /** Ends the live session of an agent, if it has one. */
  endSession(agent: IdentityPath, reason: EndReason, cause: string): Promise<void>;
  /** Ends the live session; what is on the hook gets a fresh one by itself. */
  restart(agent: IdentityPath, cause: string): Promise<void>;
  idle(): Promise<void>;
  readonly handlers: SessionHandlers &
    NudgeHandlers &
    ControlHandlers &
    TerminalHandlers &
    WallHandlers &
    TerminalSearchHandlers &
    Watching["handlers"] &
    SomeHandlers<"session.watch" | "agent.answer">;
  /** Sessions go on in their hosts. */
  [Symbol.asyncDispose](): Promise<void>;
}

export function createSessions(deps: SessionDeps & { view(agent: Agent): AgentView }): Sessions {
  const { store, clock, hosts } = deps;
  const table = store.table(sessionKind);
  const index = createSessionIndex(table);
  const feed = createStatusFeed();
  const live = new LiveSessions({
    clock,
    tell(status) {
      feed.tell(status);
      nudging.judged(status);
      watching.told(status);
    },
    judged(session, judgement) {
      watching.judged(session, judgement);
    },
  });
  const nudging = createNudging({ ...deps, table, index, live });
  const starter = createStarter({
    ...deps,
    table,
    index,
    tellFirst(session, prompt) {
      nudging.prompt(session, prompt).catch(deps.report);
    },
  });
  const watching = createWatching({ ...deps, table, live, channel: nudging });
  const observer = createObserver({ ...deps, index, live, restore: watching.restore });
  const control = createSessionControl({
    ...deps,
    table,
    live,
    obstacle: (session) => nudging.nudges.obstacle(session)?.reason,
  });
  const keeper = new SessionKeeper({ ...deps, table, index, live, observer, nudging, control, starter });
  const service = createSessionService({ ...deps, index, keeper, starter });

  function untilPlaced(id: string, signal: AbortSignal): Promise<void> {
    const isPlaced = () => table.get(id)?.host !== "" || table.get(id)?.endedAt !== undefined;
    if (isPlaced() || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        subscription[Symbol.dispose]();
        signal.removeEventListener("abort", done);
        resolve();
      };
      const subscription = store.subscribe((event) => {
        if (event.subject === id && isPlaced()) done();
      });
      signal.addEventListener("abort", done);
    });
  }

  const latest = (agent: IdentityPath) => index.liveOf(agent) ?? index.endedOf(agent)[0];
  const endLive = async (agent: IdentityPath, reason: EndReason, cause: string) => {
    const session = index.liveOf(agent);
    if (session !== undefined) await keeper.end(session, reason, cause);
  };

  const terminals: TerminalDeps = {
    hosts,
    latestSession: (ref, caller) => findLatest({ agents: deps.agents, index }, ref, caller),
    placed: (session, signal) => untilPlaced(session.id, signal),
  };

  return {
    async start() {
      const { node, cliEntry, workspaceDir } = deps;
      await writeShim({ dir: shimDir(workspaceDir), node, cliEntry });
      await keeper.start();
      await nudging.start();
      await watching.start();
    },
    hear: watching.hear,
    onTold: watching.listen,
    onNearlyFull: watching.onNearlyFull,
    sessionOf: latest,
    liveOf: (agent) => index.liveOf(agent),
    agentOf(id) {
      const session = table.get(id);
      return session === undefined || session.endedAt !== undefined ? undefined : session.agent;
    },
    statusOf(agent) {
      const session = latest(agent);
      return session === undefined ? undefined : (live.statusOf(session.id) ?? statusOfEnded(session));
    },
    lastEnded: (agent) => index.endedOf(agent)[0],
    live: () =>
      index.live().flatMap((session) => {
        const status = live.statusOf(session.id);
        const evidence = live.evidence(session.id);
        if (status === undefined || evidence === undefined) return [];
        return [
          {
            session,
            status,
            startedAt: session.startedAt,
            lastOutputAt: evidence.outputAt,
            lastContactAt: evidence.contactAt,
            resumedAt: evidence.resumedAt,
            finishedAt: evidence.finishedAt,
          },
        ];
      }),
    noteProgress(agent, text) {
      const session = index.liveOf(agent);
      if (session !== undefined) live.note(session.id, { progress: { text: plainLine(text, 500), at: clock.now() } });
    },
    noteContact(session) {
      live.note(session, { contactAt: clock.now() });
      nudging.called(session);
    },
    async nudge(agent, text) {
      const session = index.liveOf(agent);
      return session === undefined
        ? { delivered: false, reason: "its session is not running" }
        : nudging.prompt(session, text);
    },
    pause: control.pause,
    async resume(session, actor) {
      const resumed = await control.resume(session, actor);
      nudging.nudges.wake(session.agent);
      return resumed;
    },
    endSession: endLive,
    restart: (agent, cause) => endLive(agent, "replaced", cause),
    idle: () => keeper.idle(),
    handlers: {
      ...sessionHandlers({ ...deps, index, service }),
      ...nudging.handlers,
      ...watching.handlers,
      ...controlHandlers({
        ...deps,
        control,
        nudges: nudging.nudges,
        findLive: (ref, caller) => findLive({ agents: deps.agents, index }, ref, caller),
      }),
      ...answerHandlers({
        ...deps,
        findLive: (ref, caller) => findLive({ agents: deps.agents, index }, ref, caller),
        statusOf: (session) => live.statusOf(session),
      }),
      ...createTerminals(terminals),
      ...createWall(terminals),
      ...terminalSearchHandlers({ hosts, agents: deps.agents, sessions: () => table.values() }),
      "session.watch": (_input, _caller, _after, signal): Result<ReturnType<typeof feed.watch>, never> =>
        ok(feed.watch(live.statuses(), signal)),
    },
    async [Symbol.asyncDispose]() {
      await nudging[Symbol.asyncDispose]();
      await keeper[Symbol.asyncDispose]();
      await watching[Symbol.asyncDispose]();
      live[Symbol.dispose]();
    },
  };
}
