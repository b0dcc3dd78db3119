import type { FsckDeps } from "./fsck.ts";
import type { Check } from "./health-check.ts";

export interface MaintenanceDeps extends FsckDeps {
  /** Absolute, without symbolic links. */
  readonly workspaceDir: string;
  /** The human owner, for commits. */
  readonly owner: { readonly name: string; readonly email: string };
  /** What others know to check: processes, runtimes, sockets. */
  readonly checks: readonly Check[];
}
