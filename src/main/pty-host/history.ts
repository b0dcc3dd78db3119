import { mkdir, open, readFile, readdir, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../core/base/clock.ts";
import { type Piece, joinPieces } from "./block-pool.ts";
import { countLines } from "./count-lines.ts";

/** A run of output at one size of the terminal, as it can be replayed; without any where only the size changed. */
export interface HistoryRecord {
  readonly cols: number;
  readonly rows: number;
  /** Whether the program was on the alternate screen when the run began. */
  readonly alternate: boolean;
  readonly bytes: Uint8Array;
}

/**
 * A session's output as bytes on disk, in segments that are dropped from the oldest, so that the newest LINES_KEPT
 * lines are always there. Failing writes (full disk) stop the recording, not the session.
 */
export interface History {
  /** Holds the piece's block until it is written or dropped. */
  append(piece: Piece, alternate: boolean): void;
  resized(cols: number, rows: number, alternate: boolean): void;
  /** Everything kept, oldest first, including what was not written yet. */
  read(): Promise<readonly HistoryRecord[]>;
  /** Writes what waits and closes the file; removes all of it if told so. */
  close(options: { readonly remove: boolean }): Promise<void>;
}

export interface HistoryDeps {
  readonly folder: string;
  readonly clock: Clock;
  readonly cols: number;
  readonly rows: number;
  report(error: unknown): void;
}

/** What is left on disk of a session that no host has any more, oldest first; nothing where the folder is gone. */
export async function readLeftHistory(folder: string): Promise<readonly HistoryRecord[]> {
  const names = await readdir(folder).catch(() => []);
  const records: HistoryRecord[] = [];
  for (const name of names.filter((one) => one.endsWith(".tty")).toSorted()) {
    decodeRecords(await readFile(join(folder, name)), records);
  }
  return records;
}

/** Spec: at least 10,000 lines of scrollback over re-attach. */
export const LINES_KEPT = 10_000;
/** Few writes for many sessions. What is not written when a host dies is lost with the sessions themselves. */
const FLUSH_MS = 5000;
/** What waits in memory at most before a flush; a flood beyond it is shortened first, since most would be dropped anyway. */
const MAX_WAITING_BYTES = 2 * 1024 * 1024;
const SAMPLED = 8;
/** Adjoining reads are kept as one piece of about this size. */
const MAX_JOINED_BYTES = 16 * 1024;
const SEGMENT_BYTES = 1024 * 1024;
/** The bound for programs that hardly ever end a line. */
const MAX_TOTAL_BYTES = 32 * 1024 * 1024;

/** `u32 length · u16 cols · u16 rows · u8 alternate`, then the bytes. */
const RECORD_HEADER_BYTES = 9;

interface Segment {
  readonly file: string;
  bytes: number;
  lines: number;
}

interface Run {
  readonly cols: number;
  readonly rows: number;
  readonly alternate: boolean;
  readonly pieces: Piece[];
  bytes: number;
}

export function createHistory(deps: HistoryDeps): History {
  const { folder, clock } = deps;
  let { cols, rows } = deps;
  let waiting: Run[] = [];
  let waitingBytes = 0;
  /** The flood overran what is on disk, so that it is of no use any more. */
  let overrun = false;
  /** Waiting output was shortened since the timer fired last. */
  let flooding = false;
  let segments: Segment[] = [];
  let nextSegment = 0;
  let current: FileHandle | undefined;
  let timer: Disposable | undefined;
  let writing: Promise<void> = Promise.resolve();
  let broken = false;
  let trimmed = false;

  function flushSoon(): void {
    timer ??= clock.after(FLUSH_MS, () => {
      timer = undefined;
      // In a flood, what is written now is of no use a second later.
      if (flooding && waitingBytes < MAX_WAITING_BYTES) flushSoon();
      else writing = writing.then(flush);
      flooding = false;
    });
  }

  async function flush(): Promise<void> {
    const runs = waiting;
    waiting = [];
    waitingBytes = 0;
    if (broken) {
      for (const { pieces } of runs) for (const { block } of pieces) block.release();
      return;
    }
    if (runs.length === 0) return;
    try {
      if (overrun) await dropSegments(segments.length);
      overrun = false;
      for (const run of runs) await writeRun(run);
      await dropSegments(spareSegments());
    } catch (error) {
      broken = true;
      deps.report(error);
    }
  }

  async function writeRun(run: Run): Promise<void> {
    let segment = segments.at(-1);
    if (current === undefined || segment === undefined || segment.bytes >= SEGMENT_BYTES) {
      await current?.close();
      await mkdir(folder, { recursive: true, mode: 0o700 });
      segment = { file: join(folder, `${String(nextSegment).padStart(8, "0")}.tty`), bytes: 0, lines: 0 };
      nextSegment += 1;
      current = await open(segment.file, "w", 0o600);
      segments.push(segment);
    }
    const whole = Buffer.concat([encodeHeader(run), ...run.pieces.map((piece) => piece.bytes)]);
    for (const piece of run.pieces) piece.block.release();
    await current.write(whole);
    segment.bytes += whole.length;
    segment.lines += countLines(whole);
  }

  /** How many of the oldest segments are not needed for the lines to keep, or are too much. */
  function spareSegments(): number {
    let lines = 0;
    let bytes = 0;
    let needed = 0;
    for (const segment of segments.toReversed()) {
      if (needed > 0 && (lines >= LINES_KEPT || bytes >= MAX_TOTAL_BYTES)) break;
      lines += segment.lines;
      bytes += segment.bytes;
      needed += 1;
    }
    return segments.length - needed;
  }

  async function dropSegments(count: number): Promise<void> {
    const dropped = segments.slice(0, count);
    segments = segments.slice(count);
    trimmed ||= dropped.length > 0;
    if (segments.length === 0) {
      await current?.close();
      current = undefined;
    }
    for (const segment of dropped) await rm(segment.file, { force: true });
  }

  /**
   * A flood: the lines to keep fit into what waits, so that the rest need not go to disk. How many bytes they take is
   * judged by one piece in SAMPLED, with a quarter to spare; counting all of them would cost as much as reading them.
   */
  function shorten(): void {
    const sample = waiting.flatMap((run) => run.pieces).filter((_, index) => index % SAMPLED === 0);
    const sampleBytes = sample.reduce((sum, piece) => sum + piece.bytes.length, 0);
    const sampleLines = sample.reduce((sum, piece) => sum + countLines(piece.bytes), 1);
    const wanted = (1.25 * LINES_KEPT * sampleBytes) / sampleLines;
    if (wanted >= waitingBytes) {
      timer?.[Symbol.dispose]();
      timer = undefined;
      writing = writing.then(flush);
      return;
    }
    overrun = true;
    flooding = true;
    trimmed = true;
    let surplus = waitingBytes - wanted;
    for (const run of waiting) {
      let dropped = 0;
      for (const { bytes, block } of run.pieces) {
        if (bytes.length > surplus) break;
        block.release();
        dropped += 1;
        run.bytes -= bytes.length;
        waitingBytes -= bytes.length;
        surplus -= bytes.length;
      }
      run.pieces.splice(0, dropped);
      if (run.pieces.length > 0) break;
    }
    waiting = waiting.filter((run, index) => run.bytes > 0 || index === waiting.length - 1);
  }

  function begin(alternate: boolean): Run {
    const run: Run = { cols, rows, alternate, pieces: [], bytes: 0 };
    waiting.push(run);
    return run;
  }

  return {
    append(piece, alternate) {
      if (broken) return;
      let run = waiting.at(-1);
      if (run?.cols !== cols || run.rows !== rows || run.alternate !== alternate) run = begin(alternate);
      const last = run.pieces.at(-1);
      const joined = last === undefined ? undefined : joinPieces(last, piece, MAX_JOINED_BYTES);
      if (joined === undefined) {
        piece.block.hold();
        run.pieces.push(piece);
      } else run.pieces[run.pieces.length - 1] = { bytes: joined, block: piece.block };
      run.bytes += piece.bytes.length;
      waitingBytes += piece.bytes.length;
      if (waitingBytes >= MAX_WAITING_BYTES) shorten();
      flushSoon();
    },
    resized(toCols, toRows, alternate) {
      cols = toCols;
      rows = toRows;
      // Lines move between the screen and what is above it even where nothing is written afterwards.
      if (!broken) begin(alternate);
    },
    async read() {
      writing = writing.then(flush);
      await writing;
      const records: HistoryRecord[] = [];
      for (const segment of segments) {
        decodeRecords(await readFile(segment.file), records);
      }
      const [first, ...rest] = records;
      // What was cut off may have ended in the middle of a line or a control sequence.
      if (first === undefined || !trimmed) return records;
      return [{ ...first, bytes: first.bytes.subarray(first.bytes.indexOf(0x0a) + 1) }, ...rest];
    },
    async close({ remove }) {
      timer?.[Symbol.dispose]();
      broken ||= remove;
      writing = writing.then(flush);
      await writing;
      await current?.close();
      current = undefined;
      if (remove) await rm(folder, { recursive: true, force: true });
    },
  };
}

function encodeHeader(run: Run): Uint8Array {
  const header = Buffer.alloc(RECORD_HEADER_BYTES);
  header.writeUInt32BE(run.bytes, 0);
  header.writeUInt16BE(run.cols, 4);
  header.writeUInt16BE(run.rows, 6);
  header.writeUInt8(run.alternate ? 1 : 0, 8);
  return header;
}

function decodeRecords(file: Buffer, into: HistoryRecord[]): void {
  let at = 0;
  while (at + RECORD_HEADER_BYTES <= file.length) {
    const end = at + RECORD_HEADER_BYTES + file.readUInt32BE(at);
    into.push({
      cols: file.readUInt16BE(at + 4),
      rows: file.readUInt16BE(at + 6),
      alternate: file.readUInt8(at + 8) === 1,
      bytes: file.subarray(at + RECORD_HEADER_BYTES, end),
    });
    at = end;
  }
}
