import type { Failure, Result } from "../../../../shared/model/result.ts";
import type { NewEvent } from "../../../../shared/model/event.ts";
import type { IdentityPath } from "../../../../shared/model/identity.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import type { WorkItem } from "../../../../shared/model/work-item.ts";
import type { Clock } from "../../base/clock.ts";
import type { Git } from "../../platform/git/git.ts";
import type { RecordStore } from "../../platform/store/record-store.ts";
import type { Queued } from "../decide.ts";
import type { BranchPlace } from "./branch.ts";
import type { MergeRepository } from "../repository/repository.ts";

export type ItemFailure = Failure<"item-not-found" | "item-ambiguous">;

export interface IntegrationDeps {
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly git: Git;
  readonly repository: Pick<MergeRepository, "fetchTarget" | "describe">;
  report(error: unknown): void;
  place(project: string): BranchPlace;
  /** Short name of the branch that the project lands on. */
  targetOf(project: string): string;
  hasProject(project: string): boolean;
  readonly items: {
    get(id: string): WorkItem | undefined;
    resolve(ref: string): Result<WorkItem, ItemFailure>;
    /** The project whose ledger has it. */
    projectOf(id: string): string | undefined;
    children(id: string): Iterable<string>;
    /** It has landed, or is done: nothing happens where it is closed already. */
    planClose(
      id: string,
      outcome: { readonly landedCommit?: string; readonly reason?: string },
      by: { readonly actor: IdentityPath },
    ): readonly NewEvent[];
    /** What closed when it landed on an integration branch has reached the target, or never will. */
    planOutcome(
      id: string,
      outcome: { readonly landedCommit?: string; readonly reason: string },
      by: { readonly actor: IdentityPath },
    ): readonly NewEvent[];
  };
  readonly queue: () => {
    submit(
      what: readonly Queued[],
      together: () => Result<readonly NewEvent[]>,
    ): Promise<Result<{ readonly submissions: readonly string[] }>>;
    ofItem(item: string): readonly Submission[];
    values(): Iterable<Submission>;
  };
}
