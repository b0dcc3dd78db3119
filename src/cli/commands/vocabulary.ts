import type { VocabularyWord, WordKind } from "../../shared/model/vocabulary.ts";
import { type Failure, type Result, fail, ok } from "../../shared/model/result.ts";
import { ITEM_STATUSES, type ItemStatus } from "../../shared/model/item-words.ts";
import { defineCommand } from "../command.ts";
import { renderFields } from "../output/table.ts";

export const command = defineCommand({
  name: "vocabulary",
  summary: "Show a ledger's types, statuses and kinds of links, and give it some of its own.",
  details:
    "They live in the ledger and travel with it. A status of its own stands for a built-in one, which is what Drover acts on. Links of a kind of its own hold nothing back. A word that items use cannot be removed.",
  examples: [
    { line: "vocabulary shop", why: "What the ledger of a project knows; without one, the workspace's." },
    { line: "vocabulary shop --add-type experiment --add-status qa=in-review", why: "Two words of its own." },
    { line: "vocabulary shop --remove-type experiment", why: "Take one away again." },
  ],
  args: { project: { label: "PROJECT", names: "project", optional: true } },
  options: {
    "add-type": { kind: "text", label: "NAME", many: true, summary: "A type of its own; several times." },
    "add-status": {
      kind: "text",
      label: "NAME=STATUS",
      many: true,
      summary: "A status, and the built-in one it stands for.",
    },
    "add-link": { kind: "text", label: "NAME", many: true, summary: "A kind of link; several times." },
    "remove-type": { kind: "text", label: "NAME", many: true, summary: "Takes a type of its own away." },
    "remove-status": { kind: "text", label: "NAME", many: true, summary: "Takes a status of its own away." },
    "remove-link": { kind: "text", label: "NAME", many: true, summary: "Takes a kind of link of its own away." },
  },
  async run(context, { project }, options) {
    const statuses = statusesOf(options["add-status"]);
    if (!statuses.ok) return statuses;
    const named = (kind: WordKind, names: readonly string[]) => names.map((name) => ({ kind, name }));
    const add = [...named("type", options["add-type"]), ...statuses.value, ...named("link", options["add-link"])];
    const remove = [
      ...named("type", options["remove-type"]),
      ...named("status", options["remove-status"]),
      ...named("link", options["remove-link"]),
    ];
    const changes = add.length + remove.length > 0;
    const found = changes
      ? await context.call("ledger.vocabulary.edit", { project, add, remove })
      : await context.call("ledger.vocabulary", { project });
    if (!found.ok) return found;
    const { types, statuses: all, links } = found.value;
    return context.print(found.value, () =>
      renderFields(
        [
          ["types", types.join(", ")],
          ["statuses", all.map(({ name, of }) => (name === of ? name : `${name} (${of})`)).join(", ")],
          ["links", links.join(", ")],
        ],
        context.style,
      ),
    );
  },
});

function statusesOf(texts: readonly string[]): Result<VocabularyWord[], Failure<"usage">> {
  const words: VocabularyWord[] = [];
  for (const text of texts) {
    const [name = "", standsFor] = text.split("=", 2);
    const of: ItemStatus | undefined = ITEM_STATUSES.find((status) => status === standsFor);
    if (of === undefined) {
      return fail("usage", `"${text}" does not say which status it stands for.`, {
        remedy: `Write NAME=STATUS with one of ${ITEM_STATUSES.join(", ")}.`,
      });
    }
    words.push({ kind: "status", name, of });
  }
  return ok(words);
}
