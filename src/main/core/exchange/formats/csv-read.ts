import { setImmediate as turn } from "node:timers/promises";
import { type Parser, parse } from "csv-parse";
import { readEstimate } from "../../../../shared/time-words.ts";
import {
  cleanLabels,
  cleanText,
  cleanTitle,
  isFailure,
  quote,
  toIdentity,
  toPriority,
  toStatus,
  toTime,
  toWord,
} from "../clean.ts";
import type { ReadSource, Reading, SourceItem, SourceLink, StatedFields, Tell } from "../source.ts";
import { tellOf } from "../source.ts";
import { type CsvColumn, columnOf } from "./csv-columns.ts";

type Fields = { -readonly [F in keyof StatedFields]: StatedFields[F] };

/** Characters handed to the parser at once: it does not let others run within one. */
const PIECE_CHARS = 16 * 1024;
const TEXTS = ["description", "acceptance", "notes", "design", "closedReason"] as const;
const TIMES = ["dueAt", "deferredUntil", "createdAt", "updatedAt", "closedAt"] as const;

/**
 * RFC 4180 and what spreadsheets make of it: a byte order mark, semicolons or tabs, any line breaks, rows that are too short. The
 * first row names the columns.
 */
export async function readCsv(reading: Reading): Promise<ReadSource> {
  const source = `csv:${reading.name}`;
  const items: SourceItem[] = [];
  const titles = new Map<string, number>();
  let header: readonly Column[] | undefined;
  for await (const { record, info } of records(reading)) {
    if (record.every((cell) => cell.trim() === "")) continue;
    if (header === undefined) {
      header = headerOf(record, reading);
      if (!header.some(({ column }) => column === "title")) {
        reading.notes.problem({
          kind: "skipped",
          line: info.lines,
          message: `No column is a title. The columns are ${record.map(quote).join(", ")}.`,
        });
        return { format: "csv", source, items };
      }
      continue;
    }
    const tell = tellOf(reading.notes, info.lines);
    const item = readRow(cellsOf(record, header, tell), { line: info.lines, titles, tell });
    if (item !== undefined) items.push(item);
    if (reading.pace.isDue) await reading.pace.rest();
  }
  return { format: "csv", source, items };
}

interface CsvRecord {
  readonly record: readonly string[];
  /** `lines` is the one on which the row ends. */
  readonly info: { readonly lines: number };
}

async function* records(reading: Reading): AsyncGenerator<CsvRecord> {
  const parser: Parser = parse({
    bom: true,
    delimiter: delimiterOf(reading.pieces),
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    on_skip: (error) => {
      reading.notes.problem({
        kind: "skipped",
        line: Number(error?.["lines"] ?? 0),
        message: `The row cannot be read: ${error?.message ?? "unknown"}`,
      });
      return undefined;
    },
    skip_records_with_error: true,
  });
  const feeding = feed(parser, reading.pieces);
  for await (const one of parser) yield one as CsvRecord;
  await feeding;
}

async function feed(parser: Parser, pieces: readonly string[]): Promise<void> {
  for (const piece of pieces) {
    for (let at = 0; at < piece.length && !parser.destroyed; at += PIECE_CHARS) {
      parser.write(piece.slice(at, at + PIECE_CHARS));
      await turn();
    }
  }
  parser.end();
}

