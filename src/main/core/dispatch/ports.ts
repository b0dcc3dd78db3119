import type { Failure, Result } from "../../../shared/model/result.ts";
import type { Convoy } from "../../../shared/model/convoy.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Project } from "../../../shared/model/project.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import type { Clock } from "../base/clock.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import type { Candidate } from "./choose.ts";

type ItemFailure = Failure<"item-not-found" | "item-ambiguous">;

/** Everything here answers as of the newest appended event; `plan…` answers events to be committed with ours. */
export interface DispatchDeps {
  readonly store: RecordStore;
  readonly clock: Clock;
  /** Nobody holds the manager's role: only what is aimed at an agent by name goes onto a hook. */
  isOff(): boolean;
  /** Who acts where a rule, not a person, decides. */
  readonly self: IdentityPath;
  resolveItem(ref: string): Result<string, ItemFailure>;
  viewItem(id: string): ItemView | undefined;
  /** What of it decides its turn: asked of every item that waits, where a view would be a hundred times too much. */
  turnOf(id: string): (Candidate["item"] & { readonly isClosed: boolean }) | undefined;
  isSubmitted(item: string): boolean;
  project(name: string): Project | undefined;
  /** A live agent by path or short name. */
  resolveAgent(ref: string): Result<{ readonly path: IdentityPath; readonly project: string | undefined }>;
  /** Whether a runtime is known and installed; undefined asks for the project's or the workspace's default. */
  checkRuntime(
    runtime: string | undefined,
    project: Project,
  ): Promise<Result<void, Failure<"runtime-not-found" | "runtime-missing">>>;
  /** Everything stands still: what is slung waits, also what is aimed at one agent. */
  isFrozen(): boolean;
  /** Workers of a project that have work on their hook now. */
  workersAtWork(project: string): number;
  /** A worker for that item, on that runtime, else on what the item's labels or the project ask for. */
  planHire(
    project: Project,
    work: { readonly item: string; readonly runtime: string | undefined },
    actor: IdentityPath,
  ): { readonly path: IdentityPath; readonly events: readonly NewEvent[] };
  /** The hook takes it, or queues it behind what it has; the item becomes the agent's. */
  planFill(agent: IdentityPath, project: string, item: string, actor: IdentityPath): Result<readonly NewEvent[]>;
  /** The hook lets go of it, its branch kept; the item is nobody's again. Not once it is submitted. */
  planWithdraw(
    agent: IdentityPath,
    item: string,
    actor: IdentityPath,
  ): Result<{ readonly events: readonly NewEvent[]; readonly keptBranch?: string }, Failure<"item-submitted">>;
  readonly convoys: {
    find(ref: string): Result<Convoy, Failure<"convoy-not-found">>;
    holding(item: string): readonly Convoy[];
    started(): Iterable<Convoy>;
    decideNew(
      title: string,
      items: readonly string[],
      by: IdentityPath,
    ): { readonly id: string; readonly event: NewEvent };
    decideAdd(convoy: Convoy, items: readonly string[], by: IdentityPath): readonly NewEvent[];
  };
  report(error: unknown): void;
}
