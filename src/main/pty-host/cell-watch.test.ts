import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ManualClock } from "../core/base/clock.ts";
import {
  CELL,
  type CellScreen,
  EMPTY_SCREEN,
  RGB,
  applyCellUpdate,
  textOfScreen,
} from "../../shared/wire/cell-screen.ts";
import { decodeTerminalFrame } from "../../shared/wire/terminal-frame.ts";
import { CELL_PERIOD_MS, type CellWatch, createCellWatch } from "./cell-watch.ts";
import { createScreen } from "./screen.ts";

interface Looker {
  readonly watch: CellWatch;
  readonly screen: CellScreen;
  readonly updates: number;
  readonly bytes: number;
  readonly exit: number | undefined;
  /** Takes one more update. */
  ask(): void;
}

function house(cols = 20, rows = 6) {
  const clock = new ManualClock();
  const screen = createScreen({ cols, rows, scrollback: 10, reply: () => {} });
  let title = "";
  const lookers: Looker[] = [];

  function look(): Looker {
    let shown = EMPTY_SCREEN;
    let seq = 0;
    let updates = 0;
    let bytes = 0;
    let exit: number | undefined;
    const watch = createCellWatch({
      clock,
      stream: 7,
      terminal: screen.terminal,
      isCursorHidden: () => false,
      title: () => title,
      settle: (callback) => {
        callback();
      },
      send(sent) {
        const frame = decodeTerminalFrame(sent);
        if (frame?.op === "exit") exit = frame.code;
        if (frame?.op !== "cells") return;
        const applied = applyCellUpdate(shown, frame.bytes);
        if (applied === undefined) throw new Error("The update makes no sense.");
        shown = applied.screen;
        seq = frame.seq;
        updates += 1;
        bytes = frame.bytes.length;
      },
    });
    const looker: Looker = {
      watch,
      get screen() {
        return shown;
      },
      get updates() {
        return updates;
      },
      get bytes() {
        return bytes;
      },
      get exit() {
        return exit;
      },
      ask() {
        watch.ask(seq);
      },
    };
    lookers.push(looker);
    return looker;
  }

  return {
    clock,
    look,
    terminal: screen.terminal,
    async write(text: string) {
      await new Promise<void>((resolve) => {
        screen.write(Buffer.from(text), resolve);
      });
      for (const { watch } of lookers) watch.changed();
    },
    resize(toCols: number, toRows: number) {
      screen.resize(toCols, toRows);
      for (const { watch } of lookers) watch.changed();
    },
    setTitle(text: string) {
      title = text;
      for (const { watch } of lookers) watch.changed();
    },
    /** Not beyond the last column, where a terminal that was made narrower may keep something. */
    text() {
      const { cols, rows, buffer } = screen.terminal;
      const { active } = buffer;
      return Array.from(
        { length: rows },
        (_, row) =>
          active
            .getLine(active.baseY + row)
            ?.translateToString(true, 0, cols)
            .trimEnd() ?? "",
      );
    },
  };
}

const fragment = fc.constantFrom(
  "one line\r\n",
  "x\n",
  "\r\n",
  "\r\n\r\n\r\n",
  "long ".repeat(9),
  "a  b          c\r",
  "é→漢字🐑한글\r\n",
  "e\u0301\u0302 👩‍👩‍👧 🏳️‍🌈",
  "\x1b[31m",
  "\x1b[0m",
  "\x1b[1;38;5;200m",
  "\x1b[4;48;2;1;2;3m",
  "\x1b[7m",
  "\x1b[K",
  "\x1b[1K",
  "\x1b[2J",
  "\x1b[H",
  "\x1b[3;5H",
  "\x1b[L",
  "\x1b[2M",
  "\x1b[S",
  "\x1b[2;4r",
  "\x1b[r",
  "\x1b[?1049h",
  "\x1b[?1049l",
  "\x1bc",
);
const step = fc.oneof(
  { weight: 12, arbitrary: fragment },
  { weight: 3, arbitrary: fc.constant("look" as const) },
  { weight: 1, arbitrary: fc.record({ cols: fc.integer({ min: 2, max: 40 }), rows: fc.integer({ min: 1, max: 12 }) }) },
);

