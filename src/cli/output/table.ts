import type { Style, Tone } from "./style.ts";
import { neutralise } from "./neutralise.ts";
import { displayWidth, truncate } from "./width.ts";

export interface Column<Row> {
  readonly title: string;
  /** The cell's text; it is neutralised here. */
  text(row: Row): string;
  tone?(row: Row): Tone | undefined;
  readonly align?: "right";
  /** Gives way when the terminal is too narrow. One per table. */
  readonly flexible?: true;
}

/** Narrower than this a flexible column says nothing; the line wraps instead. */
const LEAST_FLEXIBLE_COLUMNS = 16;

/** Aligned columns under a dim head, a line each, ending in a line break. Columns that are empty throughout are left out. */
export function renderTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  layout: { readonly style: Style; readonly columns: number | undefined; readonly gap?: string },
): string {
  const { style, gap = "  " } = layout;
  const used = columns
    .map((column) => {
      const cells = rows.map((row) => neutralise(column.text(row)));
      const width = cells.reduce((most, cell) => Math.max(most, displayWidth(cell)), 0);
      return { column, cells, filled: width > 0, width: Math.max(width, column.title.length) };
    })
    .filter((one) => one.filled);
  const flexible = used.find((one) => one.column.flexible === true);
  if (flexible !== undefined && layout.columns !== undefined) {
    const others = used.reduce((sum, one) => sum + (one === flexible ? 0 : one.width + gap.length), 0);
    flexible.width = Math.min(flexible.width, Math.max(LEAST_FLEXIBLE_COLUMNS, layout.columns - others));
  }
  const line = (cells: readonly string[]) => `${cells.join(gap).trimEnd()}\n`;
  const head = line(used.map((one) => style("dim", fit(one.column.title, one.width, one.column.align))));
  return (
    head +
    rows
      .map((row, index) =>
        line(
          used.map((one) => {
            const text = fit(truncate(one.cells[index] ?? "", one.width), one.width, one.column.align);
            const bare = text.trim();
            const styled = style(one.column.tone?.(row), bare);
            return text.startsWith(bare)
              ? styled + text.slice(bare.length)
              : text.slice(0, text.length - bare.length) + styled;
          }),
        ),
      )
      .join("")
  );
}

function fit(text: string, width: number, align: "right" | undefined): string {
  const space = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "right" ? space + text : text + space;
}

/** `name   value` lines, for what has one record only. Entries without a value are left out. */
export function renderFields(
  fields: readonly (readonly [name: string, value: string | undefined])[],
  style: Style,
): string {
  const shown = fields.filter((field): field is readonly [string, string] => field[1] !== undefined && field[1] !== "");
  const width = shown.reduce((most, [name]) => Math.max(most, name.length), 0);
  return shown.map(([name, value]) => `${style("dim", name.padEnd(width))}  ${value}\n`).join("");
}
