import * as fc from "fast-check";
import xterm from "@xterm/headless";
import { describe, expect, it } from "vitest";
import { createBlockPool } from "./block-pool.ts";
import { type OutputScanner, createOutputScanner } from "./output-scanner.ts";
import { createScreenDebt } from "./screen-debt.ts";
import { serializeScreen } from "./serialize-screen.ts";

const COLS = 20;
const ROWS = 6;
const SCROLLBACK = 4;
/** DROVER_SEED looks for streams that nobody has thought of yet: a number, or nothing for the usual one. */
const SEED = Number(process.env["DROVER_SEED"] ?? 7);

/**
 * Output as programs and vandals write it: text, wide and joined characters, colours, cursor play, cut-off sequences.
 * No U+10000, U+40000 and their like: xterm.js loses them when a write ends in their middle.
 */
const fragment = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom("one line\r\n", "x\n", "\r\n", "tab\tstop\r\n", "long ".repeat(9), "\r", "é→漢字🐑\r\n"),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "\x1b[31m",
      "\x1b[0m",
      "\x1b[m",
      "\x1b[1;38;5;200m",
      "\x1b[48;2;1;2;3m",
      "\x1b[K",
      "\x1b[1K",
      "\x1b[22;39m",
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "\x1b[H",
      "\x1b[2J",
      "\x1b[3;5H",
      "\x1b[A",
      "\x1b[2;4r",
      "\x1b[r",
      "\x1b[?6h",
      "\x1b[?6l",
      "\x1b[4h",
      "\x1b[4l",
      "\x1b[?7l",
      "\x1b[?7h",
      "\x1b[?1049h",
      "\x1b[?1049l",
      "\x1b7",
      "\x1b8",
      "\x1bM",
      "\x1b[L",
      "\x1b[2M",
      "\x1b[S",
      "\x1b(0",
      "\x1b(B",
      "\x1b)0",
      "\x1b%@",
      "\x0e",
      "\x0f",
      "\b",
      "\x1bc",
      "\x1b[!p",
      "\x1b[?25l",
      "\x1b[?2004h",
      "\x1b]0;title\x07",
      "\x1b]2;half",
      "\x1b\\",
      "\x07",
      "\x1bPq",
      "\x18",
      "\x1b[",
      "\x1b",
      "\u009b31m",
      "Â©",
      "\x1b[5X",
      "\x1b[3@",
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary-ascii", maxLength: 8 }) },
);

const stream: fc.Arbitrary<Buffer> = fc
  .array(fc.tuple(fragment, fc.integer({ min: 1, max: 12 })), { maxLength: 60 })
  .map((parts) =>
    Buffer.from(parts.map(([text, times]) => (text.endsWith("\n") ? text.repeat(times) : text)).join("")),
  );

