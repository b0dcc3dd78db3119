import type { LedgerFinding } from "../../../../shared/contract/maintenance.ts";
import { fsck } from "../fsck.ts";
import type { Check, Found } from "../health-check.ts";
import { ledgersOf } from "../ledger-places.ts";
import type { MaintenanceDeps } from "../ports.ts";

/** A screenful; `drover ledger fsck` tells all. */
const SHOWN = 20;

export function ledgerChecks(deps: MaintenanceDeps): readonly Check[] {
  return [{ id: "ledgers", area: "ledger", title: "Ledgers and journal are whole", run: () => ledgers(deps) }];
}

async function ledgers(deps: MaintenanceDeps): Promise<Found> {
  const { workspaceDir } = deps;
  const all = await ledgersOf(workspaceDir);
  const {
    findings,
    counts,
    ledgers: checked,
  } = await fsck(deps, { ledgers: all, workspaceDir, isWhole: true, full: false });
  const records = checked.reduce((sum, one) => sum + one.records, 0);
  const message = `${records} records in ${checked.length} ledgers: ${counts.error} errors, ${counts.warning} warnings.`;
  const worse = findings.filter(({ severity }) => severity !== "info");
  const [worst] = worse.toSorted((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));
  if (worst === undefined) return { state: "ok", message };
  const details = worse.slice(0, SHOWN).map(inWords);
  const more = worse.length > SHOWN ? [`and ${worse.length - SHOWN} more: drover ledger fsck`] : [];
  const state = worst.severity === "error" ? "problem" : "warning";
  return { state, message, details: [...details, ...more], remedy: worst.remedy };
}

function inWords({ rule, ledger, place, message }: LedgerFinding): string {
  return `${rule} ${ledger}, ${place}: ${message}`;
}
