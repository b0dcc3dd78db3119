import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import type { LedgerEvent } from "../../../../shared/model/event.ts";
import { type Decoded, decodeJournalLine } from "./event-codec.ts";
import type { Quarantine } from "./quarantine.ts";
import type { StoreNotice } from "./record-store.ts";

/** One file of the journal. `lastSeq` is `firstSeq - 1` while it is empty. */
export interface JournalSegment {
  readonly file: string;
  readonly firstSeq: number;
  lastSeq: number;
  /** Whole lines only. */
  bytes: number;
}

export interface JournalContents {
  /** Names the numbering that `seq` belongs to: 8 hexadecimal digits, made with the journal. */
  readonly stream: string;
  /** Oldest first. */
  readonly segments: JournalSegment[];
  readonly events: readonly LedgerEvent[];
  /** The newest number given away, also to a line that is damaged. */
  readonly lastSeq: number;
}

/** `<stream>.<first seq>.jsonl` */
export const SEGMENT_NAME = /^([0-9a-f]{8})\.([0-9]{12})\.jsonl$/;

export function segmentFile(dir: string, stream: string, firstSeq: number): string {
  return path.join(dir, `${stream}.${String(firstSeq).padStart(12, "0")}.jsonl`);
}

/**
 * Reads the whole journal, making the folder if need be. Cuts a torn last line off; leaves damaged lines out, in quarantine.
 * Throws what the file system throws, and when files of two journals lie in the folder.
 */
export function readJournal(
  dir: string,
  deps: { readonly quarantine: Quarantine; readonly notice: (notice: StoreNotice) => void },
): JournalContents {
  mkdirSync(dir, { recursive: true });
  const found = readdirSync(dir)
    .map((name) => SEGMENT_NAME.exec(name))
    .filter((match) => match !== null)
    .map((match) => ({ stream: match[1] ?? "", firstSeq: Number(match[2]), file: path.join(dir, match[0]) }))
    .toSorted((a, b) => a.firstSeq - b.firstSeq);
  const stream = found[0]?.stream ?? randomBytes(4).toString("hex");
  if (found.some((segment) => segment.stream !== stream)) {
    throw new Error(`Files of two journals lie in ${dir}: ${[...new Set(found.map((f) => f.stream))].join(", ")}`);
  }
  const segments: JournalSegment[] = [];
  const events: LedgerEvent[] = [];
  let lastSeq = 0;
  for (const [index, { file, firstSeq }] of found.entries()) {
    const bytes = readFileSync(file);
    lastSeq = Math.max(lastSeq, firstSeq - 1);
    const whole = index < found.length - 1 ? bytes : endOfLine(file, bytes, deps.notice);
    let number = 0;
    for (const line of linesOf(whole)) {
      number += 1;
      const decoded = inOrder(decodeJournalLine(line), events.at(-1)?.seq ?? 0);
      if (decoded.ok) events.push(decoded.value);
      else deps.quarantine.keep({ file, line: number, reason: decoded.reason, bytes: line });
      // Numbers that a damaged line may have had are not given away again; where line feeds are damaged it had several.
      lastSeq = decoded.ok ? decoded.value.seq : lastSeq + numbersIn(line);
    }
    segments.push({ file, firstSeq, lastSeq, bytes: whole.length });
  }
  return { stream, segments, events, lastSeq };
}

/** The lines of a file, without their line feeds; also a last one that has none. */
export function* linesOf(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length;) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed;
    yield bytes.subarray(start, end);
    start = end + 1;
  }
}

/** How many events a damaged line may have been. */
function numbersIn(line: Buffer): number {
  return Math.max(1, line.toString("latin1").split('{"seq":').length - 1);
}

function inOrder(decoded: Decoded<LedgerEvent>, lastSeq: number): Decoded<LedgerEvent> {
  if (!decoded.ok || decoded.value.seq > lastSeq) return decoded;
  return { ok: false, reason: `number ${decoded.value.seq} comes after ${lastSeq}` };
}

/**
 * Ends the newest file with a whole line, as it must before it is added to: a torn tail is cut off, since nobody was told
 * that it is durable. A whole line whose line feed alone is damaged was, so it gets one, and stays as a damaged line.
 */
function endOfLine(file: string, bytes: Buffer, notice: (notice: StoreNotice) => void): Buffer {
  const end = bytes.lastIndexOf(0x0a) + 1;
  const tail = bytes.subarray(end);
  if (tail.length === 0) return bytes;
  const isWhole = decodeJournalLine(tail.subarray(0, -1)).ok;
  const fd = openSync(file, "r+");
  try {
    if (isWhole) writeSync(fd, "\n", bytes.length);
    else ftruncateSync(fd, end);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  if (isWhole) return Buffer.concat([bytes, Buffer.from("\n")]);
  notice({
    code: "journal-tail-dropped",
    message: `The journal ended in the middle of a line, as after a crash. The ${tail.length} bytes at the end of ${file} were dropped; no change in them had been acknowledged.`,
    details: { file, bytes: tail.length },
  });
  return bytes.subarray(0, end);
}
