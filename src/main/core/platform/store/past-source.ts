import type { LedgerEvent, LedgerName } from "../../../../shared/model/event.ts";
import type { Repository } from "./git-access.ts";

/** Where one ledger's past is read from, as of the moment that was asked for it. */
export interface PastSource {
  readonly ledger: LedgerName;
  readonly repository: Repository;
  /** The commit that git holds; undefined before the first. */
  readonly tip: string | undefined;
  /** The numbering of this workspace's own events. */
  readonly stream: string;
  /** Published events, oldest first. Those that `tip` does not hold are among them; some that it holds may be. */
  readonly recent: readonly LedgerEvent[];
}
