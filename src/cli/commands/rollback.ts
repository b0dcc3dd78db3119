import type { OutputOf } from "../../shared/contract/contract.ts";
import { fail } from "../../shared/model/result.ts";
import { type CommandContext, type Outcome, defineCommand } from "../command.ts";
import { parseIdentity } from "../identity.ts";
import { momentName } from "../moment-option.ts";
import { changeLines } from "../output/changes.ts";
import { neutralise } from "../output/neutralise.ts";
import type { Style } from "../output/style.ts";
import { parseMoment } from "../parse-moment.ts";

export const command = defineCommand({
  name: "rollback",
  summary: "Put an item back to what it said, or undo all that somebody changed.",
  details:
    "An item's texts, fields and links go back to a version or a moment; where it stands stays. With --at and --by everything that somebody changed on items since is undone in one go, where they stand included, but for what others changed after that (unless forced), what has landed, and what is on a hook or in the merge queue. Either is a new change: the history keeps all.",
  examples: [
    { line: "rollback shop-x3f --to 3", why: "Its version 3 again; drover history shop-x3f shows them." },
    { line: "rollback shop-x3f --at 'yesterday 14:00'", why: "What it said then." },
    { line: "rollback --at '2h ago' --by shop/workers/ada --dry-run", why: "See what undoing an agent would do." },
  ],
  args: { item: { label: "ITEM", names: "item", optional: true } },
  options: {
    to: { kind: "number", label: "VERSION", min: 1, max: Number.MAX_SAFE_INTEGER, summary: "Of the item." },
    at: { kind: "text", label: "WHEN", summary: "2h ago, yesterday 14:00, 2026-12-24 09:30, #412 (an event)." },
    by: {
      kind: "text",
      label: "AGENT",
      names: "agent",
      summary: "Whose changes are undone; with --at, without an item.",
    },
    project: { kind: "text", label: "PROJECT", names: "project", summary: "With --by: of that project alone." },
    "dry-run": { kind: "flag", summary: "Say what would change, and change nothing." },
    force: { kind: "flag", summary: "With --by: also what others changed after that." },
  },
  async run(context, { item }, { to, at, by, project, force, "dry-run": dryRun }) {
    const when = at === undefined ? undefined : parseMoment(at, Date.now());
    if (when?.ok === false) return when;
    if (item !== undefined) {
      if (by !== undefined || (to === undefined) === (when === undefined)) return usage();
      const target = to === undefined ? { at: when?.value ?? 0 } : { version: to };
      return rollBackItem(context, item, target, dryRun);
    }
    if (when === undefined || by === undefined || to !== undefined) return usage();
    const actor = parseIdentity(by);
    if (!actor.ok) return actor;
    const input = { at: when.value, by: actor.value, project, force, dryRun };
    const done = await context.call("ledger.rollback", input);
    if (!done.ok) return done;
    return context.print(done.value, () => undoText(done.value, dryRun, context.style));
  },
});

async function rollBackItem(
  context: CommandContext,
  item: string,
  to: { readonly version: number } | { readonly at: number | string },
  dryRun: boolean,
): Promise<Outcome> {
  const done = await context.call("item.rollback", { item, to, dryRun });
  if (!done.ok) return done;
  const { style } = context;
  return context.print(done.value, () => {
    const { changes, version } = done.value;
    const name = style("cyan", done.value.item.id);
    if (changes.length === 0) return `${name} says what version ${version} said.\n`;
    return `${name} ${dryRun ? "would be" : "is"} what it was in version ${version}\n${changeLines(changes, style)}`;
  });
}

function undoText({ moment, items, conflicts }: OutputOf<"ledger.rollback">, dryRun: boolean, style: Style): string {
  const verb = dryRun ? "Would undo" : "Undid";
  const head =
    items.length === 0
      ? "Nothing to undo"
      : `${verb} changes of ${items.length} ${items.length === 1 ? "item" : "items"}`;
  const lines = items.map(({ item, title, undo, changes }) => {
    const what = undo === "changed" ? "" : `${undo}  `;
    return `${what}${style("cyan", item)}  ${neutralise(title)}\n${changeLines(changes, style, "    ")}`;
  });
  const left = conflicts.map(({ item, field, reason }) =>
    style("yellow", `left: ${item}${field === undefined ? "" : ` ${field}`}, since ${neutralise(reason)}\n`),
  );
  return `${head} since ${momentName(moment)}\n${lines.join("")}${left.join("")}`;
}

function usage(): Outcome {
  return fail("usage", "Say which item goes back to what, or whose changes are undone since when.", {
    remedy:
      "drover rollback ITEM --to VERSION, drover rollback ITEM --at WHEN, or drover rollback --at WHEN --by AGENT",
  });
}
