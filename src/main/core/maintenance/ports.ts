import type { Check } from "./health-check.ts";
import type { KeptFolder } from "./leftovers.ts";
import type { RepairDeps } from "./repair.ts";

export interface MaintenanceDeps extends RepairDeps {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What only grows, and how far. */
  readonly keptFolders: readonly KeptFolder[];
  /** What others know to check: processes, runtimes, sockets. */
  readonly checks: readonly Check[];
}
