import { type Block, type Piece, joinPieces } from "./block-pool.ts";
import { countLines } from "./count-lines.ts";

/**
 * Output that the screen has not seen yet. Parsing it is by far the most expensive thing a host does, and nobody looks
 * at most screens, so a session may owe its screen some output until somebody looks, asks, or the debt grows large.
 *
 * A flood of lines is shortened exactly: text, line ends, colours and line erasing leave nothing on a screen once
 * enough further lines followed, except the place and attributes of the cursor, which the kept rest sets again.
 */
export interface ScreenDebt {
  /** Holds the piece's block until it is taken or dropped. Pen and ground are the scanner's before it scanned it. */
  add(piece: DebtPiece): void;
  readonly bytes: number;
  /** Drops what can have no effect when `lines` line ends follow it; what remains has the same effect. */
  shorten(lines: number): void;
  /** Removes and returns a copy of up to about `maxBytes`, oldest first; undefined when nothing is owed. */
  take(maxBytes: number): Uint8Array | undefined;
  /** Lets go of everything. */
  clear(): void;
}

export interface DebtPiece extends Piece {
  readonly kind: "lines" | "other";
  readonly startsInGround: boolean;
  readonly penBefore: string;
}

const CARRIAGE_RETURN = 0x0d;
/** Pieces of this size are not made larger: where a flood is cut, whole pieces are kept. */
const MAX_JOINED_BYTES = 16 * 1024;
/** Of the few bytes that are made here. */
const OWN_MEMORY: Block = { memory: Buffer.alloc(0), hold() {}, release() {} };

export function createScreenDebt(): ScreenDebt {
  let pieces: DebtPiece[] = [];
  let bytes = 0;

  return {
    get bytes() {
      return bytes;
    },
    add(piece) {
      const last = pieces.at(-1);
      bytes += piece.bytes.length;
      const joined = last?.kind === piece.kind ? joinPieces(last, piece, MAX_JOINED_BYTES) : undefined;
      if (last !== undefined && joined !== undefined) pieces[pieces.length - 1] = { ...last, bytes: joined };
      else {
        piece.block.hold();
        pieces.push(piece);
      }
    },
    shorten(lines) {
      let kept = 0;
      let cut = -1;
      for (let index = pieces.length - 1; index >= 0; index -= 1) {
        const piece = pieces[index];
        if (piece?.kind !== "lines") break;
        // Only behind a return is it known in which column the text stands.
        const known = piece.bytes.indexOf(CARRIAGE_RETURN);
        if (known >= 0 && piece.startsInGround) {
          if (kept + countLines(piece.bytes.subarray(known)) > lines) {
            cut = index;
            break;
          }
        }
        kept += countLines(piece.bytes);
      }
      if (cut <= 0) return;
      let from = cut;
      while (from > 0 && pieces[from - 1]?.kind === "lines") from -= 1;
      const rest = pieces[cut];
      if (from === cut || rest === undefined || pieces[from]?.startsInGround !== true) return;
      const again: DebtPiece = {
        bytes: Buffer.from(`\r\x1b[0m${rest.penBefore}`),
        kind: "lines",
        block: OWN_MEMORY,
        startsInGround: true,
        penBefore: "",
      };
      for (const piece of pieces.slice(from, cut)) piece.block.release();
      pieces = [...pieces.slice(0, from), again, ...pieces.slice(cut)];
      bytes = pieces.reduce((sum, piece) => sum + piece.bytes.length, 0);
    },
    take(maxBytes) {
      if (pieces.length === 0) return undefined;
      let count = 0;
      let size = 0;
      while (count < pieces.length && (count === 0 || size + (pieces[count]?.bytes.length ?? 0) <= maxBytes)) {
        size += pieces[count]?.bytes.length ?? 0;
        count += 1;
      }
      const taken = pieces.splice(0, count);
      bytes -= size;
      const whole = Buffer.concat(
        taken.map((piece) => piece.bytes),
        size,
      );
      for (const piece of taken) piece.block.release();
      return whole;
    },
    clear() {
      for (const piece of pieces) piece.block.release();
      pieces = [];
      bytes = 0;
    },
  };
}
