import type { Terminal } from "@xterm/xterm";
import { type CopyState, copyKey, selectedRows, selectedText } from "./copy-model.ts";
import { cellSize, terminalGrid } from "./terminal-grid.ts";

export interface CopyModeDeps {
  readonly terminal: Terminal;
  /** Said to screen readers. */
  announce(text: string): void;
  copy(text: string): void;
  search(): void;
  find(direction: "next" | "previous"): void;
  left(): void;
}

/** Copy by keyboard over a terminal that stands still. Ended by its own keys or by `end`. */
export interface CopyMode {
  /** True: the key was taken. */
  press(event: KeyboardEvent): void;
  /** To where the search has found something. */
  toFound(): void;
  /** Draws anew: the screen was scrolled or has another size. */
  draw(): void;
  end(): void;
}

/** Characters of a line that are read out as the cursor comes onto it. */
const READ_OUT = 200;
const WORDS = { chars: "Selecting", lines: "Selecting lines", block: "Selecting a block" } as const;

export function beginCopyMode(deps: CopyModeDeps): CopyMode {
  const { terminal, announce } = deps;
  const grid = terminalGrid(terminal);
  const buffer = terminal.buffer.active;
  const layer = document.createElement("div");
  layer.className = "copy-layer";
  layer.setAttribute("aria-hidden", "true");
  terminal.element?.querySelector(".xterm-screen")?.append(layer);
  let state: CopyState = {
    cursor: {
      row: Math.min(buffer.baseY + buffer.cursorY, grid.rows - 1),
      col: Math.min(buffer.cursorX, grid.cols - 1),
    },
    anchor: undefined,
    kind: "chars",
  };

  function box(row: number, from: number, to: number, look: string): HTMLElement | undefined {
    const size = cellSize(terminal);
    const shown = row - buffer.viewportY;
    if (size === undefined || shown < 0 || shown >= terminal.rows) return undefined;
    const element = document.createElement("div");
    element.className = look;
    Object.assign(element.style, {
      left: `${from * size.width}px`,
      top: `${shown * size.height}px`,
      width: `${(to - from) * size.width}px`,
      height: `${size.height}px`,
    });
    return element;
  }

  function draw(): void {
    const { viewportY } = buffer;
    const shown = selectedRows(state, grid.cols).filter(
      ({ row }) => row >= viewportY && row < viewportY + terminal.rows,
    );
    const boxes = shown.map(({ row, from, to }) => box(row, from, to, "copy-selection"));
    const { row, col } = state.cursor;
    const width = grid.cells(row)[col + 1] === "" ? 2 : 1;
    layer.replaceChildren(...[...boxes, box(row, col, col + width, "copy-cursor")].filter((one) => one !== undefined));
  }

  function lineText(row: number): string {
    const text = grid.cells(row).join("").trimEnd();
    return text === "" ? "Empty line" : text.slice(0, READ_OUT);
  }

  function enter(next: CopyState): void {
    const before = state;
    state = next;
    const { row } = state.cursor;
    if (row < buffer.viewportY) terminal.scrollToLine(row);
    else if (row >= buffer.viewportY + terminal.rows) terminal.scrollToLine(row - terminal.rows + 1);
    draw();
    if (state.anchor !== before.anchor || state.kind !== before.kind) {
      announce(state.anchor === undefined ? "Nothing is selected" : WORDS[state.kind]);
    } else if (row !== before.cursor.row) announce(lineText(row));
    else if (state.cursor.col !== before.cursor.col) announce(grid.cells(row)[state.cursor.col] ?? "");
  }

  function copyAndLeave(): void {
    const chosen: CopyState = state.anchor === undefined ? { ...state, anchor: state.cursor, kind: "lines" } : state;
    const text = selectedText(chosen, grid, (row) => grid.isWrapped(row));
    deps.copy(text);
    end();
  }

  function end(): void {
    layer.remove();
    terminal.scrollToBottom();
    deps.left();
  }

  draw();
  announce(`Copy mode. ${lineText(state.cursor.row)}`);
  return {
    press(event) {
      if (["Control", "Shift", "Alt", "Meta"].includes(event.key)) return;
      const step = copyKey(state, event.ctrlKey ? `Ctrl+${event.key.toLowerCase()}` : event.key, grid);
      switch (step.do) {
        case "move":
          enter(step.state);
          return;
        case "copy":
          copyAndLeave();
          return;
        case "leave":
          end();
          return;
        case "search":
          deps.search();
          return;
        case "next":
        case "previous":
          deps.find(step.do);
          return;
        case "nothing":
      }
    },
    toFound() {
      const found = terminal.getSelectionPosition();
      if (found === undefined) return;
      enter({ ...state, cursor: { row: found.start.y, col: found.start.x } });
      terminal.clearSelection();
    },
    draw,
    end,
  };
}
