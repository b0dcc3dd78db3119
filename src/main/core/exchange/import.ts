import { type ImportReport, MAX_TOLD_ITEMS } from "../../../shared/contract/exchange.ts";
import type { ParsedInputOf } from "../../../shared/contract/contract.ts";
import type { Caller } from "../../../shared/contract/handlers.ts";
import { projectOf } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { StoreFailure } from "../platform/store/record-store.ts";
import { applyImport } from "./apply.ts";
import { readBeads } from "./formats/beads-read.ts";
import { readCsv } from "./formats/csv-read.ts";
import { readJsonl } from "./formats/jsonl-read.ts";
import { readMarkdown } from "./formats/markdown-read.ts";
import { type ForgeFailure, readForge } from "./forge/read-forge.ts";
import { guessFormat } from "./guess-format.ts";
import { createNotes } from "./notes.ts";
import { createPace } from "./pace.ts";
import { type ImportPlan, type PlanTarget, type PlannedChange, planImport } from "./plan.ts";
import type { ExchangeDeps } from "./ports.ts";
import type { ReadSource, Reading } from "./source.ts";
import type { Uploads } from "./uploads.ts";

type ImportInput = ParsedInputOf<"ledger.import">;
export type ImportFailure =
  | Failure<"project-not-found" | "upload-not-found" | "source-not-understood">
  | ForgeFailure
  | StoreFailure;

const READERS = { jsonl: readJsonl, beads: readBeads, csv: readCsv, markdown: readMarkdown } as const;
/** Characters that tell a format. */
const HEAD_CHARS = 4_000;

/** Reads the source, plans, and unless it is an inspection carries the plan out. */
export async function runImport(
  deps: ExchangeDeps & { readonly uploads: Uploads },
  input: ImportInput,
  {
    caller,
    isInspection,
    signal,
  }: { readonly caller: Caller; readonly isInspection: boolean; readonly signal: AbortSignal },
): Promise<Result<ImportReport, ImportFailure>> {
  const ledger = input.project ?? projectOf(caller.identity) ?? "workspace";
  const prefix = deps.prefixOf(ledger);
  if (prefix === undefined) {
    return fail("project-not-found", `There is no project ${ledger}.`, {
      remedy: "List them with `drover project list`.",
    });
  }
  const [notes, pace, by, now] = [createNotes(), createPace(), caller.identity, deps.clock.now()];
  const read = await readSource(deps, input.source, { pieces: [], name: "", notes, pace, now, by }, signal);
  if (!read.ok) return read;
  const target: PlanTarget = { ledger, prefix, by, now, notes, pace };
  const plan = await planImport(deps, read.value, target);
  const common = { format: read.value.format, ...(ledger === "workspace" ? {} : { project: ledger }) };
  if (isInspection) {
    const created = plan.changes.filter((change) => change.kind === "create");
    const updated = plan.changes.filter((change) => change.kind === "update");
    return ok({
      ...common,
      applied: false,
      ...countsOf(plan, { created, updated, comments: plan.comments.length }),
      ...notes.told,
    });
  }
  const applied = await applyImport(deps, plan, target);
  if (!applied.ok) return applied;
  if (input.source.kind === "upload") deps.uploads.drop(input.source.upload);
  return ok({ ...common, applied: true, ...countsOf(plan, applied.value), ...notes.told });
}

async function readSource(
  deps: ExchangeDeps & { readonly uploads: Uploads },
  source: ImportInput["source"],
  reading: Reading,
  signal: AbortSignal,
): Promise<Result<ReadSource, ImportFailure>> {
  if (source.kind === "forge") return readForge(deps, source, { ...reading, signal });
  const pieces = source.kind === "text" ? ok([source.text]) : deps.uploads.get(source.upload);
  if (!pieces.ok) return pieces;
  const name = source.name ?? "unnamed";
  const format = source.format === undefined ? guessFormat(name, headOf(pieces.value)) : ok(source.format);
  if (!format.ok) return fail("source-not-understood", format.error.message, format.error);
  return ok(await READERS[format.value]({ ...reading, pieces: pieces.value, name }));
}

function headOf(pieces: readonly string[]): string {
  return (pieces.find((piece) => piece !== "") ?? "").slice(0, HEAD_CHARS);
}

interface Done {
  readonly created: readonly PlannedChange[];
  readonly updated: readonly PlannedChange[];
  readonly comments: number;
}

function countsOf(
  plan: ImportPlan,
  { created, updated, comments }: Done,
): Pick<ImportReport, "created" | "updated" | "unchanged" | "comments" | "items"> {
  const shown = [...created, ...updated].toSorted((a, b) => a.line - b.line).slice(0, MAX_TOLD_ITEMS);
  return {
    created: created.length,
    updated: updated.length,
    unchanged: plan.unchanged,
    comments,
    items: shown.map((change) => ({
      change: change.kind === "create" ? "created" : "updated",
      line: change.line,
      id: change.item.id,
      title: change.kind === "create" ? change.item.title : (change.fields.title ?? change.item.title),
      fields: change.kind === "create" ? [] : [...change.changed],
    })),
  };
}
