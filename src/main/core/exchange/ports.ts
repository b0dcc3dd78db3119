import type { ItemFilter } from "../../../shared/contract/item.ts";
import type { LedgerName } from "../../../shared/model/event.ts";
import type { Failure, Result } from "../../../shared/model/result.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { ProcessRunner } from "../platform/process/process-runner.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import type { Clock } from "../base/clock.ts";
import type { LedgerService } from "../ledger/index.ts";

export type SelectFailure = Failure<"item-not-found" | "item-ambiguous">;

export interface ExchangeDeps {
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly ledger: Pick<
    LedgerService,
    "get" | "values" | "resolve" | "projectOf" | "isDeleted" | "readiness" | "words" | "comments" | "view"
  >;
  /** The items that a filter lets through, in the order of their creation. */
  select(filter: ItemFilter): Promise<Result<readonly WorkItem[], SelectFailure>>;
  /** What ids of that ledger begin with; undefined when there is no such ledger. */
  prefixOf(ledger: LedgerName): string | undefined;
  readonly runner: Pick<ProcessRunner, "run">;
  /** The user's environment: where `gh` and `glab` are found, and what they sign in with. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where they are started: a folder that is there and is no repository. */
  readonly workspaceDir: string;
}
