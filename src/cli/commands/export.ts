import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import type { OutputOf } from "../../shared/contract/contract.ts";
import { type Result, fail, ok } from "../../shared/model/result.ts";
import { EXCHANGE_FORMATS } from "../choices.ts";
import { type CommandContext, type Outcome, defineCommand } from "../command.ts";
import { FILTER_OPTIONS, type ItemFilter, filterOf } from "../item-filter.ts";
import { forgeText } from "../output/exchange.ts";

const { sort: _, reverse: __, ...FILTERS } = FILTER_OPTIONS;

export const command = defineCommand({
  name: "export",
  summary: "Write work items out as text, or to the issues of a forge.",
  details:
    "Closed items too, unless --status or --stage says which. jsonl has all of items and comments, and comes back as it was; beads is what beads reads. " +
    "CSV and Markdown carry ids and versions, so that an edited file can be imported again. For --github and --gitlab your own gh or glab " +
    "makes and updates the issues; without --yes it is told what would be done.",
  examples: [
    { line: "export --project shop > shop.jsonl", why: "Everything of a project." },
    { line: "export --format markdown --label release -o release.md", why: "A task list, by label." },
    { line: "export --format beads --project shop -o .beads/issues.jsonl", why: "Back to beads." },
    { line: "export --github acme/shop --project shop --yes", why: "An issue for each item." },
  ],
  args: {},
  options: {
    format: { kind: "choice", label: "FORMAT", choices: EXCHANGE_FORMATS, summary: "jsonl unless told." },
    output: { kind: "text", label: "FILE", short: "o", names: "file", summary: "Instead of standard output." },
    github: { kind: "text", label: "OWNER/REPO", summary: "To the issues of a repository on GitHub." },
    gitlab: { kind: "text", label: "GROUP/REPO", summary: "To the issues of a project on GitLab." },
    yes: { kind: "flag", summary: "Do it: write to the forge." },
    ...FILTERS,
  },
  async run(context, _args, { format, output, github, gitlab, yes, ...filters }) {
    const filter = filterOf({ ...filters, sort: undefined, reverse: false });
    if (!filter.ok) return filter;
    if (github !== undefined || gitlab !== undefined) {
      if (github !== undefined && gitlab !== undefined) return fail("usage", "Give --github or --gitlab, not both.");
      const done = await context.call("ledger.export.forge", {
        forge: github === undefined ? "gitlab" : "github",
        repository: github ?? gitlab ?? "",
        filter: filter.value,
        dryRun: !yes,
      });
      return done.ok ? context.print(done.value, () => forgeText(done.value, context.style)) : done;
    }
    return output === undefined
      ? toOutput(context, format ?? "jsonl", filter.value)
      : toFile(context, { file: resolve(context.io.cwd, output), format: format ?? "jsonl", filter: filter.value });
  },
});

type Format = (typeof EXCHANGE_FORMATS)[number];

async function toOutput(context: CommandContext, format: Format, filter: ItemFilter): Promise<Outcome> {
  const parts: string[] = [];
  const items = await eachPage(context, { format, filter }, (text) => {
    if (context.json) parts.push(text);
    else context.io.write(text);
  });
  if (!items.ok) return items;
  return context.json ? context.print({ format, items: items.value, text: parts.join("") }, () => "") : ok();
}

interface ToFile {
  readonly file: string;
  readonly format: Format;
  readonly filter: ItemFilter;
}

/** Whole or not at all: the file has its name once all is written. */
async function toFile(context: CommandContext, { file, format, filter }: ToFile): Promise<Outcome> {
  const draft = `${file}.${process.pid}.part`;
  try {
    const handle = openSync(draft, "w");
    let items: Result<number>;
    try {
      items = await eachPage(context, { format, filter }, (text) => void writeSync(handle, text));
    } finally {
      closeSync(handle);
    }
    if (!items.ok) return items;
    renameSync(draft, file);
    const count = items.value;
    return context.print({ format, items: count, file }, () => `${count} items written to ${file}.\n`);
  } catch (error) {
    return fail("usage", `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    rmSync(draft, { force: true });
  }
}

async function eachPage(
  context: CommandContext,
  { format, filter }: Pick<ToFile, "format" | "filter">,
  take: (text: string) => void,
): Promise<Result<number>> {
  let items = 0;
  let cursor: string | undefined;
  do {
    const page: Result<OutputOf<"ledger.export">> = await context.call("ledger.export", { format, filter, cursor });
    if (!page.ok) return page;
    take(page.value.text);
    items += page.value.items;
    cursor = page.value.next;
  } while (cursor !== undefined);
  return ok(items);
}
