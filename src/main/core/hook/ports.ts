import type { Agent } from "../../../shared/model/agent.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Mail } from "../../../shared/model/mail.ts";
import type { MemoryEntry } from "../../../shared/model/memory.ts";
import type { Failure, Result } from "../../../shared/model/result.ts";
import type { GateResult } from "../../../shared/model/submission.ts";
import type { SalvageReason } from "../../../shared/model/salvage.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import type { Clock } from "../base/clock.ts";
import type { SavedWork } from "../platform/git/saved-work.ts";
import type { RecordStore } from "../platform/store/record-store.ts";

/** The worktrees of the agents' clones. Paths are absolute, commits full object names. */
export interface HookWorktrees {
  /**
   * A worktree on that branch: a new branch begins at the newest target of the project's origin, an existing one is taken
   * as it is. Asked again for a branch that has a worktree already, it answers with that one.
   */
  acquire(request: WorktreeRequest): Promise<Result<AcquiredWorktree>>;
  /** The absolute path that a worktree of the agent has in that project, be it there or not. */
  pathOf(project: string, agent: IdentityPath): Result<string>;
  /** Brings the newest target of the origin here, and to the agents' clone. */
  fetchTarget(project: string, agent: IdentityPath): Promise<Result<string>>;
  /** What is in it now. */
  look(project: string, worktree: string): Promise<Result<WorktreeFacts>>;
  /** Commits of the work that the target has not, newest first, so many at most. */
  commits(project: string, worktree: string, limit: number): Promise<Result<readonly WorkCommit[]>>;
  /** Gives it back for others to use, after having checked the proof that everything in it was saved. */
  release(project: string, saved: SavedWork): Promise<Result<void>>;
}

export interface WorktreeRequest {
  readonly project: string;
  readonly agent: IdentityPath;
  readonly branch: string;
  /** Where a new branch begins instead of at the newest target: work that others have begun. */
  readonly from?: string | undefined;
}

export interface AcquiredWorktree {
  readonly worktree: string;
  /** Where the branch leaves the target. */
  readonly base: string;
}

export interface WorktreeFacts {
  /** Short name; undefined when HEAD is detached, as in the middle of a rebase. */
  readonly branch: string | undefined;
  readonly head: string;
  /** Where the branch leaves the newest target. */
  readonly base: string;
  /** The newest target that is known here. */
  readonly target: string;
  /** Commits on the branch that the target has not. */
  readonly ahead: number;
  /** Changed, staged and untracked paths, ignored ones left out. */
  readonly uncommitted: readonly string[];
}

export interface WorkCommit {
  readonly id: string;
  readonly subject: string;
}

export interface SalvageRequest {
  readonly project: string;
  readonly agent: IdentityPath;
  readonly worktree: string;
  readonly reason: SalvageReason;
  readonly item?: string | undefined;
  readonly note?: string | undefined;
}

/** A letter to whoever takes over. */
export interface HandOffLetter {
  readonly from: IdentityPath;
  readonly to: IdentityPath;
  readonly subject: string;
  readonly body: string;
  readonly about: { readonly kind: "item"; readonly id: string };
}

/** A message that was not read yet. */
export type UnreadMail = Pick<Mail, "id" | "from" | "subject">;

export interface HookProject {
  readonly target: string;
  /** Names of the gates, in order. */
  readonly gates: readonly string[];
  /** What was verified on the newest target lands without another run of the gates. */
  readonly landsVerified: boolean;
}

/** A commit whose author wants to know, before it is submitted, whether it would be green. */
export interface VerifyRequest {
  readonly project: string;
  readonly agent: IdentityPath;
  readonly commit: string;
  /** The target's newest commit, on top of which it is. */
  readonly onto: string;
}

export interface VerifyOutcome {
  /** Absent where there are no gates. */
  readonly run?: string;
  /** In the order in which they ended; a red one is the last. */
  readonly gates: readonly GateResult[];
}

/** How the session before the present one ended. */
export interface LastEnd {
  readonly reason: string;
  readonly exitCode?: number | undefined;
}

/** What is handed in of an item: one commit a project, or none where all that there is was submitted before. */
export interface NewSubmissions {
  readonly item: string;
  readonly agent: IdentityPath;
  readonly parts: readonly { readonly project: string; readonly tip: string; readonly base: string }[];
}

export interface HookDeps {
  readonly store: RecordStore;
  readonly clock: Clock;
  /** A trouble that is tried again by itself, or a bug. */
  report(error: unknown): void;
  readonly agents: {
    get(path: IdentityPath): Agent | undefined;
    resolve(ref: string, ownProject?: string): Result<Agent, Failure<"agent-not-found" | "agent-ambiguous">>;
  };
  /** `target` is what work on that item lands on. */
  project(name: string, item?: string): HookProject | undefined;
  item(id: string): ItemView | undefined;
  /** The commit that work on an item goes on from in a project, where others have begun it; undefined for a fresh start. */
  beginningOf(item: string, project: string): string | undefined;
  /** The commits that an agent begins on are another's, and kept: it may give the item up without submitting any. */
  isOthersWork(item: string): boolean;
  /** What an agent is told of its item beyond the item itself, in lines of Markdown; other people's words are quoted in it already. */
  briefing(item: string, project: string): Promise<readonly string[]>;
  readonly worktrees: HookWorktrees;
  /** Saves everything in a worktree, without touching it: index, changed and untracked files, and what is under way. */
  salvage(request: SalvageRequest): Promise<Result<SavedWork>>;
  /** Whether somebody still runs in the agent's worktree. */
  hasLiveSession(agent: IdentityPath): boolean;
  lastEnd(agent: IdentityPath): LastEnd | undefined;
  /** Hands the commits to the merge queues, all or none of them; `together` is committed in the same step. */
  submit(
    what: NewSubmissions,
    together: () => Result<readonly NewEvent[]>,
  ): Promise<Result<{ readonly submissions: readonly string[] }>>;
  /** Runs the gates on that commit, and remembers what came of it. A failure says why it did not come to an end. */
  verify(what: VerifyRequest): Promise<Result<VerifyOutcome>>;
  /** Closes an item for which no commit is needed, with what came out of it; `together` is committed in the same step. */
  closeWithoutChange(
    what: { readonly item: string; readonly agent: IdentityPath; readonly outcome: string },
    together: () => Result<readonly NewEvent[]>,
  ): Promise<Result<void>>;
  /** The event that puts a letter into an inbox. */
  letter(letter: HandOffLetter): NewEvent;
  /** Newest first. */
  unreadMail(agent: IdentityPath): readonly UnreadMail[];
  /** What the agent noted for its successors, oldest first. */
  memoryOf(agent: IdentityPath): readonly MemoryEntry[];
  /** What an agent said of its progress. */
  noteProgress(agent: IdentityPath, text: string): void;
  /** An agent's prompt parts: the house's rules, its role's, its specialities'. */
  prompts(agent: Agent): Promise<readonly string[]>;
}
