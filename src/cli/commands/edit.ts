import { ITEM_TYPES } from "../choices.ts";
import { defineCommand } from "../command.ts";
import { longText } from "../long-text.ts";
import { itemLine } from "../output/items.ts";
import { parseTime } from "../parse-time.ts";

export const command = defineCommand({
  name: "edit",
  summary: "Change what an item says.",
  examples: [
    { line: "edit shop-x3f --priority 0 --add-label security", why: "Make it the most urgent and label it." },
    { line: "edit shop-x3f --description - < plan.md", why: "Replace the description." },
    { line: "edit shop-x3f --defer 2d", why: "Put it off for two days; --defer never takes that back." },
  ],
  args: { item: { label: "ITEM", names: "item" } },
  options: {
    title: { kind: "text", label: "TITLE", summary: "The new title." },
    description: { kind: "text", label: "TEXT", summary: "What is wanted; - reads standard input." },
    "description-file": { kind: "text", label: "FILE", names: "file", summary: "The same from a file." },
    acceptance: { kind: "text", label: "TEXT", summary: "How to tell that it is done; - reads standard input." },
    notes: { kind: "text", label: "TEXT", summary: "Whatever else should be known." },
    type: { kind: "choice", label: "TYPE", choices: ITEM_TYPES, summary: "What it is." },
    priority: { kind: "number", label: "0-4", min: 0, max: 4, short: "p", summary: "0 is the most urgent." },
    label: { kind: "text", label: "LABEL", many: true, short: "l", summary: "Replaces all labels; several times." },
    "add-label": { kind: "text", label: "LABEL", many: true, summary: "Adds a label; several times." },
    "remove-label": { kind: "text", label: "LABEL", many: true, summary: "Takes a label away; several times." },
    defer: { kind: "text", label: "WHEN", summary: "Not ready before: 30min, 4h, 2d, 2026-12-24, or never." },
    "if-version": {
      kind: "number",
      label: "N",
      min: 1,
      max: Number.MAX_SAFE_INTEGER,
      summary: "Refuse if somebody changed it since.",
    },
  },
  async run(context, { item }, options) {
    const { io } = context;
    const description = longText(io, {
      option: "description",
      text: options.description,
      file: options["description-file"],
    });
    if (!description.ok) return description;
    const acceptance = longText(io, { option: "acceptance", text: options.acceptance });
    if (!acceptance.ok) return acceptance;
    const deferred = options.defer === undefined ? undefined : parseTime(options.defer, Date.now());
    if (deferred?.ok === false) return deferred;
    const edited = await context.call("item.edit", {
      item,
      title: options.title,
      description: description.value,
      acceptance: acceptance.value,
      notes: options.notes,
      type: options.type,
      priority: options.priority,
      labels: some(options.label),
      addLabels: some(options["add-label"]),
      removeLabels: some(options["remove-label"]),
      deferredUntil: deferred?.value,
      ifVersion: options["if-version"],
    });
    if (!edited.ok) return edited;
    return context.print(edited.value, () => itemLine("Changed", edited.value, context.style));
  },
});

/** Not given is not the same as none. */
function some(values: readonly string[]): string[] | undefined {
  return values.length === 0 ? undefined : [...values];
}
