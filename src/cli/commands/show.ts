import { defineCommand } from "../command.ts";
import { AT_OPTION, givenMoment, momentLine } from "../moment-option.ts";
import { commentList } from "../output/comments.ts";
import { itemCard, itemTable } from "../output/items.ts";
import { neutralise } from "../output/neutralise.ts";
import { renderTable } from "../output/table.ts";
import { localTime } from "../output/time.ts";

export const command = defineCommand({
  name: "show",
  summary: "Show an item with its dependencies and its trail.",
  examples: [
    { line: "show shop-x3f", why: "Everything about it; any prefix of the id that fits one item will do." },
    { line: "show shop-x3f --json | jq .trail", why: "Its trail for a program." },
    { line: "show shop-x3f --at '2h ago'", why: "As it was two hours ago." },
  ],
  args: { item: { label: "ITEM", names: "item" } },
  options: {
    at: AT_OPTION,
    trail: { kind: "number", label: "N", min: 0, max: 100_000, summary: "Last lines of the trail; 15 unless told." },
  },
  async run(context, { item }, { at, trail = 15 }) {
    const when = givenMoment(at);
    if (!when.ok) return when;
    const shown = await context.call("item.show", { item, at: when.value });
    if (!shown.ok) return shown;
    const { style, io } = context;
    return context.print(shown.value, () => {
      const { item, children, blockedBy, unblocks } = shown.value;
      const lists = [
        ["Children", children],
        ["Waits for", blockedBy],
        ["Unblocks", unblocks],
      ] as const;
      const related = lists
        .filter(([, items]) => items.length > 0)
        .map(([title, items]) => `\n${style("bold", title)}\n${itemTable(items, context)}`);
      const said = commentList(shown.value.comments, style);
      const comments = said === "" ? "" : `\n${style("bold", "Comments")}\n${said}`;
      const gone = shown.value.deleted.map((id) => `\n${style("dim", `${id}, to which it is linked, was deleted.`)}\n`);
      const entries = trail === 0 ? [] : shown.value.trail.slice(-trail);
      const lines = renderTable(
        entries,
        [
          { title: "WHEN", text: (entry) => localTime(entry.at), tone: () => "dim" },
          { title: "WHO", text: (entry) => entry.actor, tone: () => "cyan" },
          { title: "WHAT", text: (entry) => withCause(entry), flexible: true },
        ],
        { style, columns: io.columns },
      );
      const history = entries.length === 0 ? "" : `\n${style("bold", "Trail")}\n${lines}`;
      return (
        momentLine(shown.value.moment, style) +
        itemCard(item, style) +
        [...related, ...gone].join("") +
        comments +
        history
      );
    });
  },
});

function withCause(entry: { readonly text: string; readonly cause?: string | undefined }): string {
  return entry.cause === undefined ? neutralise(entry.text) : neutralise(`${entry.text} (${entry.cause})`);
}
