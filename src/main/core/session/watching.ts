import path from "node:path";
import { fail, ok } from "../../../shared/model/result.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { Agent, AgentView, Session, SessionStatus } from "../../../shared/model/agent.ts";
import { projectOf } from "../../../shared/model/identity.ts";
import type { RuntimeState } from "../../../shared/model/runtime-signal.ts";
import type { ContextFill, TimelineEntry } from "../../../shared/model/session-signal.ts";
import type { FoundSession } from "../platform/pty/pty-hosts.ts";
import type { RecordTable } from "../platform/store/record-store.ts";
import { RACE_MS, isNearlyFull, isTold } from "./evidence.ts";
import { seeTold } from "./intake.ts";
import type { LiveSessions } from "./live.ts";
import type { MessageChannel } from "./nudging.ts";
import type { SessionDeps } from "./ports.ts";
import { createScreens } from "./screens.ts";
import { type Signals, createSignals } from "./signals.ts";
import type { Judgement } from "./judgement.ts";
import { createStatusFiles } from "./status-files.ts";
import { createTimelines } from "./timeline.ts";

export interface WatchingDeps extends Omit<SessionDeps, "work"> {
  readonly table: RecordTable<Session>;
  readonly live: LiveSessions;
  readonly channel: MessageChannel;
  view(agent: Agent): AgentView;
}

/** What goes on around the evidence on sessions: who hears of it, what is looked at, and what is kept of it. */
export interface Watching extends Pick<Signals, "hear" | "listen"> {
  /** Every status that is told anybody. */
  told(status: SessionStatus): void;
  /** Everything that was seen and judged. */
  judged(session: string, judgement: Judgement): void;
  /** What was known of a session before this core began, as far as it still holds. */
  restore(session: Session, report: FoundSession["report"]): void;
  /** Calls back once when a session's context gets nearly full, and again after it was emptied. Must not throw. */
  onNearlyFull(listener: NearlyFull): Disposable;
  start(): Promise<void>;
  readonly handlers: SomeHandlers<"session.signal" | "session.timeline">;
  [Symbol.asyncDispose](): Promise<void>;
}

export type NearlyFull = (session: Session, context: ContextFill) => void;

/** Sessions that a timeline is answered of when none is named. */
const SHOWN_SESSIONS = 10;
const SHOWN_ENTRIES = 500;

export function createWatching(deps: WatchingDeps): Watching {
  const { clock, table, live, agents, report, workspaceDir } = deps;
  const own = (name: string) => path.join(workspaceDir, ".drover", name);
  const timelines = createTimelines({ folder: own("timelines"), clock, report });
  const statusFiles = createStatusFiles({
    folder: own("agents"),
    clock,
    report,
    view(name) {
      const agent = agents.get(name);
      return agent === undefined ? undefined : deps.view(agent);
    },
  });
  const screens = createScreens({ ...deps, find: (id) => table.get(id) });
  const signals = createSignals(deps);
  const nearlyFull = new Set<NearlyFull>();
  /** Sessions whose nearly full context was told. */
  const full = new Set<string>();

  function tellFull({ session: id, context, state }: SessionStatus): void {
    const session = table.get(id);
    const isOver = state === "exited" || state === "lost";
    if (session === undefined || context === undefined || isOver || !isNearlyFull(context)) {
      full.delete(id);
      return;
    }
    if (full.has(id)) return;
    full.add(id);
    for (const listener of nearlyFull) listener(session, context);
  }

  /**
   * What it said last still holds where it has printed nothing since: then a core that was away missed nothing. Its screen
   * and its title are seen anew.
   */
  async function recall(session: Session, { outputAt }: FoundSession["report"]): Promise<void> {
    const last = (await timelines.read(session.id)).at(-1);
    if (last === undefined) return;
    const { source, at, evidence, context } = last;
    if (context !== undefined) {
      live.note(session.id, (e) => (e.context === undefined ? { context: { ...context, at } } : {}));
    }
    const state = LASTING.get(last.state);
    if (state === undefined || !isTold(source) || outputAt > at + RACE_MS) return;
    const until = last.until === undefined ? {} : { until: last.until };
    live.note(session.id, (e) => seeTold(e, source, { signal: { state, detail: evidence, ...until }, at }));
  }

  return {
    judged: screens.consider,
    hear: signals.hear,
    listen: signals.listen,
    told(status) {
      timelines.record(status);
      statusFiles.told(status);
      tellFull(status);
    },
    restore(session, found) {
      recall(session, found).catch(report);
    },
    onNearlyFull(listener) {
      nearlyFull.add(listener);
      return {
        [Symbol.dispose]() {
          nearlyFull.delete(listener);
        },
      };
    },
    start: () => timelines.sweep(),
    handlers: {
      ...signals.handlers,
      "session.timeline": async ({ agent: ref, session: wanted, since = 0, limit = SHOWN_ENTRIES }, caller) => {
        const agent = agents.resolve(ref, projectOf(caller.identity));
        if (!agent.ok) return agent;
        const own = [...table.values()]
          .filter((one) => one.agent === agent.value.path && (wanted === undefined || one.id === wanted))
          .toSorted((a, b) => b.startedAt - a.startedAt)
          .slice(0, SHOWN_SESSIONS);
        if (wanted !== undefined && own.length === 0) {
          return fail("session-not-found", `${agent.value.path} has no session ${wanted}.`, {
            remedy: `See its sessions with \`drover agent timeline ${agent.value.path}\`.`,
          });
        }
        const entries: TimelineEntry[] = [];
        for (const { id } of own) entries.push(...(await timelines.read(id)).filter(({ at }) => at >= since));
        entries.sort((a, b) => a.at - b.at);
        return ok({
          agent: agent.value.path,
          sessions: own.map(({ id, runtime, item, startedAt, endedAt, endReason, exitCode }) => ({
            session: id,
            runtime,
            item,
            startedAt,
            endedAt,
            endReason,
            exitCode,
          })),
          entries: entries.slice(-limit),
          more: entries.length > limit,
        });
      },
    },
    async [Symbol.asyncDispose]() {
      screens[Symbol.dispose]();
      await Promise.all([timelines.drain(), statusFiles.drain()]);
    },
  };
}

/** States that last while the program prints nothing, and what was said outright then. */
const LASTING: ReadonlyMap<TimelineEntry["state"], RuntimeState> = new Map([
  ["waiting-for-input", "waiting-for-input"],
  ["context-nearly-full", "waiting-for-input"],
  ["waiting-for-permission", "waiting-for-permission"],
  ["rate-limited", "rate-limited"],
]);
