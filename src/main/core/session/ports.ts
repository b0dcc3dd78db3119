import type { Agent, Hook } from "../../../shared/model/agent.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Failure, Result } from "../../../shared/model/result.ts";
import type { Clock } from "../base/clock.ts";
import type { PtyHosts } from "../platform/pty/pty-hosts.ts";
import type { RecordStore } from "../platform/store/record-store.ts";

/** The PTY hosts, as far as sessions need them. */
export type SessionHosts = Pick<PtyHosts, "attach" | "spawn" | "paste" | "peek" | "stop" | "openViewer" | "on">;

/** How a runtime is to be dealt with, as far as sessions have to know. */
export interface SessionRuntime {
  readonly title: string;
  readonly takesNudges: boolean;
  /** Whether its titles tell a busy one from an idle one. */
  readonly tellsByTitle: boolean;
  /** Whether its screen is worth a look for questions when it falls silent. */
  readonly tellsByScreen: boolean;
  readonly submitDelayMs: number;
  /** Whether its own session can be given an id to resume it by. */
  readonly takesSessionId: boolean;
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
  readonly runtimeSession?: string;
}

export interface LaunchOrder {
  readonly runtime: string;
  readonly prompt: string;
  readonly promptFile: string;
  readonly worktree: string;
  readonly model: string | undefined;
  readonly unattended: boolean;
  readonly newSession: string;
  readonly resume: string | undefined;
}

export interface SessionRuntimes {
  get(id: string): SessionRuntime | undefined;
  /** Whether it could be started now. */
  available(id: string): Promise<Result<void, Failure<"runtime-not-found" | "runtime-missing">>>;
  launch(order: LaunchOrder): Promise<Result<SessionLaunch, Failure<"runtime-not-found" | "runtime-missing">>>;
  stateOfTitle(id: string, title: string): "working" | "waiting-for-input" | "waiting-for-permission" | undefined;
  stateOfScreen(id: string, screen: string): "working" | "waiting-for-input" | "waiting-for-permission" | undefined;
}

/** The hooks, as far as sessions have to know. Plans are events to be committed together with ours. */
export interface SessionWork {
  of(agent: IdentityPath): Hook | undefined;
  planAttempt(agent: IdentityPath, session: string, actor: IdentityPath): Result<readonly NewEvent[]>;
  planSuspend(agent: IdentityPath, reason: string, actor: IdentityPath): Result<readonly NewEvent[]>;
  planResume(agent: IdentityPath, actor: IdentityPath): Result<readonly NewEvent[]>;
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
  readonly hosts: SessionHosts;
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
