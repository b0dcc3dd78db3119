import type { Agent, Hook } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Failure, Result } from "../../../shared/model/result.ts";
import type { SalvageReason } from "../../../shared/model/salvage.ts";
import type { Clock } from "../base/clock.ts";
import type { Git } from "../platform/git/git.ts";
import type { Person } from "../platform/git/person.ts";

/** Absolute paths of a project's folders. */
export interface SalvageRepositories {
  readonly vault: string;
  /** Carries the worktrees. */
  readonly clone: string;
  /** Where the agents' worktrees are. */
  readonly worktrees: string;
}

/** What saving needs. */
export interface SaveDeps {
  readonly git: Git;
  readonly clock: Clock;
  /** Undefined when there is no such project. */
  repositories(project: string): SalvageRepositories | undefined;
  /** Author of what is saved: the agent, with the human owner's e-mail. */
  person(agent: IdentityPath): Person;
}

export interface SalvageDeps extends SaveDeps {
  readonly projects: () => readonly string[];
  /** Where the user's repository is: a path or a URL. */
  originOf(project: string): string | undefined;
  readonly agents: {
    resolve(ref: string, ownProject?: string): Result<Agent, Failure<"agent-not-found" | "agent-ambiguous">>;
  };
  hookOf(agent: IdentityPath): Hook | undefined;
  /** Whether somebody runs in the agent's worktree. */
  hasLiveSession(agent: IdentityPath): boolean;
  /** What could not be cleared away in the background. */
  report(error: unknown): void;
}

export interface SaveRequest {
  readonly project: string;
  readonly agent: IdentityPath;
  /** Absolute path. */
  readonly worktree: string;
  /** Default: `removal`. */
  readonly reason?: SalvageReason;
  readonly item?: string | undefined;
  readonly note?: string | undefined;
}

export type SalvageFailure = Failure<"no-repository" | "salvage-failed">;
