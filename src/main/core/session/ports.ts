import type { Agent, Hook } from "../../../shared/model/agent.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Failure, Result } from "../../../shared/model/result.ts";
import type { RuntimeSignal, RuntimeState } from "../../../shared/model/runtime-signal.ts";
import type { Clock } from "../base/clock.ts";
import type { Adopted } from "../platform/pty/adopted.ts";
import type { PtyHosts } from "../platform/pty/pty-hosts.ts";
import type { RecordStore } from "../platform/store/record-store.ts";

/** The PTY hosts, as far as sessions need them. */
export type SessionHosts = Pick<
  PtyHosts,
  | "attach"
  | "isOutOfReach"
  | "spawn"
  | "paste"
  | "put"
  | "keys"
  | "peek"
  | "pause"
  | "resume"
  | "stop"
  | "search"
  | "openViewer"
  | "openCells"
  | "on"
>;

/** How a runtime is to be dealt with, as far as sessions have to know. */
export interface SessionRuntime {
  readonly title: string;
  readonly takesNudges: boolean;
  /** Whether its titles tell a busy one from an idle one. */
  readonly tellsByTitle: boolean;
  /** Whether its screen is worth a look for questions when it falls silent. */
  readonly tellsByScreen: boolean;
  readonly submitDelayMs: number;
  /** Whether texts of its notifications (OSC 9, 99, 777) say something. */
  readonly tellsByNotification: boolean;
  /** Whether its hooks call `drover signal`. */
  readonly tellsByHooks: boolean;
  /** Whether the answer to a hook can carry a message to it. */
  readonly takesMessages: boolean;
  /** Whether a message can be handed to it past its terminal, whatever it is doing. */
  readonly takesDelivery: boolean;
  /** Whether it keeps what is typed during a turn, and takes it in afterwards or at its next step. */
  readonly queuesWhileBusy: boolean;
  /** Whether its own session can be given an id to resume it by. */
  readonly takesSessionId: boolean;
  readonly canResume: boolean;
  readonly canFork: boolean;
  /** Name of the file with its priming, where it has to have one. */
  readonly primingFile: string | undefined;
  /** Bytes that end a turn, written one after the other; empty: it cannot be interrupted. */
  readonly interrupt: readonly string[];
  /** Typed to make it exit once its work is done; empty: it exits by itself. */
  readonly leave: string;
  /** Whether its exit is a person's doing rather than a fault. */
  readonly exitIsDeliberate: boolean;
  /** Variables of the user's environment that it needs. */
  readonly env: readonly string[];
}

export interface SessionLaunch {
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly runtimeSession?: string;
  /** To be typed once it waits for input: the first prompt of a program that takes none as an argument. */
  readonly typed?: string;
}

export interface LaunchOrder {
  readonly runtime: string;
  readonly prompt: string;
  readonly promptFile: string;
  readonly worktree: string;
  /** The session's own folder for what its runtime needs: there, empty, mode 0700, removed with the session. */
  readonly sessionDir: string;
  /** The environment that the session will have, before the runtime's own variables. */
  readonly env: Readonly<Record<string, string>>;
  /** Absolute path of the `drover` that hooks call. */
  readonly drover: string;
  readonly model: string | undefined;
  readonly unattended: boolean;
  readonly newSession: string;
  readonly resume: string | undefined;
  /** Begins a session of its own from what `resume` knew. */
  readonly fork?: boolean;
}

export interface SessionRuntimes {
  get(id: string): SessionRuntime | undefined;
  /** Whether it could be started now. */
  available(id: string): Promise<Result<void, Failure<"runtime-not-found" | "runtime-missing">>>;
  launch(order: LaunchOrder): Promise<Result<SessionLaunch, Failure<"runtime-not-found" | "runtime-missing">>>;
  /**
   * Hands a message to a running session past its terminal, as a prompt of its own: it is taken in at once or after the turn.
   * True: it was taken from us; that the session has it, its signal `took` tells. False: there is no way, or it failed.
   */
  deliver(
    id: string,
    delivery: { readonly message: string; readonly sessionDir: string; readonly runtimeSession: string | undefined },
  ): Promise<boolean>;
  stateOfTitle(id: string, title: string): RuntimeState | undefined;
  stateOfNotification(id: string, text: string): RuntimeState | undefined;
  stateOfScreen(id: string, screen: string): RuntimeState | undefined;
  /** What a call of its hooks says; nothing for an unknown event, or where it has none. */
  readHook(id: string, event: string, payload: unknown): RuntimeSignal;
  /** What the hook prints to carry the message; undefined where this event of this runtime cannot. */
  answerHook(id: string, event: string, message: string): string | undefined;
}

/** The hooks, as far as sessions have to know. Plans are events to be committed together with ours. */
export interface SessionWork {
  of(agent: IdentityPath): Hook | undefined;
  planAttempt(agent: IdentityPath, session: string, actor: IdentityPath): Result<readonly NewEvent[]>;
  planSuspend(agent: IdentityPath, reason: string, actor: IdentityPath): Result<readonly NewEvent[]>;
  planResume(agent: IdentityPath, actor: IdentityPath): Result<readonly NewEvent[]>;
  /** Sees to it that its worktree is there, also when somebody removed it. */
  place(agent: IdentityPath): Promise<Result<void>>;
  prime(agent: Agent): Promise<string>;
}

export interface SessionSettings {
  /** Silence after which an agent with work that has not begun is nudged. */
  readonly nudgeAfterMs: number;
  /** Pause before the second restart of one that crashes; doubled by each that follows. */
  readonly restartPauseMs: number;
  /** Variables that the user passes on to every session, beyond what runtimes ask for. */
  readonly passEnv: readonly string[];
}

export interface SessionDeps {
  readonly store: RecordStore;
  readonly clock: Clock;
  report(error: unknown): void;
  /** Tells somebody by mail what needs their eyes about an agent. */
  raise(letter: {
    readonly to: IdentityPath;
    readonly agent: IdentityPath;
    readonly subject: string;
    readonly body: string;
  }): Promise<unknown>;
  readonly hosts: SessionHosts;
  /** Sessions in terminals of somebody else's. */
  readonly adopted: Pick<Adopted, "adopt">;
  readonly runtimes: SessionRuntimes;
  readonly work: SessionWork;
  readonly agents: {
    get(path: IdentityPath): Agent | undefined;
    list(): readonly Agent[];
    resolve(ref: string, ownProject?: string): Result<Agent, Failure<"agent-not-found" | "agent-ambiguous">>;
    park(path: IdentityPath, reason: string, actor: IdentityPath): Promise<Result<unknown>>;
    unpark(path: IdentityPath, actor: IdentityPath): Promise<Result<unknown>>;
  };
  /** Whether the user has consented that permission questions are skipped in that project. */
  isUnattended(project: string | undefined): boolean;
  /** Everything stands still: no session is started, ended or pushed. Told over by an event of the kind `freeze`. */
  isFrozen(): boolean;
  /** Whether sessions of that project, or of the workspace, are started again when they crash. */
  isRecovered(project: string | undefined): boolean;
  /** A secret that names the session to whoever serves the contract; the same for the same session, also after a restart. */
  issueToken(session: string): string;
  ownerEmail(): string;
  settings(): SessionSettings;
  /** The core's own environment, from which a session gets what is on the lists. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The workspace folder; sessions' files are in its `.drover`. */
  readonly workspaceDir: string;
  /** For the program `drover` that sessions call. */
  readonly node: string;
  readonly cliEntry: string;
}
