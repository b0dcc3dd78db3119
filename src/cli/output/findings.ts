import type { OutputOf } from "../../shared/contract/contract.ts";
import type { LedgerFinding } from "../../shared/contract/maintenance.ts";
import { neutralise } from "./neutralise.ts";
import type { Style, Tone } from "./style.ts";

const TONES: Readonly<Record<LedgerFinding["severity"], Tone>> = { error: "red", warning: "yellow", info: "dim" };

/** What a check of ledgers found, for people. The way out is said once for each rule. */
export function findingsText(answer: OutputOf<"ledger.fsck">, style: Style): string {
  const { ledgers, findings, counts, ms } = answer;
  const lines = ledgers.map(({ ledger, tip, format, records, events, commits }) => {
    const what = tip === undefined ? "empty" : `format ${format ?? "?"}, ${records} records, ${commits} commits`;
    const read = events === 0 ? "" : `, ${events} events read`;
    return `${style("cyan", neutralise(ledger))}  ${what}${read}\n`;
  });
  const byRule = Map.groupBy(findings, ({ rule, remedy }) => `${rule}\0${remedy}`);
  for (const found of byRule.values()) {
    lines.push("\n");
    for (const { severity, rule, ledger, place, message } of found) {
      lines.push(
        `${style(TONES[severity], `${severity} ${rule}`)}  ${neutralise(`${ledger}, ${place}: ${message}`)}\n`,
      );
    }
    const [first] = found;
    if (first !== undefined) lines.push(style("dim", `  ${neutralise(first.remedy)}\n`));
  }
  const total = counts.error + counts.warning + counts.info;
  const unlisted = total > findings.length ? ` (${total - findings.length} of them not listed)` : "";
  const summary = `${counts.error} errors, ${counts.warning} warnings, ${counts.info} remarks${unlisted}`;
  lines.push(
    `${lines.length > 0 ? "\n" : ""}${total === 0 ? "Every invariant holds" : summary} (${(ms / 1000).toFixed(1)} s).\n`,
  );
  return lines.join("");
}
