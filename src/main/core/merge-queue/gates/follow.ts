import { type FileHandle, open } from "node:fs/promises";
import type { CursoredEvent } from "../../../../shared/contract/handlers.ts";
import type { EventOf } from "../../../../shared/contract/contract.ts";
import { isMissing } from "../../platform/fs/exists.ts";
import { logFile } from "./output.ts";
import type { GateOutputs } from "./outputs.ts";
import type { KeptGate } from "./kept-run.ts";

type OutputEvent = EventOf<"mq.output">;

/** Small enough that a reader sees it move, large enough that a long log is no thousand events. */
const PIECE_BYTES = 64 * 1024;

export interface FollowOptions {
  readonly run: string;
  /** That gate alone. */
  readonly gate: string | undefined;
  /** Begins so many bytes before the end of what a gate has printed by now. */
  readonly last: number | undefined;
  readonly after: string | undefined;
  readonly signal: AbortSignal;
}

/** How far a reader is with one gate. */
interface Place {
  /** Of the next byte to read. */
  offset: number;
  hasBegun: boolean;
  hasEnded: boolean;
}

/**
 * What a run prints, until it has ended. Read from the files at the reader's own pace: a slow one keeps nobody waiting and
 * nothing in memory. What is removed while it is read ends the stream.
 */
export async function* followRun(
  outputs: GateOutputs,
  options: FollowOptions,
): AsyncGenerator<CursoredEvent<OutputEvent>> {
  const { run, after, signal } = options;
  const places = readCursor(after);
  let wake = Promise.withResolvers<void>();
  const rouse = () => wake.resolve();
  using _watch = outputs.watch(run, rouse);
  signal.addEventListener("abort", rouse);
  try {
    while (!signal.aborted) {
      wake = Promise.withResolvers<void>();
      const facts = outputs.get(run);
      if (facts === undefined) return;
      let hasNews = false;
      for (const [index, gate] of facts.gates.entries()) {
        if (gate.state === "pending" || (options.gate !== undefined && options.gate !== gate.name)) continue;
        const place = placeAt(places, index);
        const file = logFile(outputs.folderOf(run), index, gate.name);
        for await (const value of newsOf(gate, { place, file, last: options.last })) {
          hasNews = true;
          yield { cursor: cursorOf(places), value };
          if (signal.aborted) return;
        }
      }
      if (hasNews) continue;
      if (facts.state !== "running") return;
      await wake.promise;
    }
  } finally {
    signal.removeEventListener("abort", rouse);
  }
}

interface Reader {
  /** Moved on by what is told. */
  readonly place: Place;
  readonly file: string;
  readonly last: number | undefined;
}

/** What is new of one gate by the facts given. */
async function* newsOf(gate: KeptGate, { place, file, last }: Reader): AsyncGenerator<OutputEvent> {
  let skipped = 0;
  if (!place.hasBegun) {
    place.hasBegun = true;
    skipped = last === undefined ? 0 : Math.max(0, gate.bytes - last);
    place.offset = skipped;
    yield { kind: "started", gate: gate.name, at: gate.startedAt ?? 0 };
  }
  const isOver = gate.state !== "running";
  await using handle = place.offset < gate.bytes ? await openLog(file) : undefined;
  while (handle !== undefined && place.offset < gate.bytes) {
    const piece = await readPiece(handle, place.offset, gate.bytes);
    const length = isOver && place.offset + piece.length >= gate.bytes ? piece.length : wholeCharacters(piece);
    if (length === 0) break;
    place.offset += length;
    const text = piece.toString("utf8", 0, length);
    yield { kind: "output", gate: gate.name, text, ...(skipped === 0 ? {} : { skipped }) };
    skipped = 0;
  }
  if (isOver && !place.hasEnded) {
    place.hasEnded = true;
    yield { kind: "ended", gate: gate.name, ...(gate.result === undefined ? {} : { result: gate.result }) };
  }
}

async function openLog(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, "r");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function readPiece(handle: FileHandle, from: number, end: number): Promise<Buffer> {
  const piece = Buffer.alloc(Math.min(PIECE_BYTES, end - from));
  const { bytesRead } = await handle.read(piece, 0, piece.length, from);
  return piece.subarray(0, bytesRead);
}

/** How many bytes there are before a character of UTF-8 that is not whole yet; all, where it is no UTF-8. */
export function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function placeAt(places: Place[], index: number): Place {
  while (places.length <= index) places.push({ offset: 0, hasBegun: false, hasEnded: false });
  return places[index] ?? { offset: 0, hasBegun: false, hasEnded: false };
}

/** By gate: nothing, or the next byte, with a full stop once its end was told: `120.,44,`. */
function cursorOf(places: readonly Place[]): string {
  return places.map(({ offset, hasBegun, hasEnded }) => (hasBegun ? `${offset}${hasEnded ? "." : ""}` : "")).join(",");
}

/** One that was not made by `cursorOf` begins where it can be understood no more. */
function readCursor(cursor: string | undefined): Place[] {
  const places: Place[] = [];
  for (const part of cursor?.split(",") ?? []) {
    const [, digits = "", stop = ""] = /^(\d{0,15})(\.?)$/.exec(part) ?? [];
    places.push({ offset: Number(digits), hasBegun: digits !== "", hasEnded: stop !== "" });
  }
  return places;
}
