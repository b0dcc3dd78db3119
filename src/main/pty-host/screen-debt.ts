import { countLines } from "./count-lines.ts";

/**
 * Output that the screen has not seen yet. Parsing it is by far the most expensive thing a host does, and nobody looks
 * at most screens, so a session may owe its screen some output until somebody looks, asks, or the debt grows large.
 *
 * A flood of lines is shortened exactly: text, line ends, colours and line erasing leave nothing on a screen once
 * enough further lines followed, except the place and attributes of the cursor, which the kept rest sets again.
 */
export interface ScreenDebt {
  /** `bytes` must not change afterwards. `pen` and `ground` are the scanner's before it scanned them. */
  add(piece: DebtPiece): void;
  readonly bytes: number;
  /** Drops what can have no effect when `lines` line ends follow it; what remains has the same effect. */
  shorten(lines: number): void;
  /** Removes and returns up to about `maxBytes`, oldest first; undefined when nothing is owed. */
  take(maxBytes: number): Uint8Array | undefined;
}

export interface DebtPiece {
  readonly bytes: Uint8Array;
  readonly kind: "lines" | "other";
  readonly startsInGround: boolean;
  readonly penBefore: string;
}

const CARRIAGE_RETURN = 0x0d;

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
      if (last?.kind === "lines" && piece.kind === "lines" && adjoin(last.bytes, piece.bytes)) {
        pieces[pieces.length - 1] = { ...last, bytes: joined(last.bytes, piece.bytes) };
      } else pieces.push(piece);
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
        startsInGround: true,
        penBefore: "",
      };
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
      const [only] = taken;
      if (taken.length === 1 && only !== undefined) return only.bytes;
      return Buffer.concat(
        taken.map((piece) => piece.bytes),
        size,
      );
    },
  };
}

/** Pieces of this size are not made larger: where a flood is cut, whole pieces are kept. */
const MAX_JOINED_BYTES = 16 * 1024;

/** Whether one lies behind the other in the same memory. */
function adjoin(first: Uint8Array, second: Uint8Array): boolean {
  return (
    first.buffer === second.buffer &&
    first.byteOffset + first.length === second.byteOffset &&
    first.length < MAX_JOINED_BYTES
  );
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  return new Uint8Array(first.buffer, first.byteOffset, first.length + second.length);
}
