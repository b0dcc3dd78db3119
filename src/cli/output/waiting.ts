import type { OutputOf } from "../../shared/contract/contract.ts";
import type { Explanation } from "../../shared/model/waiting.ts";
import type { Face } from "./items.ts";
import { neutralise } from "./neutralise.ts";
import { renderTable } from "./table.ts";

/** Why an item is ready or not, its causes with the way to them. */
export function explanationText(why: Explanation, { style }: Pick<Face, "style">): string {
  const id = style("cyan", why.item);
  const lines = why.isReady ? [`${id} is ready: ${why.reason?.text ?? ""}`] : [`${id} is not ready:`];
  if (why.reason !== undefined) lines.push(`It is number ${why.reason.rank} in the order of what is ready.`);
  for (const { text, remedy } of why.obstacles) {
    lines.push(`  it ${neutralise(text)}`);
    if (remedy !== undefined) lines.push(`    ${style("dim", neutralise(remedy))}`);
  }
  if (why.rootCauses.length > 0) {
    lines.push("", style("bold", "In the end it waits for"));
    for (const cause of why.rootCauses) {
      const title = cause.title === undefined ? "" : ` “${neutralise(cause.title)}”`;
      const way = cause.via.length < 2 ? "" : style("dim", `  (by way of ${cause.via.slice(0, -1).join(" → ")})`);
      lines.push(`  ${style("cyan", cause.item)}${title}: ${neutralise(cause.text)}${way}`);
    }
  }
  for (const { from, to } of why.ignored) {
    lines.push("", `${style("yellow", "!")} ${from} would wait for ${to}, but that closes a circle and is ignored.`);
  }
  return `${lines.join("\n")}\n`;
}

export function blockedTable({ blocked, total, causes }: OutputOf<"item.blocked">, face: Face): string {
  if (total === 0) return "Nothing waits.\n";
  const { style } = face;
  const rows = renderTable(
    blocked,
    [
      { title: "ID", text: ({ item }) => item.id, tone: () => "cyan" },
      { title: "P", text: ({ item }) => String(item.priority) },
      { title: "TITLE", text: ({ item }) => item.title, flexible: true },
      { title: "WHY", text: ({ explanation }) => explanation.obstacles.map(({ text }) => text).join("; ") },
    ],
    { style, columns: face.io.columns },
  );
  const more = total > blocked.length ? style("dim", `${blocked.length} of ${total}; --limit N shows more.\n`) : "";
  const worst = renderTable(
    causes,
    [
      { title: "HOLDS BACK", text: ({ holdsBack }) => String(holdsBack), align: "right" },
      { title: "ID", text: ({ item }) => item, tone: () => "cyan" },
      { title: "TITLE", text: ({ title }) => title ?? "", flexible: true },
    ],
    { style, columns: face.io.columns },
  );
  return `${rows}${more}\n${worst}`;
}