/** What the first line outside of quotes has most of. Excel writes semicolons where the comma is the decimal sign. */
function delimiterOf(pieces: readonly string[]): string {
  const line =
    (pieces[0] ?? "")
      .slice(0, 64 * 1024)
      .replace(/"(?:[^"]|"")*"/g, "")
      .split(/\r?\n/, 1)[0] ?? "";
  const counts = [",", ";", "\t"].map((sign) => ({ sign, count: line.split(sign).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

interface Column {
  readonly name: string;
  readonly column: CsvColumn | undefined;
}

function headerOf(record: readonly string[], { notes }: Reading): Column[] {
  const taken = new Set<CsvColumn>();
  return record.map((name) => {
    const column = columnOf(name);
    if (column === undefined || (taken.has(column) && column !== "labels")) {
      if (name.trim() !== "") notes.unknown(`column ${name}`, `metadata.${name.trim().slice(0, 100)}`);
      return { name: name.trim(), column: undefined };
    }
    taken.add(column);
    return { name, column };
  });
}

interface Cells {
  readonly get: (column: CsvColumn) => string | undefined;
  /** Every `labels` column; trackers repeat it. */
  readonly labels: readonly string[] | undefined;
  readonly others: Record<string, string>;
}

function cellsOf(record: readonly string[], header: readonly Column[], tell: Tell): Cells {
  const known = new Map<CsvColumn, string>();
  const labels: string[] = [];
  const others: Record<string, string> = {};
  for (const [n, { name, column }] of header.entries()) {
    const cell = unguard(record[n] ?? "");
    if (column === "labels") labels.push(cell);
    else if (column !== undefined) known.set(column, cell);
    else if (cell !== "" && name !== "") others[name.slice(0, 100)] = cell;
  }
  const more = record.slice(header.length).filter((cell) => cell !== "");
  if (more.length > 0) {
    others["more"] = more.join(", ");
    tell(
      "kept",
      `The row has ${record.length - header.length} cells more than the header; they are kept in metadata.more.`,
    );
  }
  return {
    get: (column) => known.get(column),
    labels: header.some((one) => one.column === "labels") ? labels : undefined,
    others,
  };
}

/** The apostrophe before what a spreadsheet would take for a formula; `csv-write.ts` puts it there. */
function unguard(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

interface RowPlace {
  readonly line: number;
  /** How often each title came. */
  readonly titles: Map<string, number>;
  readonly tell: Tell;
}

function readRow({ get, labels, others }: Cells, { line, titles, tell }: RowPlace): SourceItem | undefined {
  const titled = cleanTitle(get("title") ?? "", tell);
  if (titled === undefined) {
    tell("skipped", "The row has no title.");
    return undefined;
  }
  const fields: Fields = {};
  const kept: Record<string, string> = { ...others };
  const keep = (column: CsvColumn, what: string) => {
    kept[column] = get(column) ?? "";
    tell("kept", `${quote(get(column) ?? "")} is no ${what}; it is kept in metadata.${column}.`);
  };
  readWords({ get, fields, keep });
  for (const field of TEXTS) {
    const text = get(field);
    if (text !== undefined) fields[field] = cleanText(text, field, tell);
  }
  for (const field of TIMES) {
    const text = get(field);
    if (text === undefined || text.trim() === "") continue;
    const at = toTime(text.trim());
    if (at === undefined) keep(field, "time");
    else fields[field] = at;
  }
  if (labels !== undefined) {
    fields.labels = cleanLabels(
      labels
        .flatMap((cell) => cell.split(/[,;|\n]+/))
        .map((one) => one.trim())
        .filter((one) => one !== ""),
      tell,
    );
  }
  if (titled.whole !== undefined) {
    fields.description = cleanText(`${titled.whole}\n\n${fields.description ?? ""}`, "description", tell);
  }
  if (fields.status === "closed" && fields.outcome === undefined && isFailure(fields.closedReason)) {
    fields.outcome = "failed";
  }
  if (fields.status !== "closed" && fields.closedAt !== undefined) delete fields.closedAt;
  if (Object.keys(kept).length > 0) fields.metadata = kept;
  const id = get("id")?.trim() ?? "";
  const count = (titles.get(titled.title) ?? 0) + 1;
  titles.set(titled.title, count);
  const version = Number(get("version") ?? Number.NaN);
  const parent = get("parent")?.trim();
  return {
    line,
    key: id === "" ? `${titled.title}${count === 1 ? "" : ` (${count})`}` : id,
    title: titled.title,
    fields,
    comments: [],
    ...(id === "" ? {} : { id }),
    ...(Number.isInteger(version) && version > 0 ? { version } : {}),
    ...(parent === undefined || parent === "" ? {} : { parent }),
    ...linksOf(get),
  };
}

interface Words {
  readonly get: Cells["get"];
  readonly fields: Fields;
  readonly keep: (column: CsvColumn, what: string) => void;
}

function readWords({ get, fields, keep }: Words): void {
  const said = (column: CsvColumn) => {
    const text = get(column)?.trim();
    return text === "" ? undefined : text;
  };
  const type = said("type");
  if (type !== undefined) {
    const word = toWord(type);
    if (word === undefined) keep("type", "type");
    else fields.type = word;
  }
  const status = said("status");
  if (status !== undefined) {
    const read = toStatus(status);
    if (read === undefined) keep("status", "status");
    else {
      fields.status = read.status;
      if (read.customStatus !== undefined) fields.customStatus = read.customStatus;
    }
  }
  const priority = said("priority");
  if (priority !== undefined) {
    const read = toPriority(priority);
    if (read === undefined) keep("priority", "priority");
    else fields.priority = read;
  }
  for (const column of ["assignee", "createdBy"] as const) {
    const name = said(column);
    const path = name === undefined ? undefined : toIdentity(name);
    if (path !== undefined) fields[column] = path;
    else if (name !== undefined) keep(column, "name here");
  }
  const estimate = said("estimateMinutes");
  if (estimate !== undefined) {
    const minutes = /^\d{1,6}$/.test(estimate) ? Number(estimate) : readEstimate(estimate);
    if (minutes === undefined) keep("estimateMinutes", "estimate");
    else fields.estimateMinutes = minutes;
  }
  const reference = said("externalRef");
  if (reference !== undefined) fields.externalRef = reference.slice(0, 2_000);
  const outcome = said("outcome");
  if (outcome === "failed" || outcome === "done") fields.outcome = outcome;
}

/** `after` has ids alone, `links` pairs of kind and id; both are lists. */
function linksOf(get: Cells["get"]): Pick<SourceItem, "links" | "onlyBlocks"> {
  const [after, links] = [get("after"), get("links")];
  if (after === undefined && links === undefined) return {};
  const words = (text: string) => text.split(/[,;|\s]+/).filter((word) => word !== "");
  const pairs = (links ?? "").split(/[,;|\n]+/).flatMap((pair): SourceLink[] => {
    const [kind = "", to = "", mode] = pair.trim().split(/\s+/);
    if (to === "") return [];
    return [mode === "all-children" || mode === "any-children" ? { kind, to, mode } : { kind, to }];
  });
  const waits = words(after ?? "").map((to): SourceLink => ({ kind: "blocks", to }));
  return { links: [...waits, ...pairs], ...(links === undefined ? { onlyBlocks: true } : {}) };
}
