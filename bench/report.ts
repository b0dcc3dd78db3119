import type { MeasuredRow, SkippedRow } from "./bench.ts";
import type { Goal } from "./goals.ts";

/** A line of the report; `--json` prints a list of these. */
export interface ReportRow {
  readonly id: string;
  readonly name: string;
  readonly value: number | null;
  readonly unit: string | null;
  readonly baseline: number | null;
  /** value / baseline. */
  readonly ratio: number | null;
  readonly goal: string | null;
  /** Null where there is no goal or nothing was measured. */
  readonly holds: boolean | null;
  readonly note?: string;
}

/** Every goal in its order, measured or not, then the rows without a goal. */
export function report(goals: readonly Goal[], measured: readonly (MeasuredRow | SkippedRow)[]): readonly ReportRow[] {
  const byId = new Map(measured.map((row) => [row.id, row]));
  const known = new Set(goals.map((goal) => goal.id));
  return [
    ...goals.map((goal) => reportRow(byId.get(goal.id) ?? { id: goal.id, skipped: "not measured" }, goal)),
    ...measured.filter((row) => !known.has(row.id)).map((row) => reportRow(row, undefined)),
  ];
}

function reportRow(row: MeasuredRow | SkippedRow, goal: Goal | undefined): ReportRow {
  const goalText = goal?.text ?? null;
  if ("skipped" in row) {
    const name = goal?.name ?? row.id;
    const nothing = { value: null, unit: null, baseline: null, ratio: null, holds: null };
    return { id: row.id, name, ...nothing, goal: goalText, note: row.skipped };
  }
  const { baseline } = row;
  return {
    id: row.id,
    name: row.name ?? goal?.name ?? row.id,
    value: row.value,
    unit: row.unit,
    baseline: baseline ?? null,
    ratio: baseline === undefined ? null : row.value / baseline,
    goal: goalText,
    holds: verdict(row, goal),
    ...(row.note === undefined ? {} : { note: row.note }),
  };
}

/** Null where there is no goal, or nothing to hold it against. */
function verdict({ value, baseline }: MeasuredRow, goal: Goal | undefined): boolean | null {
  if (goal === undefined || (baseline === undefined && goal.isAbsolute !== true)) return null;
  return goal.holds(value, baseline ?? 0);
}

/** Goals that do not hold, or were not measured, and that docs/performance.md does not list. */
export function unexcused(rows: readonly ReportRow[], excused: ReadonlySet<string>): readonly ReportRow[] {
  return rows.filter((row) => row.goal !== null && row.holds !== true && !excused.has(row.id));
}

/** The heading of docs/performance.md under which the table of excused goals stands. */
const EXCUSED_HEADING = /^#+ goals missed or not measured\s*$/i;

/** Reads the rows `| id | reason |` of that table. A row without a reason excuses nothing. */
export function parseExcused(markdown: string): ReadonlySet<string> {
  const excused = new Set<string>();
  let inside = false;
  for (const line of markdown.split("\n")) {
    if (line.startsWith("#")) inside = EXCUSED_HEADING.test(line);
    if (!inside || !line.startsWith("|")) continue;
    const [, id = "", reason = ""] = line.split("|").map((cell) => cell.trim());
    if (/[a-z]/i.test(reason)) excused.add(id.replaceAll("`", ""));
  }
  return excused;
}

const COLUMNS = ["name", "value", "unit", "baseline", "ratio", "goal", "holds"] as const;

/** The rows as a table for people. */
export function printed(rows: readonly ReportRow[]): string {
  const cells = rows.map((row) => [
    row.note === undefined ? row.name : `${row.name} (${row.note})`,
    figure(row.value),
    row.unit ?? "",
    figure(row.baseline),
    figure(row.ratio),
    row.goal ?? "",
    row.holds === null ? (row.goal === null ? "" : "?") : row.holds ? "yes" : "NO",
  ]);
  const widths = COLUMNS.map((title, i) => Math.max(title.length, ...cells.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd();
  return [line(COLUMNS), ...cells.map(line)].join("\n");
}

function figure(value: number | null): string {
  if (value === null) return "";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
  return value.toLocaleString("en-US", { maximumFractionDigits: digits });
}
