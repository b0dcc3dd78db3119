import { type CommandContext, type Outcome, defineCommand } from "../command.ts";
import { parseIdentity } from "../identity.ts";
import { givenMoment } from "../moment-option.ts";
import { changeLines } from "../output/changes.ts";
import { neutralise } from "../output/neutralise.ts";
import { renderTable } from "../output/table.ts";
import { localTime } from "../output/time.ts";

export const command = defineCommand({
  name: "history",
  summary: "Tell an item's versions, or what happened in the ledgers.",
  details:
    "Of an item: each version with what it changed, oldest first; a version's number goes to drover rollback. Without an item: what happened to items, newest first, as far back as the ledgers go; an event's number goes to --at.",
  examples: [
    { line: "history shop-x3f", why: "What became of it, field by field." },
    { line: "history --by shop/workers/ada --since yesterday", why: "What an agent did." },
    { line: "history --type workItemClosed --limit 500 --json", why: "What was closed, for a program." },
  ],
  args: { item: { label: "ITEM", names: "item", optional: true } },
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Of that project alone." },
    by: { kind: "text", label: "AGENT", names: "agent", summary: "What they did alone." },
    type: {
      kind: "text",
      label: "TYPE",
      many: true,
      summary: "Events of that type, e.g. workItemClosed; several times.",
    },
    kind: { kind: "text", label: "KIND", many: true, summary: "Of other records too: item, comment, convoy, agent, …" },
    since: { kind: "text", label: "WHEN", summary: "Not before: 2h ago, yesterday 14:00, #412." },
    until: { kind: "text", label: "WHEN", summary: "Not after." },
    limit: { kind: "number", label: "N", min: 1, max: 10_000, short: "n", summary: "At most so many; 50 unless told." },
  },
  async run(context, { item }, { project, by, type, kind, since, until, limit = 50 }) {
    if (item !== undefined) return itemHistory(context, item);
    const actor = by === undefined ? undefined : parseIdentity(by);
    if (actor?.ok === false) return actor;
    const [from, to] = [givenMoment(since), givenMoment(until)];
    if (!from.ok) return from;
    if (!to.ok) return to;
    const told = await context.call("ledger.history", {
      project,
      actor: actor?.value,
      types: some(type),
      kinds: some(kind),
      since: from.value,
      until: to.value,
      limit,
    });
    if (!told.ok) return told;
    const { style, io } = context;
    return context.print(told.value, () =>
      told.value.events.length === 0
        ? "Nothing happened.\n"
        : renderTable(
            told.value.events,
            [
              { title: "EVENT", text: (event) => `#${event.seq}`, tone: () => "dim" },
              { title: "WHEN", text: (event) => localTime(event.at), tone: () => "dim" },
              { title: "WHO", text: (event) => event.actor, tone: () => "cyan" },
              { title: "ITEM", text: (event) => event.subject },
              { title: "WHAT", text: (event) => withCause(event), flexible: true },
            ],
            { style, columns: io.columns },
          ),
    );
  },
});

async function itemHistory(context: CommandContext, item: string): Promise<Outcome> {
  const told = await context.call("item.history", { item });
  if (!told.ok) return told;
  const { style } = context;
  return context.print(told.value, () => {
    const unreadable = (told.value.unreadable ?? []).map((text) => style("yellow", `${neutralise(text)}\n`));
    const versions = told.value.versions.map((one) => {
      const head = `${style("bold", `version ${one.version}`)}  ${style("dim", `#${one.seq}  ${localTime(one.at)}`)}`;
      const first = one.version === 1 ? "" : changeLines(one.changes, style);
      return `${head}  ${style("cyan", one.actor)} ${withCause(one)}\n${first}`;
    });
    return [...unreadable, ...versions].join("");
  });
}

function withCause(entry: { readonly text: string; readonly cause?: string | undefined }): string {
  return neutralise(entry.cause === undefined ? entry.text : `${entry.text} (${entry.cause})`);
}

/** Without a value there is no filter. */
function some(values: readonly string[]): string[] | undefined {
  return values.length === 0 ? undefined : [...values];
}
