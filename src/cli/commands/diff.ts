import { defineCommand } from "../command.ts";
import { momentName } from "../moment-option.ts";
import { changeLines } from "../output/changes.ts";
import { neutralise } from "../output/neutralise.ts";
import type { Tone } from "../output/style.ts";
import { parseMoment } from "../parse-moment.ts";

const TONES: Readonly<Record<string, Tone>> = {
  created: "green",
  closed: "dim",
  reopened: "yellow",
  deleted: "red",
  changed: "blue",
};

export const command = defineCommand({
  name: "diff",
  summary: "Tell which items differ between two moments.",
  examples: [
    { line: "diff yesterday", why: "What was created, closed and changed since yesterday began." },
    { line: "diff '#400' '#412' --project shop", why: "Between two events." },
  ],
  args: {
    from: { label: "WHEN", summary: "2h ago, yesterday 14:00, 2026-12-24, #412." },
    to: { label: "WHEN", optional: true, summary: "Now, unless told." },
  },
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Of that project alone." },
    limit: {
      kind: "number",
      label: "N",
      min: 1,
      max: 10_000,
      short: "n",
      summary: "At most so many; 100 unless told.",
    },
  },
  async run(context, args, { project, limit = 100 }) {
    const from = parseMoment(args.from, Date.now());
    if (!from.ok) return from;
    const to = args.to === undefined ? undefined : parseMoment(args.to, Date.now());
    if (to?.ok === false) return to;
    const told = await context.call("ledger.diff", { from: from.value, to: to?.value, project, limit });
    if (!told.ok) return told;
    const { style } = context;
    return context.print(told.value, () => {
      const { items, counts } = told.value;
      const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
      const span = `From ${momentName(told.value.from)} to ${momentName(told.value.to)}`;
      const summary = Object.entries(counts).flatMap(([kind, count]) => (count === 0 ? [] : [`${count} ${kind}`]));
      const lines = items.map(({ item, title, kind, changes }) => {
        const detail = kind === "created" || kind === "deleted" ? "" : changeLines(changes, style, "    ");
        return `${style(TONES[kind], kind.padEnd(8))}  ${style("cyan", item)}  ${neutralise(title)}\n${detail}`;
      });
      const more = total > items.length ? style("dim", `${items.length} of ${total}; --limit N shows more.\n`) : "";
      return `${style("dim", span)}\n${summary.join(", ") || "Nothing differs."}\n${lines.join("")}${more}`;
    });
  },
});
