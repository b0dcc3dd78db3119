import type { Caller, Handlers } from "../../shared/contract/handlers.ts";
import type { Result } from "../../shared/model/result.ts";
import type { Log } from "../core/base/log.ts";
import type { WorkspaceLock } from "../core/platform/store/workspace-lock.ts";
import type { Tokens } from "../core/workspace/index.ts";

/** An orchestrator as far as serving it goes; orchestrator.ts makes one. */
export interface ServableCore {
  /** Without symbolic links. */
  readonly workspaceDir: string;
  /** Proof that no other core runs here. Held for as long as the core is served. */
  readonly lock: WorkspaceLock;
  readonly handlers: Handlers;
  readonly tokens: Pick<Tokens, "user">;
  readonly log: Log;
  /** Who the bearer of a token is. */
  authenticate(token: string): Result<Pick<Caller, "identity" | "role" | "session" | "readsOnly">>;
}
