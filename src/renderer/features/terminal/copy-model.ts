/** What copy mode moves over: all lines of a terminal, oldest first, in cells. */
export interface TextGrid {
  readonly rows: number;
  readonly cols: number;
  /** Rows shown at once. */
  readonly page: number;
  /** One entry a cell: its characters, a blank for an empty one, nothing for the second half of a wide one. */
  cells(row: number): readonly string[];
}

export interface Cell {
  readonly row: number;
  readonly col: number;
}

export type SelectionKind = "chars" | "lines" | "block";

export interface CopyState {
  readonly cursor: Cell;
  /** Where the selection was begun; undefined: nothing is selected. */
  readonly anchor: Cell | undefined;
  readonly kind: SelectionKind;
}

export type CopyStep =
  | { readonly do: "move"; readonly state: CopyState }
  | { readonly do: "copy" | "leave" | "search" | "next" | "previous" }
  | { readonly do: "nothing" };

/** Keys as tmux and vi have them, and those of any text field. */
export function copyKey(state: CopyState, key: string, grid: TextGrid): CopyStep {
  const moved = motion(state.cursor, key, grid);
  if (moved !== undefined) return { do: "move", state: { ...state, cursor: clamp(moved, grid) } };
  const select = (kind: SelectionKind): CopyStep => {
    const isOff = state.anchor !== undefined && state.kind === kind;
    return { do: "move", state: { ...state, kind, anchor: isOff ? undefined : (state.anchor ?? state.cursor) } };
  };
  switch (key) {
    case "v":
    case " ":
      return select("chars");
    case "V":
      return select("lines");
    case "Ctrl+v":
      return select("block");
    case "o":
      if (state.anchor === undefined) return { do: "nothing" };
      return { do: "move", state: { ...state, cursor: state.anchor, anchor: state.cursor } };
    case "y":
    case "Enter":
      return { do: "copy" };
    case "Escape":
      if (state.anchor === undefined) return { do: "leave" };
      return { do: "move", state: { ...state, anchor: undefined } };
    case "q":
    case "Ctrl+c":
      return { do: "leave" };
    case "/":
    case "?":
      return { do: "search" };
    case "n":
      return { do: "previous" };
    case "N":
      return { do: "next" };
    default:
      return { do: "nothing" };
  }
}

function motion({ row, col }: Cell, key: string, grid: TextGrid): Cell | undefined {
  const half = Math.max(1, Math.floor(grid.page / 2));
  switch (key) {
    case "h":
    case "ArrowLeft":
      return { row, col: col - 1 };
    case "l":
    case "ArrowRight":
      // Over the second half of a wide character.
      return { row, col: col + (grid.cells(row)[col + 1] === "" ? 2 : 1) };
    case "k":
    case "ArrowUp":
      return { row: row - 1, col };
    case "j":
    case "ArrowDown":
      return { row: row + 1, col };
    case "0":
    case "Home":
      return { row, col: 0 };
    case "^":
      return { row, col: firstText(grid.cells(row)) };
    case "$":
    case "End":
      return { row, col: lastText(grid.cells(row)) };
    case "w":
      return nextWord({ row, col }, grid);
    case "b":
      return wordBefore({ row, col }, grid);
    case "e":
      return wordEnd({ row, col }, grid);
    case "g":
      return { row: 0, col: 0 };
    case "G":
      return { row: grid.rows - 1, col: 0 };
    case "Ctrl+u":
      return { row: row - half, col };
    case "Ctrl+d":
      return { row: row + half, col };
    case "PageUp":
    case "Ctrl+b":
      return { row: row - grid.page, col };
    case "PageDown":
    case "Ctrl+f":
      return { row: row + grid.page, col };
    case "{":
      return { row: emptyRow(row, -1, grid), col: 0 };
    case "}":
      return { row: emptyRow(row, 1, grid), col: 0 };
    default:
      return undefined;
  }
}

function clamp({ row, col }: Cell, grid: TextGrid): Cell {
  const kept = Math.min(grid.rows - 1, Math.max(0, row));
  let at = Math.min(grid.cols - 1, Math.max(0, col));
  const cells = grid.cells(kept);
  // Onto a wide character, never into it.
  while (at > 0 && cells[at] === "") at -= 1;
  return { row: kept, col: at };
}

