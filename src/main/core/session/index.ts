import { type Result, ok } from "../../../shared/model/result.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { Agent, AgentView, Session, SessionStatus } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { plainLine } from "../base/plain-text.ts";
import { createSessionIndex } from "./board.ts";
import { type SessionHandlers, findLatest, sessionHandlers } from "./controller.ts";
import { SessionKeeper } from "./keeper.ts";
import { LiveSessions, statusOfEnded } from "./live.ts";
import { type NudgeOutcome, createNudger } from "./nudge.ts";
import { createObserver } from "./observer.ts";
import type { SessionDeps } from "./ports.ts";
import { type EndReason, sessionKind } from "./reduce.ts";
import { createSessionService } from "./service.ts";
import { writeShim } from "./shim.ts";
import { createStarter, shimDir } from "./starter.ts";
import { type TerminalHandlers, createTerminals } from "./terminals.ts";
import { createStatusFeed } from "./watch.ts";

export { authorName } from "./env.ts";
export { sessionKind } from "./reduce.ts";
export { sessionRuntimeDir } from "./starter.ts";
export { describeSessionEvent } from "./describe.ts";
export type { EndReason } from "./reduce.ts";
export type { NudgeOutcome } from "./nudge.ts";
export type * from "./ports.ts";

/** What the recovery monitor looks at. Times in ms since 1970. */
export interface LiveSessionFacts {
  readonly session: Session;
  readonly status: SessionStatus;
  readonly startedAt: number;
  readonly lastOutputAt: number | undefined;
  /** The last call of `drover`. */
  readonly lastContactAt: number | undefined;
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
  /** An agent said how far it is. */
  noteProgress(agent: IdentityPath, text: string): void;
  nudge(agent: IdentityPath, text: string): Promise<NudgeOutcome>;
  /** Ends the live session of an agent, if it has one. */
  endSession(agent: IdentityPath, reason: EndReason, cause: string): Promise<void>;
  /** Ends the live session; what is on the hook gets a fresh one by itself. */
  restart(agent: IdentityPath, cause: string): Promise<void>;
  idle(): Promise<void>;
  readonly handlers: SessionHandlers & TerminalHandlers & SomeHandlers<"session.watch">;
  /** Sessions go on in their hosts. */
  [Symbol.asyncDispose](): Promise<void>;
}

export function createSessions(deps: SessionDeps & { view(agent: Agent): AgentView }): Sessions {
  const { store, clock, hosts, runtimes } = deps;
  const table = store.table(sessionKind);
  const index = createSessionIndex(table);
  const feed = createStatusFeed();
  /** Output that the last look at a silent session's screen had behind it, by session. */
  const looked = new Map<string, number>();

  const live = new LiveSessions({
    clock,
    tell(status) {
      feed.tell(status);
      lookWhenSilent(status);
    },
  });
  const nudger = createNudger({ clock, hosts, runtimes, live });
  const starter = createStarter({ ...deps, table, index });
  const observer = createObserver({ ...deps, index, live });
  const keeper = new SessionKeeper({ ...deps, table, index, live, observer, nudger, starter });
  const service = createSessionService({ ...deps, index, keeper, starter });

  /** A question looks like an idle prompt by its title, and like nothing by its output: one look at the screen tells. */
  function lookWhenSilent({ session: id, state }: SessionStatus): void {
    const session = table.get(id);
    if (session?.endedAt !== undefined) looked.delete(id);
    const mayAsk = state === "unknown" || state === "waiting-for-input" || state === "waiting-for-permission";
    if (session === undefined || !mayAsk || runtimes.get(session.runtime)?.tellsByScreen !== true) return;
    const outputAt = live.evidence(id)?.outputAt ?? 0;
    if (looked.get(id) === outputAt) return;
    looked.set(id, outputAt);
    nudger.lookForQuestion(session).catch((error: unknown) => {
      deps.report(error);
    });
  }

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

  return {
    async start() {
      const { node, cliEntry, workspaceDir } = deps;
      await writeShim({ dir: shimDir(workspaceDir), node, cliEntry });
      await keeper.start();
    },
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
    },
    async nudge(agent, text) {
      const session = index.liveOf(agent);
      return session === undefined
        ? { delivered: false, reason: "its session is not running" }
        : nudger.nudge(session, text);
    },
    endSession: endLive,
    restart: (agent, cause) => endLive(agent, "replaced", cause),
    idle: () => keeper.idle(),
    handlers: {
      ...sessionHandlers({ ...deps, index, service, nudger }),
      ...createTerminals({
        hosts,
        latestSession: (ref, caller) => findLatest({ agents: deps.agents, index }, ref, caller),
        placed: (session, signal) => untilPlaced(session.id, signal),
      }),
      "session.watch": (_input, _caller, _after, signal): Result<ReturnType<typeof feed.watch>, never> =>
        ok(feed.watch(live.statuses(), signal)),
    },
    async [Symbol.asyncDispose]() {
      await keeper[Symbol.asyncDispose]();
      live[Symbol.dispose]();
    },
  };
}
