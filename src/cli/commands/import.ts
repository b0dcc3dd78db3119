import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { type Failure, type Result, fail, ok } from "../../shared/model/result.ts";
import type { InputOf } from "../../shared/contract/contract.ts";
import { EXCHANGE_FORMATS } from "../choices.ts";
import { type CommandContext, defineCommand } from "../command.ts";
import { readPieces, upload } from "../import-text.ts";
import { importText } from "../output/exchange.ts";

type Source = InputOf<"ledger.import">["source"];

interface Given {
  readonly file: string | undefined;
  readonly beads: boolean;
  readonly github: string | undefined;
  readonly gitlab: string | undefined;
  readonly format: (typeof EXCHANGE_FORMATS)[number] | undefined;
}

export const command = defineCommand({
  name: "import",
  summary: "Bring work items in from a file, from beads or from a forge. Importing the same again changes nothing.",
  details:
    "Formats: jsonl (all of an item), beads, csv, markdown (nested task lists); found by name and content unless told. What changed in the " +
    "source since the last import is taken over field by field where it was not changed here too; differences, bad lines and what has " +
    "no meaning here are told. GitHub and GitLab are read through your own gh and glab. docs/import-export.md tells the rest.",
  examples: [
    { line: "import plan.md --project shop", why: "A task list; headings become epics." },
    { line: "import --beads ~/src/shop --project shop", why: "What beads keeps in that folder." },
    { line: "import issues.csv --project shop --dry-run", why: "Tell what it would do, and change nothing." },
    { line: "import --github acme/shop --project shop", why: "Issues with their comments, through gh." },
  ],
  args: {
    file: { label: "FILE", names: "file", optional: true, summary: "- reads standard input; with --beads a folder" },
  },
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Where new items go." },
    format: { kind: "choice", label: "FORMAT", choices: EXCHANGE_FORMATS, summary: "What the file is." },
    beads: { kind: "flag", summary: "Read .beads/issues.jsonl of that folder, or of this one." },
    github: { kind: "text", label: "OWNER/REPO", summary: "Issues of a repository on GitHub." },
    gitlab: { kind: "text", label: "GROUP/REPO", summary: "Issues of a project on GitLab." },
    "dry-run": { kind: "flag", summary: "Tell what would be done, and change nothing." },
  },
  async run(context, { file }, { project, format, beads, github, gitlab, "dry-run": dryRun }) {
    const source = await sourceOf(context, { file, beads, github, gitlab, format });
    if (!source.ok) return source;
    const report = await context.call(dryRun ? "ledger.import.inspect" : "ledger.import", {
      source: source.value,
      project,
    });
    if (!report.ok) return report;
    return context.print(report.value, () => importText(report.value, context.style));
  },
});

async function sourceOf(
  context: CommandContext,
  { file, beads, github, gitlab, format }: Given,
): Promise<Result<Source>> {
  const ways = [github, gitlab, beads ? "beads" : file].filter((one) => one !== undefined);
  if (ways.length !== 1 || (file !== undefined && (github ?? gitlab) !== undefined)) {
    return fail("usage", "Give one thing to import: a file, -, --beads, --github or --gitlab.");
  }
  if (github !== undefined) return ok({ kind: "forge", forge: "github", repository: github });
  if (gitlab !== undefined) return ok({ kind: "forge", forge: "gitlab", repository: gitlab });
  if (file === "-" && !beads) {
    const id = await upload(context, [context.io.readAll()]);
    return id.ok ? ok({ kind: "upload", upload: id.value, name: "stdin", format }) : id;
  }
  const path = beads ? beadsFile(resolve(context.io.cwd, file ?? ".")) : ok(resolve(context.io.cwd, file ?? ""));
  if (!path.ok) return path;
  const pieces = readPieces(path.value);
  if (!pieces.ok) return pieces;
  const id = await upload(context, pieces.value);
  return id.ok
    ? ok({ kind: "upload", upload: id.value, name: basename(path.value), format: beads ? "beads" : format })
    : id;
}

function beadsFile(folder: string): Result<string, Failure<"usage">> {
  const candidates = [
    join(folder, ".beads", "issues.jsonl"),
    join(folder, ".beads", "beads.jsonl"),
    join(folder, "issues.jsonl"),
  ];
  const found = candidates.find((file) => existsSync(file));
  if (found !== undefined) return ok(found);
  return fail("usage", `${folder} has no .beads/issues.jsonl.`, {
    remedy: "Write it with `bd export -o .beads/issues.jsonl`, or name the file.",
  });
}
