import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import { fail, ok } from "../../../shared/model/result.ts";
import { doctor } from "./doctor.ts";
import { fsck } from "./fsck.ts";
import { chooseLedgers, ledgersOf } from "./ledger-places.ts";
import type { MaintenanceDeps } from "./ports.ts";
import { repair } from "./repair.ts";

export type MaintenanceHandlers = SomeHandlers<"workspace.doctor" | "ledger.fsck" | "ledger.repair">;

export function maintenanceHandlers(deps: MaintenanceDeps): MaintenanceHandlers {
  const { workspaceDir } = deps;
  return {
    "workspace.doctor": async ({ fix = false, checks }) => doctor(deps, { fix, only: checks }),
    "ledger.fsck": async ({ ledgers: names, full = false }) => {
      const all = await ledgersOf(workspaceDir);
      const chosen = chooseLedgers(all, names);
      if (!chosen.ok) return chosen;
      const ledgers = chosen.value;
      return ok(await fsck(deps, { ledgers, workspaceDir, isWhole: ledgers.length === all.length, full }));
    },
    "ledger.repair": async ({ ledgers: names, apply = false }) => {
      if (apply) {
        return fail("core-running", "A core has this workspace open and would write over what repair puts right.", {
          remedy: "Stop it with `drover stop`, then run `drover repair --apply`. Agents at work go on meanwhile.",
        });
      }
      const chosen = chooseLedgers(await ledgersOf(workspaceDir), names);
      if (!chosen.ok) return chosen;
      return repair(deps, { ledgers: chosen.value, apply: false });
    },
  };
}