describe("a watch of cells", () => {
  it("comes by differences to what a whole picture shows, whatever is written and however it is resized", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { clock, look, write, resize, text } = house();
        const follower = look();
        follower.ask();
        for (const one of steps) {
          if (one === "look") {
            clock.advance(CELL_PERIOD_MS);
            follower.ask();
          } else if (typeof one === "string") await write(one);
          else resize(one.cols, one.rows);
        }
        clock.advance(CELL_PERIOD_MS);
        follower.ask();
        clock.advance(CELL_PERIOD_MS);
        const newcomer = look();
        newcomer.ask();
        expect(follower.screen).toEqual(newcomer.screen);
        expect(textOfScreen(follower.screen)).toEqual(text());
      }),
      { numRuns: 300 },
    );
  });

  it("tells attributes, colours of both kinds, wide characters and accents, each in its cells", async () => {
    const { look, write } = house();
    const looker = look();
    await write("a\x1b[1;31mbo ld\x1b[0m 漢字\x1b[3;38;2;1;2;3;48;5;99me\u0301\x1b[0m🐑.");
    looker.ask();
    expect(looker.screen.lines[0]).toEqual([
      { column: 0, cells: 1, text: "a", attributes: 0, foreground: -1, background: -1 },
      { column: 1, cells: 5, text: "bo ld", attributes: CELL.BOLD, foreground: 1, background: -1 },
      { column: 6, cells: 1, text: "", attributes: 0, foreground: -1, background: -1 },
      { column: 7, cells: 4, text: "漢字", attributes: CELL.WIDE, foreground: -1, background: -1 },
      {
        column: 11,
        cells: 1,
        text: "e\u0301",
        attributes: CELL.ITALIC | CELL.JOINED,
        foreground: RGB | 0x010203,
        background: 99,
      },
      { column: 12, cells: 2, text: "🐑", attributes: CELL.WIDE, foreground: -1, background: -1 },
      { column: 14, cells: 1, text: ".", attributes: 0, foreground: -1, background: -1 },
    ]);
    expect(looker.screen.cursor).toEqual({ x: 15, y: 0, isHidden: false });
  });

  it("sends the first picture at once, later ones no more often than four times a second, and none while nothing changes", async () => {
    const { clock, look, write, setTitle } = house();
    const looker = look();
    looker.ask();
    expect(looker.updates).toBe(1);
    looker.ask();
    clock.advance(60_000);
    expect(looker.updates).toBe(1);
    await write("one");
    expect(looker.updates).toBe(2);
    looker.ask();
    await write("two");
    clock.advance(CELL_PERIOD_MS - 1);
    expect(looker.updates).toBe(2);
    clock.advance(1);
    expect(looker.updates).toBe(3);
    // Written, but nothing looks different: it goes on waiting.
    looker.ask();
    await write("\r\x1b[6C");
    clock.advance(60_000);
    expect(looker.updates).toBe(3);
    setTitle("busy");
    expect(looker.updates).toBe(4);
    expect(looker.screen.title).toBe("busy");
  });

  it("makes nothing for who does not ask, and everything anew for who lost what it had", async () => {
    const { clock, look, write } = house();
    const looker = look();
    looker.ask();
    for (let index = 0; index < 10; index += 1) {
      await write(`line ${index}\r\n`);
      clock.advance(1000);
    }
    // One update was asked for, of the empty screen; nobody asked since.
    expect(looker.updates).toBe(1);
    looker.watch.ask(0);
    expect(textOfScreen(looker.screen)).toContain("line 9");
    expect(looker.bytes).toBeGreaterThan(60);
  });

  it("tells lines that scrolled as such, instead of all of them again", async () => {
    const { clock, look, write } = house(60, 24);
    const looker = look();
    for (let index = 0; index < 40; index += 1) await write(`${index}: ${"some words ".repeat(4)}\r\n`);
    looker.ask();
    const whole = looker.bytes;
    looker.ask();
    clock.advance(CELL_PERIOD_MS);
    await write(`and one more ${"word ".repeat(6)}\r\n`);
    clock.advance(CELL_PERIOD_MS);
    expect(looker.updates).toBe(2);
    expect(looker.bytes).toBeLessThan(whole / 10);
  });

  it("sends the last screen and then the end", async () => {
    const { clock, look, write } = house();
    const looker = look();
    looker.ask();
    looker.ask();
    clock.advance(CELL_PERIOD_MS);
    await write("bye");
    looker.watch.exited(3);
    looker.ask();
    clock.advance(CELL_PERIOD_MS);
    expect(textOfScreen(looker.screen)[0]).toBe("bye");
    expect(looker.exit).toBe(3);
  });

  it("refuses an update that is cut off or speaks of lines that are not there", () => {
    expect(applyCellUpdate(EMPTY_SCREEN, new Uint8Array(5))).toBeUndefined();
    const cut = new Uint8Array([0, 2, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 9, 1]);
    expect(applyCellUpdate(EMPTY_SCREEN, cut)).toBeUndefined();
    const beyond = new Uint8Array([0, 2, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0]);
    expect(applyCellUpdate(EMPTY_SCREEN, beyond)).toBeUndefined();
  });
});
