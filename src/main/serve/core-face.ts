import type { Caller, Handlers } from "../../shared/contract/handlers.ts";
import type { Failure, Result } from "../../shared/model/result.ts";
import type { ServerName } from "../../shared/wire/message.ts";
import type { Log } from "../core/base/log.ts";
import type { WorkspaceLock } from "../core/platform/store/workspace-lock.ts";

/** A running orchestrator, as far as the faces that serve it need it. */
export interface Core {
  /** Without symbolic links. */
  readonly workspaceDir: string;
  /** Proof that no other core runs here; held until `stop` has resolved. */
  readonly lock: WorkspaceLock;
  readonly server: ServerName;
  readonly handlers: Handlers;
  readonly log: Log;
  /** Where agents and the command line reach this core: a path in the runtime folder, or a pipe's name. */
  readonly socket: string;
  /** Makes its bearer the user; the same after a restart. */
  readonly userToken: string;
  /** Who the bearer of a token is. `bad-token` for one that is not of this workspace or whose session is over. */
  authenticate(token: string): Result<Pick<Caller, "identity" | "role" | "session">, Failure<"bad-token">>;
  /** Ends everything in this process. `keep`: agents go on in their PTY hosts, and are re-attached at the next start. */
  stop(agents: "keep" | "stop"): Promise<void>;
}

export interface OpenCoreOptions {
  /** The workspace's folder; made where it is missing or empty. */
  readonly workspace: string;
  readonly version: string;
  /** Who runs the core, as others are told, e.g. `drover serve`. */
  readonly holder: string;
  /** The verb `core.stop` was called. Whoever opened the core stops it, after the answer went out. */
  stopRequested(agents: "keep" | "stop"): void;
}

/** What orchestrator.ts gives to faces. `workspace-in-use` when another core runs there. */
export type OpenCore = (options: OpenCoreOptions) => Promise<Result<Core>>;
