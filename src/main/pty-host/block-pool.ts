/** A piece of output, in memory that is used again once everybody has let go of it. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly block: Block;
}

/** Memory that several hold: whoever keeps a piece of it calls `hold`, and `release` once when done. */
export interface Block {
  readonly memory: Buffer;
  hold(): void;
  release(): void;
}

export interface BlockPool {
  /** A block that the caller holds. */
  take(): Block;
}

/** Sixteen reads of a terminal. */
const BLOCK_BYTES = 64 * 1024;
/** Free blocks that are kept; in a flood of 25 sessions some hundreds are in use. */
const MAX_FREE = 128;

/**
 * Output is copied once, into blocks that debt and history share. Fresh memory for every block would cost more than
 * the copying: the system clears each page when it is first touched.
 */
export function createBlockPool(): BlockPool {
  const free: Buffer[] = [];
  return {
    take() {
      const memory = free.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES);
      let holders = 1;
      return {
        memory,
        hold() {
          holders += 1;
        },
        release() {
          holders -= 1;
          if (holders === 0 && free.length < MAX_FREE) free.push(memory);
        },
      };
    },
  };
}

/** The two as one, when one lies behind the other in the same memory and they are not `maxBytes` already. */
export function joinPieces(first: Piece, second: Piece, maxBytes: number): Uint8Array | undefined {
  const adjoin =
    first.block === second.block &&
    first.bytes.byteOffset + first.bytes.length === second.bytes.byteOffset &&
    first.bytes.length < maxBytes;
  if (!adjoin) return undefined;
  return new Uint8Array(first.bytes.buffer, first.bytes.byteOffset, first.bytes.length + second.bytes.length);
}
