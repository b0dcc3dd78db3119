import type { Terminal } from "@xterm/headless";
import type { Clock } from "../core/base/clock.ts";
import { encodeCellUpdate } from "../../shared/wire/cell-writer.ts";
import { encodeTerminalFrame } from "../../shared/wire/terminal-frame.ts";
import { createCellReader } from "./read-cells.ts";

/** Somebody who looks at a session from afar: shown its screen as cells, a few times a second while it changes. */
export interface CellWatch {
  /** Takes one more update, as soon as the screen differs from number `have`; 0: it shows nothing yet. */
  ask(have: number): void;
  /** Something was written, or the size or title is another. */
  changed(): void;
  /** The program is gone: its last screen is sent, then the end. */
  exited(code: number): void;
  dispose(): void;
}

export interface CellWatchDeps {
  readonly clock: Clock;
  readonly stream: number;
  /** The screen, read only where `settle` calls back. */
  readonly terminal: Terminal;
  isCursorHidden(): boolean;
  title(): string;
  /** Calls back when the screen shows everything that was written. */
  settle(callback: () => void): void;
  send(frame: Uint8Array): void;
}

/** Four pictures a second tell what an agent does; each costs the host about as much as a millisecond of its output. */
export const CELL_PERIOD_MS = 250;
/** A screen that scrolled is told as such where it keeps so large a part of its lines. */
const KEPT_BY_SCROLLING = 0.5;

/**
 * - resting: nobody asked, or nothing changed since the last update. Costs nothing.
 * - due: asked and changed. An update is made at once, or at the end of the period since the last one.
 */
export function createCellWatch(deps: CellWatchDeps): CellWatch {
  const { clock, stream, terminal } = deps;
  const read = createCellReader(terminal);
  let seq = 0;
  let isAsked = false;
  let hasChanged = true;
  let madeAt = Number.NEGATIVE_INFINITY;
  let timer: Disposable | undefined;
  let isSettling = false;
  let isOver = false;
  let exit: number | undefined;
  /** What the asker has. */
  let shown = NOTHING;

  function proceed(): void {
    if (isOver || !isAsked || isSettling || timer !== undefined) return;
    if (!hasChanged) return end();
    const wait = madeAt + CELL_PERIOD_MS - clock.now();
    if (wait > 0) {
      timer = clock.after(wait, () => {
        timer = undefined;
        proceed();
      });
      return;
    }
    isSettling = true;
    deps.settle(() => {
      isSettling = false;
      if (!isOver) tell();
    });
  }

  function end(): void {
    if (exit === undefined) return;
    isOver = true;
    deps.send(encodeTerminalFrame({ op: "exit", stream, code: exit }));
  }

  function tell(): void {
    hasChanged = false;
    madeAt = clock.now();
    const now = look();
    const update = difference(shown, now);
    if (update === undefined) return proceed();
    shown = now;
    seq += 1;
    isAsked = false;
    deps.send(encodeTerminalFrame({ op: "cells", stream, seq, bytes: update }));
  }

  function look(): Shown {
    const { cols, rows } = terminal;
    const { cursorX: x, cursorY: y } = terminal.buffer.active;
    const lines = Array.from({ length: rows }, (_, row) => read(row));
    return { cols, rows, x, y, isHidden: deps.isCursorHidden(), title: deps.title(), lines };
  }

  return {
    ask(have) {
      if (have !== seq || have === 0) {
        shown = NOTHING;
        hasChanged = true;
      }
      isAsked = true;
      proceed();
    },
    changed() {
      hasChanged = true;
      proceed();
    },
    exited(code) {
      exit = code;
      hasChanged = true;
      proceed();
    },
    dispose() {
      isOver = true;
      timer?.[Symbol.dispose]();
      timer = undefined;
    },
  };
}

interface Shown {
  readonly cols: number;
  readonly rows: number;
  readonly x: number;
  readonly y: number;
  readonly isHidden: boolean;
  readonly title: string | undefined;
  readonly lines: readonly Uint8Array[];
}

const NOTHING: Shown = { cols: 0, rows: 0, x: 0, y: 0, isHidden: false, title: undefined, lines: [] };
const BLANK = new Uint8Array(0);

/** The update that makes `after` of `before`; undefined when there is nothing to tell. */
function difference(before: Shown, after: Shown): Uint8Array | undefined {
  const { cols, rows, x, y, isHidden } = after;
  const isWhole = before.cols !== cols || before.rows !== rows;
  const shift = isWhole ? 0 : scrolledBy(before.lines, after.lines);
  const lines = after.lines.flatMap((line, row): (readonly [number, Uint8Array])[] => {
    const had = isWhole ? BLANK : (before.lines[row + shift] ?? BLANK);
    return isSame(had, line) ? [] : [[row, line]];
  });
  const title = before.title === after.title ? undefined : after.title;
  const isCursorSame = before.x === x && before.y === y && before.isHidden === isHidden;
  if (!isWhole && shift === 0 && lines.length === 0 && title === undefined && isCursorSame) return undefined;
  return encodeCellUpdate({ cols, rows, cursor: { x, y, isHidden }, isWhole, shift, title, lines });
}

/** How many rows up the lines went; 0 where they did not, or where it does not pay to say so. */
function scrolledBy(before: readonly Uint8Array[], after: readonly Uint8Array[]): number {
  const first = after[0];
  if (first === undefined || first.length === 0 || isSame(before[0] ?? BLANK, first)) return 0;
  const shift = before.findIndex((line, row) => row > 0 && isSame(line, first));
  if (shift <= 0) return 0;
  const kept = before.slice(shift).filter((line, row) => isSame(line, after[row] ?? BLANK)).length;
  return kept >= after.length * KEPT_BY_SCROLLING ? shift : 0;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && Buffer.compare(one, other) === 0;
}
