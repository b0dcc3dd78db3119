import type { OutputOf } from "../../shared/contract/contract.ts";
import type { Salvage, SalvageHolds } from "../../shared/model/salvage.ts";
import { neutralise } from "./neutralise.ts";
import type { Style } from "./style.ts";
import { type Column, renderFields, renderTable } from "./table.ts";
import { ago, localTime } from "./time.ts";

/** What it holds, in a few words: `2 commits, 3 changed, a rebase under way`. */
export function holdsInWords(holds: SalvageHolds): string {
  const counts = [
    [holds.commits, "commit", "commits"],
    [holds.changed, "changed", "changed"],
    [holds.staged, "staged", "staged"],
    [holds.untracked, "untracked", "untracked"],
    [holds.conflicts, "conflict", "conflicts"],
    [holds.stashes, "stash", "stashes"],
    [holds.undone, "undone commit", "undone commits"],
    [holds.repositories.length, "repository within", "repositories within"],
  ] as const;
  const words = counts.flatMap(([count, one, many]) => (count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]));
  const all = holds.operation === undefined ? words : [...words, `a ${holds.operation} under way`];
  return all.length === 0 ? "nothing that is not elsewhere" : all.join(", ");
}

export function salvageTable(
  salvages: readonly Salvage[],
  layout: { readonly style: Style; readonly columns: number | undefined },
): string {
  const columns: readonly Column<Salvage>[] = [
    { title: "SALVAGE", text: (one) => one.id, tone: () => "cyan" },
    { title: "WHEN", text: (one) => ago(one.at), tone: () => "dim" },
    { title: "AGENT", text: (one) => one.agent },
    { title: "ITEM", text: (one) => one.item ?? "" },
    { title: "WHY", text: (one) => one.reason, tone: () => "dim" },
    { title: "HOLDS", text: (one) => holdsInWords(one.holds), flexible: true },
  ];
  return renderTable(salvages, columns, layout);
}

export function salvageCard(shown: OutputOf<"salvage.show">, style: Style): string {
  const { salvage: one, files, staged, conflicts, commits, stashes, isTruncated } = shown;
  const { holds } = one;
  const fields = renderFields(
    [
      ["salvage", style("cyan", one.id)],
      ["when", localTime(one.at)],
      ["why", one.reason],
      ["agent", one.agent],
      ["item", one.item],
      ["branch", one.branch === undefined ? undefined : neutralise(one.branch)],
      ["HEAD", one.head],
      ["note", one.note === undefined ? undefined : neutralise(one.note)],
      ["holds", holdsInWords(holds)],
      ["kept at", one.keptAt === undefined ? undefined : neutralise(one.keptAt)],
      ["left out", ignoredInWords(holds)],
    ],
    style,
  );
  const part = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? "" : `\n${style("bold", title)}\n${lines.map((line) => `  ${line}\n`).join("")}`;
  const inner = holds.repositories.map((each) => `${neutralise(each.path)}  ${each.state || "as it should be"}`);
  return [
    fields,
    part(
      "Commits",
      commits.map(({ id, subject }) => `${style("dim", id.slice(0, 10))} ${neutralise(subject)}`),
    ),
    part("Conflicts", conflicts.map(neutralise)),
    part(
      "Files",
      files.map((file) => fileLine(file, style) + (file.isUntracked ? style("dim", "  untracked") : "")),
    ),
    part(
      "Staged",
      staged.map((file) => fileLine(file, style)),
    ),
    part(
      "Stashes",
      stashes.map(({ subject }, n) => `${style("dim", String(n))} ${neutralise(subject)}`),
    ),
    part("Repositories within", inner),
    isTruncated ? style("dim", "\nThere is more than is listed.\n") : "",
  ].join("");
}

interface ShownFile {
  readonly path: string;
  readonly from?: string | undefined;
  readonly added?: number | undefined;
  readonly removed?: number | undefined;
}

function fileLine({ path, from, added, removed }: ShownFile, style: Style): string {
  const name = from === undefined ? neutralise(path) : `${neutralise(from)} → ${neutralise(path)}`;
  if (added === undefined || removed === undefined) return `${name}  ${style("dim", "binary")}`;
  return `${name}  ${style("green", `+${added}`)} ${style("red", `-${removed}`)}`;
}

function ignoredInWords({ ignored, moreIgnored }: SalvageHolds): string | undefined {
  if (ignored.length === 0) return undefined;
  const more = moreIgnored === 0 ? "" : `, and ${moreIgnored} more`;
  return `ignored: ${ignored.map(neutralise).join(", ")}${more}`;
}
