import type { Repository } from "../git-access.ts";
import { LEDGER_FORMAT, type LedgerMeta, decodeMeta } from "../ledger-meta.ts";
import type { Report } from "./report.ts";

/** Reads meta.json of a commit. Undefined where it cannot be used. */
export async function checkMeta(
  repository: Repository,
  tip: string,
  expected: { readonly ledger: string | undefined },
  report: Report,
): Promise<LedgerMeta | undefined> {
  const shown = await repository.run(["cat-file", "blob", `${tip}:meta.json`]);
  if (!shown.ok) {
    report.add("L5", "meta.json", `meta.json cannot be read: ${shown.error.message}`);
    return undefined;
  }
  const decoded = decodeMeta(shown.value, "meta.json");
  if (!decoded.ok) {
    report.add("L5", "meta.json", decoded.error.message);
    return undefined;
  }
  const meta = decoded.value;
  if (meta.format > LEDGER_FORMAT) {
    report.add("L6", "meta.json", `The ledger has format ${meta.format}; this Drover reads up to ${LEDGER_FORMAT}.`);
    return undefined;
  }
  if (meta.format < LEDGER_FORMAT) {
    report.add("L6", "meta.json", `The ledger has format ${meta.format}; this Drover writes ${LEDGER_FORMAT}.`, {
      severity: "info",
      remedy: "Nothing has to be done: the next start brings it forward and keeps a backup.",
    });
  }
  if (expected.ledger !== undefined && meta.ledger !== expected.ledger) {
    report.add("L7", "meta.json", `meta.json is of the ledger ${meta.ledger}; this is ${expected.ledger}.`);
  }
  return meta;
}
