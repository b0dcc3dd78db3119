import type { OutputOf } from "../../shared/contract/contract.ts";
import type { ImportProblem, ImportReport } from "../../shared/contract/exchange.ts";
import { neutralise } from "./neutralise.ts";
import type { Style, Tone } from "./style.ts";

/** Lines of a kind that people are shown; --json has more. */
const SHOWN = 20;

const TONES: Readonly<Record<ImportProblem["kind"], Tone>> = {
  skipped: "red",
  "left-out": "yellow",
  conflict: "yellow",
  changed: "dim",
  kept: "dim",
};

export function importText(report: ImportReport, style: Style): string {
  const { created, updated, unchanged, skipped, comments, problems, problemsTotal, notUnderstood, applied } = report;
  const items = report.items.slice(0, SHOWN).map(({ change, id, title, fields }) => {
    const what = fields.length === 0 ? "" : style("dim", ` (${fields.join(", ")})`);
    return `${style(change === "created" ? "green" : "cyan", change)}  ${id}  ${neutralise(title)}${what}\n`;
  });
  const told = problems.slice(0, SHOWN).map(({ kind, line, item, message }) => {
    const where = item === undefined ? `line ${line}` : `line ${line}, ${item}`;
    return `${style(TONES[kind], kind)}  ${neutralise(`${where}: ${message}`)}\n`;
  });
  const unknown = notUnderstood
    .slice(0, SHOWN)
    .map(
      ({ what, count, kept }) =>
        `${style("dim", "no meaning here")}  ${neutralise(`${what} (${count}), kept: ${kept}`)}\n`,
    );
  const more = (shown: number, total: number) => (total > shown ? `… and ${total - shown} more; see --json.\n` : "");
  const sum = `${created} created, ${updated} updated, ${unchanged} unchanged, ${skipped} skipped, ${comments} comments`;
  return [
    ...items,
    more(items.length, created + updated),
    ...told,
    more(told.length, problemsTotal),
    ...unknown,
    more(unknown.length, notUnderstood.length),
    applied ? `${sum}.\n` : `Nothing was changed. An import would give: ${sum}.\n`,
  ].join("");
}

export function forgeText({ issues, applied }: OutputOf<"ledger.export.forge">, style: Style): string {
  const tones: Readonly<Record<(typeof issues)[number]["change"], Tone>> = {
    created: "green",
    updated: "cyan",
    unchanged: "dim",
    failed: "red",
  };
  const lines = issues
    .filter((one) => one.change !== "unchanged")
    .map(
      ({ item, change, issue = "", message = "" }) =>
        `${style(tones[change], change)}  ${item}  ${neutralise(`${issue} ${message}`.trim())}\n`,
    );
  const unchanged = issues.length - lines.length;
  return `${lines.join("")}${lines.length} issues ${applied ? "written" : "to write"}, ${unchanged} unchanged.${applied ? "" : " Nothing was done: give --yes to do it."}\n`;
}
