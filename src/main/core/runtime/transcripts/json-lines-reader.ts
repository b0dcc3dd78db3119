import { z } from "zod";
import type { TranscriptChunk, TranscriptPlace, TranscriptReader, TranscriptTurn } from "../adapter.ts";
import { type FilePosition, readLines } from "./line-file.ts";
import type { Line, LineFormat, LineMeaning, Memory } from "./line-format.ts";
import { createUsageTally, keptTally } from "./usage-tally.ts";

const cursorSchema = z.object({
  files: z.array(z.tuple([z.string(), z.string(), z.number()])),
  tally: keptTally,
  memory: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  at: z.number().exactOptional(),
  context: z
    .object({ used: z.number(), size: z.number().exactOptional(), model: z.string().exactOptional() })
    .exactOptional(),
  rateLimitedUntil: z.number().exactOptional(),
  isSubscription: z.boolean().exactOptional(),
});

/** All that is known of a session's transcript so far; short whatever the transcript's length. */
type Cursor = z.infer<typeof cursorSchema>;

/** More sub-agents than that in one session are not followed any more. */
const MAX_FILES = 500;

/** Reads transcripts that are files of JSON lines, in the format given. */
export function createJsonLinesReader(format: LineFormat): TranscriptReader {
  return {
    find: (place) => format.find(place),
    async read(file, cursor, place) {
      const piece = beginPiece(format, readCursor(cursor), place);
      const companions = (await format.companions?.(file)) ?? [];
      let more = false;
      for (const one of [file, ...companions].slice(0, MAX_FILES)) {
        const read = await readLines(one, piece.positionOf(one), piece.take);
        if (read === undefined) continue;
        // A main file that is another one now tells everything anew.
        if (read.restarted && one === file && cursor !== undefined) return this.read(file, undefined, place);
        piece.moved(one, read.position, read.tooLong);
        more ||= read.more;
      }
      return piece.chunk(more);
    },
  };
}

interface Piece {
  positionOf(file: string): FilePosition | undefined;
  take(line: string): void;
  moved(file: string, position: FilePosition, tooLong: number): void;
  chunk(more: boolean): TranscriptChunk;
}

function beginPiece(format: LineFormat, before: Cursor | undefined, place: TranscriptPlace): Piece {
  const positions = new Map((before?.files ?? []).map(([file, id, offset]) => [file, { file: id, offset }]));
  const tally = createUsageTally(before?.tally);
  const memory: Memory = { ...before?.memory };
  const turns: TranscriptTurn[] = [];
  let { at, context, rateLimitedUntil, isSubscription } = before ?? {};
  let unreadable = 0;

  function understand(meaning: LineMeaning): void {
    const when = meaning.at ?? at;
    if (when !== undefined) {
      for (const one of meaning.turns ?? []) turns.push({ ...one, at: when });
      at = at === undefined ? when : Math.max(at, when);
    }
    const isOwn = when === undefined || (when >= place.startedAt && when <= (place.endedAt ?? Infinity));
    if (!isOwn) return;
    if (meaning.usage !== undefined) tally.add(meaning.usage);
    context = meaning.context ?? context;
    rateLimitedUntil = meaning.rateLimitedUntil ?? rateLimitedUntil;
    isSubscription = meaning.isSubscription ?? isSubscription;
  }

  return {
    positionOf: (file) => positions.get(file),
    take(raw) {
      const line = parse(raw);
      const meaning = line === undefined ? undefined : format.read(line, memory);
      if (meaning === undefined) unreadable += 1;
      else understand(meaning);
    },
    moved(file, position, tooLong) {
      positions.set(file, position);
      unreadable += tooLong;
    },
    chunk(more) {
      const known = {
        ...(context === undefined ? {} : { context }),
        ...(rateLimitedUntil === undefined ? {} : { rateLimitedUntil }),
        ...(isSubscription === undefined ? {} : { isSubscription }),
      };
      const files = [...positions].map(([file, { file: id, offset }]): Cursor["files"][number] => [file, id, offset]);
      const cursor: Cursor = { files, tally: tally.kept, memory, ...(at === undefined ? {} : { at }), ...known };
      return { cursor: JSON.stringify(cursor), turns, usage: tally.totals, at, ...known, unreadable, more };
    },
  };
}

/** One that makes no sense, as of another version, is none. */
function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  const parsed = cursorSchema.safeParse(parse(text));
  return parsed.success ? parsed.data : undefined;
}

function parse(text: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
