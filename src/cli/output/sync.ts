import type { OutputOf } from "../../shared/contract/contract.ts";
import { neutralise } from "./neutralise.ts";
import type { Style } from "./style.ts";

type Synced = OutputOf<"ledger.sync">;

/** More conflicts than these are only counted. */
const SHOWN_CONFLICTS = 20;

export function syncText({ dryRun, projects }: Synced, style: Style): string {
  return projects.map((one) => projectText(one, dryRun, style)).join("");
}

function projectText(one: Synced["projects"][number], dryRun: boolean, style: Style): string {
  const { project, taken, pushed, conflicts, quarantined, failure } = one;
  const records = `${taken} ${taken === 1 ? "record" : "records"}`;
  const did = dryRun ? `would take ${records}` : `took ${records}, ${pushed ? "pushed ours" : "had nothing to push"}`;
  const lines = [`${style("bold", project)}: ${failure === undefined || taken > 0 ? did : "not synced"}`];
  for (const { id, field, kept, lost } of conflicts.slice(0, SHOWN_CONFLICTS)) {
    lines.push(`  ${id} ${field}: kept ${sideText(kept)}, lost ${sideText(lost)}`);
  }
  if (conflicts.length > SHOWN_CONFLICTS) {
    lines.push(`  and ${conflicts.length - SHOWN_CONFLICTS} more changed on both sides`);
  }
  if (quarantined > 0) lines.push(`  ${quarantined} damaged lines were left out and kept aside`);
  if (failure !== undefined) {
    for (const line of failure.message.split("\n")) lines.push(`  ${style("red", neutralise(line))}`);
    if (failure.remedy !== undefined) lines.push(`  ${neutralise(failure.remedy)}`);
  }
  return `${lines.join("\n")}\n`;
}

function sideText({ value, by }: Synced["projects"][number]["conflicts"][number]["kept"]): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  const shown = text.length > 80 ? `${text.slice(0, 79)}…` : text;
  return neutralise(by === undefined ? shown : `${shown} (${by})`);
}
