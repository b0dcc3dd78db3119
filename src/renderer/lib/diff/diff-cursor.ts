import type { DiffRow, DiffSide } from "./diff-model.ts";

/** Lines of one side, both included. */
export interface LineRange {
  readonly side: DiffSide;
  readonly from: number;
  readonly to: number;
}

/** The number of the line that a row shows on a side. */
export function lineAt(rows: readonly DiffRow[], index: number, side: DiffSide): number | undefined {
  const row = rows[index];
  if (row === undefined || row.kind === "gap") return undefined;
  if (row.kind === "line") return row.line[side];
  return side === "before" ? row.left?.before : row.right?.after;
}

/** Where the cursor comes to stand in a row: on the wanted side, or on the only one that has a line. */
export function rowFor(
  rows: readonly DiffRow[],
  index: number,
  side: DiffSide,
): { readonly row: number; readonly side: DiffSide } | undefined {
  const row = rows[index];
  if (row === undefined) return undefined;
  if (row.kind === "gap") return { row: index, side };
  if (row.kind === "line") return { row: index, side: row.line.kind === "removed" ? "before" : "after" };
  const has = side === "before" ? row.left !== undefined : row.right !== undefined;
  return { row: index, side: has ? side : side === "before" ? "after" : "before" };
}

/** Where the line under the cursor stands among other rows of the same file; undefined while it is hidden. */
export function sameLine(
  before: readonly DiffRow[],
  { row, side }: { readonly row: number; readonly side: DiffSide },
  after: readonly DiffRow[],
): { readonly row: number; readonly side: DiffSide } | undefined {
  const line = lineAt(before, row, side);
  if (line === undefined) return undefined;
  const found = after.findIndex((_, index) => lineAt(after, index, side) === line);
  return found < 0 ? undefined : { row: found, side };
}

/** The row a step further, held at both ends. */
export function nextRow(rows: readonly DiffRow[], from: number, direction: 1 | -1): number {
  return Math.max(0, Math.min(rows.length - 1, from + direction));
}

/** The first row of the next change behind a row, or of the one before it. */
export function changeStart(rows: readonly DiffRow[], from: number, direction: 1 | -1): number | undefined {
  const changeOf = (index: number) => {
    const row = rows[index];
    return row === undefined || row.kind === "gap" ? undefined : row.change;
  };
  const current = changeOf(from);
  for (let index = from + direction; index >= 0 && index < rows.length; index += direction) {
    const change = changeOf(index);
    if (change === undefined || change === current) continue;
    let start = index;
    while (changeOf(start - 1) === change) start--;
    return start;
  }
  return undefined;
}

/** The lines between two rows, on the side where the cursor is. */
export function pickedRange(
  rows: readonly DiffRow[],
  at: { readonly row: number; readonly side: DiffSide },
  anchor: number,
): LineRange | undefined {
  const { side } = at;
  let from: number | undefined;
  let to: number | undefined;
  for (let index = Math.min(at.row, anchor); index <= Math.max(at.row, anchor); index++) {
    const line = lineAt(rows, index, side);
    if (line === undefined) continue;
    from ??= line;
    to = line;
  }
  return from === undefined || to === undefined ? undefined : { side, from, to };
}