const isBlank = (cell: string | undefined) => cell === undefined || cell.trim() === "";
const isWord = (cell: string | undefined) => cell !== undefined && /[\p{L}\p{N}_]/u.test(cell);
/** Words and runs of signs are parted from one another, as in vi. */
const sortOf = (cell: string | undefined) => (isBlank(cell) ? 0 : isWord(cell) ? 1 : 2);

function firstText(cells: readonly string[]): number {
  return Math.max(
    0,
    cells.findIndex((cell) => !isBlank(cell)),
  );
}

function lastText(cells: readonly string[]): number {
  return Math.max(
    0,
    cells.findLastIndex((cell) => !isBlank(cell)),
  );
}

function nextWord({ row, col }: Cell, grid: TextGrid): Cell {
  const cells = grid.cells(row);
  const sort = sortOf(cells[col]);
  let at = col;
  while (at < cells.length && sortOf(cells[at]) === sort && sort !== 0) at += 1;
  while (at < cells.length && isBlank(cells[at])) at += 1;
  if (at < cells.length || row + 1 >= grid.rows) return { row, col: at };
  return { row: row + 1, col: firstText(grid.cells(row + 1)) };
}

function wordEnd({ row, col }: Cell, grid: TextGrid): Cell {
  const cells = grid.cells(row);
  let at = col + 1;
  while (at < cells.length && isBlank(cells[at])) at += 1;
  if (at >= cells.length) return row + 1 < grid.rows ? wordEnd({ row: row + 1, col: -1 }, grid) : { row, col };
  const sort = sortOf(cells[at]);
  while (sortOf(cells[at + 1]) === sort) at += 1;
  return { row, col: at };
}

function wordBefore({ row, col }: Cell, grid: TextGrid): Cell {
  const cells = grid.cells(row);
  let at = col - 1;
  while (at >= 0 && isBlank(cells[at])) at -= 1;
  if (at < 0) return row > 0 ? wordBefore({ row: row - 1, col: grid.cols }, grid) : { row, col: 0 };
  const sort = sortOf(cells[at]);
  while (at > 0 && sortOf(cells[at - 1]) === sort) at -= 1;
  return { row, col: at };
}

function emptyRow(from: number, step: 1 | -1, grid: TextGrid): number {
  let row = from + step;
  while (row > 0 && row < grid.rows - 1 && grid.cells(row).some((cell) => !isBlank(cell))) row += step;
  return row;
}

/** A stretch of one row; `to` is the first cell behind it. */
export interface SelectedRow {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

export function selectedRows({ cursor, anchor, kind }: CopyState, cols: number): readonly SelectedRow[] {
  if (anchor === undefined) return [];
  const isAfter = cursor.row > anchor.row || (cursor.row === anchor.row && cursor.col >= anchor.col);
  const [first, last] = isAfter ? [anchor, cursor] : [cursor, anchor];
  const left = Math.min(anchor.col, cursor.col);
  const right = Math.max(anchor.col, cursor.col) + 1;
  return Array.from({ length: last.row - first.row + 1 }, (_, index) => {
    const row = first.row + index;
    if (kind === "lines") return { row, from: 0, to: cols };
    if (kind === "block") return { row, from: left, to: right };
    return { row, from: row === first.row ? first.col : 0, to: row === last.row ? last.col + 1 : cols };
  });
}

/** What is selected as text: rows that the screen wrapped are one line, and blanks at the ends of lines are left out. */
export function selectedText(
  state: CopyState,
  grid: TextGrid,
  /** Whether the row goes on with what did not fit on the one above. */
  isWrapped: (row: number) => boolean,
): string {
  const rows = selectedRows(state, grid.cols);
  return rows
    .map(({ row, from, to }, index) => {
      const text = grid.cells(row).slice(from, to).join("");
      const isLast = index === rows.length - 1;
      const goesOn = state.kind !== "block" && !isLast && isWrapped(row + 1);
      return goesOn ? text : `${text.trimEnd()}${isLast ? "" : "\n"}`;
    })
    .join("");
}