/** Of few letters, whose looks depend on character sets, on what was saved of them, and on the screen. */
const charsets: fc.Arbitrary<Buffer> = fc
  .array(
    fc.constantFrom(
      ..."q q[ \x1b(0 \x1b(K \x1b(B \x1b)0 \x1b*K \x1b%G \x0e \x0f \x1bn \x1b7 \x1b8 \x1b8 \x1b[31m \x1b[!p \x1b[?1049h \x1b[?1049l".split(
        " ",
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => Buffer.from(parts.join("")));

function newTerminal(): xterm.Terminal {
  return new xterm.Terminal({ cols: COLS, rows: ROWS, scrollback: SCROLLBACK, allowProposedApi: true });
}

function write(terminal: xterm.Terminal, bytes: Uint8Array | string): Promise<void> {
  return new Promise((resolve) => {
    terminal.write(bytes, resolve);
  });
}

/** Everything a person can see, with its looks. */
function picture(terminal: xterm.Terminal, withScrollback: boolean): unknown {
  const { active } = terminal.buffer;
  const from = withScrollback ? 0 : active.baseY;
  const lines = [];
  for (let y = from; y < active.baseY + terminal.rows; y += 1) {
    const line = active.getLine(y);
    const cells = [];
    for (let x = 0; x < terminal.cols; x += 1) {
      const cell = line?.getCell(x);
      if (cell === undefined) continue;
      const ground = [cell.getBgColor(), cell.getBgColorMode(), cell.isInverse()].join(",");
      const ink = [cell.getFgColor(), cell.getFgColorMode(), cell.isBold()].join(",");
      const chars = cell.getChars();
      cells.push(chars.trim() === "" ? ` /${ground}` : `${chars}/${cell.getWidth()}/${ground}/${ink}`);
    }
    lines.push(cells);
  }
  return { type: active.type, cursor: [active.cursorX, active.cursorY], lines };
}

/** What saves where the cursor stands. */
const SAVES = /\x1b7|\x1b\[\?(?:1048|1049)h|\x1b\[s|\u009bs/;

/**
 * The stream without what goes back to where a program saved the cursor before, which is not repeated: not on the normal screen,
 * be it that the alternate one is left which was never entered. Nor is half of a character.
 */
function withoutRestores(stream: Buffer, scanner: OutputScanner): Buffer {
  const leave = "\u001b[?1049l";
  const [first = "", ...rest] = stream.toString().replaceAll("\u001b8", "").split(leave);
  scanner.scan(Buffer.from(first));
  const kept = rest.map((piece) => {
    const text = scanner.modes.alternate ? leave + piece : piece;
    scanner.scan(Buffer.from(text));
    return text;
  });
  return Buffer.from([first, ...kept].join(""));
}

const silent = { title() {}, notification() {}, bell() {}, query() {}, colorQuery() {} };

/** Brings the stream onto a screen the way a session does, in pieces and with debts shortened at every chance. */
async function viaDebt(bytes: Uint8Array, pieceBytes: number) {
  const terminal = newTerminal();
  const scanner = createOutputScanner(silent);
  const debt = createScreenDebt();
  const pool = createBlockPool();
  let shortened = false;
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const block = pool.take();
    const piece = block.memory.subarray(0, Math.min(pieceBytes, bytes.length - at));
    piece.set(bytes.subarray(at, at + pieceBytes));
    const startsInGround = scanner.ground;
    const penBefore = scanner.pen;
    debt.add({ bytes: piece, block, kind: scanner.scan(piece), startsInGround, penBefore });
    block.release();
    const before = debt.bytes;
    if (scanner.modes.margins === undefined) debt.shorten(2 * ROWS + SCROLLBACK + 1);
    shortened ||= debt.bytes < before;
  }
  for (let owed = debt.take(7); owed !== undefined; owed = debt.take(7)) await write(terminal, owed);
  return { terminal, scanner, shortened };
}

describe("the screen of a session", () => {
  it("is the same as one that was fed with everything, however the output came and whatever was left out", async () => {
    let shortenings = 0;
    await fc.assert(
      fc.asyncProperty(stream, fc.integer({ min: 1, max: 40 }), async (bytes, pieceBytes) => {
        const plain = newTerminal();
        await write(plain, bytes);
        const { terminal, shortened } = await viaDebt(bytes, pieceBytes);
        if (shortened) shortenings += 1;
        expect(picture(terminal, true)).toEqual(picture(plain, true));
      }),
      { numRuns: 300, seed: SEED },
    );
    expect(shortenings).toBeGreaterThan(20);
  });

  it("looks the same where it is repeated from a snapshot, now and after whatever comes next", async () => {
    const either = fc.oneof(stream, charsets);
    await fc.assert(
      fc.asyncProperty(either, either, async (before, after) => {
        const plain = newTerminal();
        const scanner = createOutputScanner(silent);
        await write(plain, before);
        scanner.scan(before);
        fc.pre(scanner.ground);
        const copy = newTerminal();
        await write(copy, serializeScreen(plain, scanner.modes, SCROLLBACK));
        expect(picture(copy, false)).toEqual(picture(plain, false));
        const hasSaved = SAVES.test(before.toString()) || SAVES.test(after.toString());
        // As text, since half of a character is not repeated either.
        const next = hasSaved ? withoutRestores(after, scanner) : Buffer.from(after.toString());
        await write(plain, next);
        await write(copy, next);
        expect(picture(copy, false)).toEqual(picture(plain, false));
      }),
      { numRuns: 500, seed: SEED },
    );
  });
});
