import type { Check } from "./health-check.ts";
import type { RepairDeps } from "./repair.ts";

export interface MaintenanceDeps extends RepairDeps {
  /** What others know to check: processes, runtimes, sockets. */
  readonly checks: readonly Check[];
}
