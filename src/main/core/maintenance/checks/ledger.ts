import type { LedgerFinding } from "../../../../shared/contract/maintenance.ts";
import { type FsckAnswer, fsck } from "../fsck.ts";
import type { Check, Found } from "../health-check.ts";
import { ledgersOf } from "../ledger-places.ts";
import type { MaintenanceDeps } from "../ports.ts";

/** A screenful; `drover ledger fsck` tells all. */
const SHOWN = 20;
/** Rules that have a check of their own here. */
const APART = new Set(["L4", "L6", "L18", "L32"]);

/** The ledgers are read once for all of these checks. */
export function ledgerChecks(deps: MaintenanceDeps): readonly Check[] {
  let answer: Promise<FsckAnswer> | undefined;
  const ask = () => (answer ??= quickFsck(deps));
  const apart = (rule: string, fine: string) => async () => aboutRule(await ask(), rule, fine);
  return [
    {
      id: "ledgers",
      area: "ledger",
      title: "Ledgers and journal are whole",
      run: async () => whole(await ask()),
    },
    {
      id: "format",
      area: "ledger",
      title: "Ledgers are of a known format",
      run: apart("L6", "All are of the current one."),
    },
    {
      id: "clock",
      area: "system",
      title: "Nothing happened in the future",
      run: apart("L18", "All changes are of the past."),
    },
    {
      id: "quarantine",
      area: "ledger",
      title: "Nothing is in quarantine",
      run: apart("L32", "Nothing is in quarantine."),
    },
    {
      id: "foreign-refs",
      area: "ledger",
      title: "Nothing of others is set aside",
      run: apart("L4", "Nothing is set aside."),
    },
  ];
}

async function quickFsck(deps: MaintenanceDeps): Promise<FsckAnswer> {
  const { workspaceDir } = deps;
  return fsck(deps, { ledgers: await ledgersOf(workspaceDir), workspaceDir, isWhole: true, full: false });
}

function whole({ findings, ledgers }: FsckAnswer): Found {
  const records = ledgers.reduce((sum, one) => sum + one.records, 0);
  const worse = findings.filter(({ severity, rule }) => severity !== "info" && !APART.has(rule));
  const errors = worse.filter(({ severity }) => severity === "error");
  const message = `${records} records in ${ledgers.length} ledgers: ${errors.length} errors, ${worse.length - errors.length} warnings.`;
  const worst = errors[0] ?? worse[0];
  if (worst === undefined) return { state: "ok", message };
  return { state: errors.length > 0 ? "problem" : "warning", message, details: inLines(worse), remedy: worst.remedy };
}

function aboutRule({ findings }: FsckAnswer, rule: string, fine: string): Found {
  const found = findings.filter((one) => one.rule === rule);
  const [first] = found;
  if (first === undefined) return { state: "ok", message: fine };
  // The next start brings an older format forward by itself.
  if (rule === "L6" && found.every(({ severity }) => severity === "info")) {
    return { state: "ok", message: inWords(first) };
  }
  const state = found.some(({ severity }) => severity === "error") ? "problem" : "warning";
  const more = found.length === 1 ? {} : { details: inLines(found) };
  return {
    state,
    message: found.length === 1 ? inWords(first) : `${found.length} times.`,
    ...more,
    remedy: first.remedy,
  };
}

function inLines(findings: readonly LedgerFinding[]): string[] {
  const more = findings.length > SHOWN ? [`and ${findings.length - SHOWN} more: drover ledger fsck`] : [];
  return [...findings.slice(0, SHOWN).map(inWords), ...more];
}

function inWords({ rule, ledger, place, message }: LedgerFinding): string {
  return `${rule} ${ledger}, ${place}: ${message}`;
}
