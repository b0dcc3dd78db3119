import { type MaintenanceHandlers, maintenanceHandlers } from "./controller.ts";
import type { MaintenanceDeps } from "./ports.ts";

export { doctor } from "./doctor.ts";
export { fsck } from "./fsck.ts";
export type { Check, Found } from "./health-check.ts";
export { createFigures } from "./figures.ts";
export { keptFolders } from "./kept-folders.ts";
export { chooseLedgers, ledgersOf } from "./ledger-places.ts";
export type { MaintenanceDeps } from "./ports.ts";
export { startPruning } from "./pruning.ts";
export { repair } from "./repair.ts";

export interface Maintenance {
  readonly handlers: MaintenanceHandlers;
}

/** Looks after what Drover keeps: checks it, says what is wrong with it, puts it right. */
export function createMaintenance(deps: MaintenanceDeps): Maintenance {
  return { handlers: maintenanceHandlers(deps) };
}
