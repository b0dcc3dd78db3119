import { stringify } from "csv-stringify/sync";
import type { WorkItem } from "../../../../shared/model/work-item.ts";
import { CSV_COLUMNS, type CsvColumn } from "./csv-columns.ts";

const COLUMNS = Object.keys(CSV_COLUMNS) as CsvColumn[];
/** Tells Excel that the file is UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

export function csvHeader(): string {
  return BYTE_ORDER_MARK + row(COLUMNS);
}

/** One row. A cell that a spreadsheet would take for a formula gets an apostrophe in front, which import takes away again. */
export function writeCsv(item: WorkItem): string {
  return row(COLUMNS.map((column) => guard(cellOf(item, column))));
}

function row(cells: readonly string[]): string {
  return stringify([cells], { record_delimiter: "windows" });
}

/** Also before an apostrophe that already stands there, so that reading gives back what was written. */
function guard(cell: string): string {
  return /^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

function cellOf(item: WorkItem, column: CsvColumn): string {
  switch (column) {
    case "status":
      return item.customStatus ?? item.status;
    case "labels":
      return item.labels.join(", ");
    case "after":
      return item.links
        .filter((link) => link.kind === "blocks")
        .map((link) => link.to)
        .join(", ");
    case "links":
      return item.links
        .filter((link) => link.kind !== "blocks")
        .map((link) => `${link.kind} ${link.to}${link.mode === undefined ? "" : ` ${link.mode}`}`)
        .join(", ");
    case "dueAt":
    case "deferredUntil":
    case "createdAt":
    case "updatedAt":
    case "closedAt": {
      const at = item[column];
      return at === undefined ? "" : new Date(at).toISOString();
    }
    default:
      return String(item[column] ?? "");
  }
}
