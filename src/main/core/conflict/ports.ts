import type { WorkSide } from "../../../shared/model/conflict-flag.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Failure, Result } from "../../../shared/model/result.ts";
import type { Clock } from "../base/clock.ts";
import type { Git } from "../platform/git/git.ts";
import type { RecordStore } from "../platform/store/record-store.ts";

/** Work that is under way in a project, or waits to land there. */
export interface ActiveBranch {
  readonly agent: IdentityPath;
  readonly item: string;
  /** Short name in the agents' clone. */
  readonly branch: string;
  /** Short name of the branch on the origin that it is to land on. */
  readonly lands: string;
  /** Set where not the branch counts but what was submitted. */
  readonly tip?: string | undefined;
  /** Set where it waits in the merge queue. */
  readonly submission?: string | undefined;
  /** Its agent was put to work on what it conflicts with on the branch it is to land on, and need not be told. */
  readonly knowsTarget?: boolean | undefined;
  /** Absolute path of the worktree in which it moves on. */
  readonly worktree?: string | undefined;
}

export interface ConflictPlace {
  readonly vault: string;
  readonly clone: string;
}

export interface ConflictDeps {
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly git: Git;
  report(error: unknown): void;
  /** Absolute path of a folder for trial merges; what is in it is not needed again. */
  readonly folder: string;
  /** Those that can be worked in. */
  projects(): readonly string[];
  place(project: string): ConflictPlace;
  /** The ref, in vault and clone, that says where a branch of the origin stands. */
  targetRef(branch: string): string;
  /** Whether the project wants to be warned early. */
  isOn(project: string): boolean;
  /** One for each agent and item at most. */
  branches(project: string): readonly ActiveBranch[];
  titleOf(item: string): string | undefined;
  /** What became of work that is not active any more. */
  whyEnded(project: string, side: WorkSide): "landed" | "ended";
  /**
   * Tells an agent something that can wait until its next turn, without waiting for that; one that is not at work hears of it
   * when it begins.
   */
  tell(told: { readonly agent: IdentityPath; readonly item: string; readonly text: string }): void;
  /** The event that puts a letter into the inbox of whoever coordinates the agents; undefined where nobody would read it. */
  letter(letter: { readonly project: string; readonly subject: string; readonly body: string }): NewEvent | undefined;
  hasProject(name: string): boolean;
  resolveAgent(
    ref: string,
    ownProject: string | undefined,
  ): Result<IdentityPath, Failure<"agent-not-found" | "agent-ambiguous">>;
  resolveItem(ref: string): Result<string, Failure<"item-not-found" | "item-ambiguous">>;
}
