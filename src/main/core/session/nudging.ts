import path from "node:path";
import type { Session, SessionStatus } from "../../../shared/model/agent.ts";
import { type IdentityPath, MANAGER, projectOf, recoveryMonitorPath } from "../../../shared/model/identity.ts";
import type { Nudge } from "../../../shared/model/nudge.ts";
import { hasArrived } from "../../../shared/model/nudge-words.ts";
import type { RuntimeSignal } from "../../../shared/model/runtime-signal.ts";
import type { RecordTable } from "../platform/store/record-store.ts";
import type { FoundSession } from "../platform/pty/pty-hosts.ts";
import type { SessionIndex } from "./board.ts";
import type { LiveSessions } from "./live.ts";
import { type NudgeHandlers, hasBeenTried, nudgeHandlers } from "./nudge-controller.ts";
import { createNudgeStore } from "./nudge-store.ts";
import { createTypist } from "./nudge-typist.ts";
import { NudgeWitness } from "./nudge-witness.ts";
import { type Gate, Nudges } from "./nudge.ts";
import type { SessionDeps } from "./ports.ts";
import { sessionRuntimeDir } from "./starter.ts";

/** What came of a nudge at its first try; it may go on being tried. */
export interface NudgeOutcome {
  readonly id?: string;
  readonly delivered: boolean;
  /** Why not, in words. */
  readonly reason?: string;
  /** It was typed, and nothing came of it. */
  readonly ignored?: true;
}

/** The way from and to a runtime's hooks, for whoever handles their calls. */
export interface MessageChannel {
  /**
   * What waits for the session, in the form that `carry` gives it for this hook (RuntimeAdapter.answerHook); undefined when
   * nothing does or this hook cannot carry it. What is returned is to be printed: it counts as delivered.
   */
  takePending(
    session: Session,
    event: string,
    carry: (text: string) => string | undefined,
  ): Promise<string | undefined>;
  /** Every call of a hook, also one that says nothing: it confirms what was delivered before. To be told after `takePending`. */
  signalled(session: Session, signal: RuntimeSignal, at: number): void;
}

export interface Nudging extends MessageChannel {
  readonly nudges: Nudges;
  readonly handlers: NudgeHandlers;
  start(): Promise<void>;
  /** Tells the agent something in Drover's own name, for its present session alone, and waits for the first try. */
  prompt(session: Session, text: string): Promise<NudgeOutcome>;
  /** The same, without waiting. */
  queuePrompt(session: Session, text: string): Promise<Nudge>;
  /** What a host remembers of a session from before this core. */
  remember(session: Session, report: FoundSession["report"]): void;
  judged(status: SessionStatus): void;
  called(session: string): void;
  ended(session: Session): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Time for a first try of a prompt. */
const FIRST_TRY_MS = 12_000;

type Deps = Pick<SessionDeps, "clock" | "hosts" | "runtimes" | "agents" | "workspaceDir" | "report" | "raise"> & {
  readonly table: RecordTable<Session>;
  readonly index: SessionIndex;
  readonly live: LiveSessions;
};

/** Nudges over the sessions as they are: the receipts' file, what is typed, and what shows what became of it. */
export function createNudging(deps: Deps): Nudging {
  const { clock, hosts, runtimes, agents, table, index, live, report } = deps;
  const closing = new AbortController();
  const witness = new NudgeWitness();
  const store = createNudgeStore(path.join(deps.workspaceDir, ".drover", "nudges.jsonl"), report);
  const typist = createTypist({ clock, hosts, runtimes, witness, signal: closing.signal });
  const liveOf = (agent: IdentityPath) => index.liveOf(agent);

  function gate({ id, runtime: name }: Session): Gate | undefined {
    const status = live.statusOf(id);
    const runtime = runtimes.get(name);
    if (status === undefined || runtime === undefined) return undefined;
    return {
      state: status.state,
      isCertain: status.reliability !== "supporting",
      until: status.until,
      contradiction: status.contradiction,
      isTakenOver: table.get(id)?.takenOver !== undefined,
      takesNudges: runtime.takesNudges,
      queuesWhileBusy: runtime.queuesWhileBusy,
      carriesMessages: runtime.takesMessages,
      takesDelivery: runtime.takesDelivery,
      tells: runtime.tellsByTitle || runtime.tellsByHooks || runtime.tellsByNotification,
    };
  }

  const nudges = new Nudges({
    clock,
    store,
    witness,
    typist,
    liveOf,
    gate,
    deliver: ({ id, runtime, runtimeSession }, message) =>
      runtimes.deliver(runtime, { message, sessionDir: sessionRuntimeDir(deps.workspaceDir, id), runtimeSession }),
    raise(nudge) {
      deps.raise(toldToSender(nudge)).catch(report);
    },
    report,
  });

  const subscription = hosts.on((event) => {
    if ("host" in event || event.type !== "typed") return;
    witness.typed(event.session, event.at, event.draft);
  });

  const queuePrompt = ({ agent }: Session, text: string) =>
    nudges.queue({ agent, from: monitorOf(agent), text, kind: "prompt" });

  return {
    nudges,
    handlers: nudgeHandlers({ agents, nudges, store, liveOf }),
    start: () => nudges.start(),
    takePending: (session, event, carry) => nudges.takePending(session, event, carry),
    signalled(session, signal, at) {
      witness.signalled(session.id, at, signal);
      nudges.wake(session.agent);
    },
    queuePrompt,
    async prompt(session, text) {
      const { id } = await queuePrompt(session, text);
      const tried = await nudges.until(id, hasBeenTried, FIRST_TRY_MS);
      const { reason } = tried;
      return {
        id,
        delivered: hasArrived(tried),
        ...(reason === undefined ? {} : { reason }),
        ...(!hasArrived(tried) && tried.tries.length > 0 ? { ignored: true } : {}),
      };
    },
    remember(session, { userInputAt, draft }) {
      if (userInputAt > 0) witness.typed(session.id, userInputAt, draft);
    },
    judged(status) {
      witness.judged(status);
      nudges.wake(status.agent);
    },
    called(id) {
      witness.called(id, clock.now());
      const agent = table.get(id)?.agent;
      if (agent !== undefined) nudges.wake(agent);
    },
    ended(session) {
      witness.forget(session.id);
      nudges.wake(session.agent);
    },
    async [Symbol.asyncDispose]() {
      subscription[Symbol.dispose]();
      closing.abort();
      await nudges[Symbol.asyncDispose]();
    },
  };
}

/** In whose name Drover prompts an agent: its project's recovery monitor. */
function monitorOf(agent: IdentityPath): IdentityPath {
  const project = projectOf(agent);
  return project === undefined ? MANAGER : recoveryMonitorPath(project);
}

const WAYS = { hook: "by its hooks", channel: "past its terminal", typed: "typed" } as const;

/** What its sender is told of one that did not arrive. */
function toldToSender({ id, agent, from, text, state, reason, tries }: Nudge): Parameters<SessionDeps["raise"]>[0] {
  const ways = tries.map(({ way, outcome }) => `- ${WAYS[way]}: ${outcome}`);
  const body = [
    `It ${state === "expired" ? "expired" : "failed"}: ${reason ?? "nothing more is known"}.`,
    ...(ways.length === 0 ? [] : ["", "Tried:", ...ways]),
    "",
    `The text was: ${text}`,
    "",
    `\`drover nudge show ${id}\` shows its receipts; \`drover agent attach ${agent}\` its terminal.`,
  ];
  return { to: from, agent, subject: `Your message did not reach ${agent}`, body: body.join("\n") };
}
