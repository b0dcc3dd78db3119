import { isUtf8 } from "node:buffer";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { LedgerEvent, LedgerName } from "../../../../shared/model/event.ts";
import { createPause } from "../../base/slices.ts";
import { decodeEvent, stampOf } from "./event-codec.ts";
import type { Repository, TreeFile } from "./git-access.ts";
import { linesOf } from "./journal-files.ts";
import type { BranchContents } from "./ledger-branch.ts";
import type { DamagedLine } from "./quarantine.ts";
import type { StreamEvent } from "./record-store.ts";
import { type Seen, type SeenRange, isAlive } from "./merge/record-state.ts";
import type { Stamp } from "./merge/stamp.ts";
import type { LoadedLine, RecordLoad } from "./record-load.ts";
import { type ShardLine, decodeShardLine } from "./shard-line.ts";

/** What is kept of a line that turns out to be damaged. */
export function damageOf({ file, number, content }: Omit<LoadedLine, "line">, reason: string): DamagedLine {
  const [bytes = Buffer.alloc(0)] = linesOf(content).drop(number - 1);
  return { file, line: number, reason, bytes };
}

export interface LedgerContents {
  readonly lines: ReadonlyMap<string, readonly LoadedLine[]>;
  /** The same lines of kinds that are known, checked and in order. */
  readonly loads: ReadonlyMap<string, RecordLoad>;
  readonly damaged: readonly (DamagedLine & { readonly kind: string; readonly shard: string })[];
  /** Events up to this number of our own stream are in git; 0 when none is. */
  readonly seq: number;
  /** The newest segment of our own stream, which is still added to. */
  readonly tail: { readonly path: string; readonly text: string } | undefined;
  /** Events up to this number are in the records of the kind. */
  seqOf(kind: string): number;
}

export interface ReaderDeps {
  readonly repository: Repository;
  readonly ledger: LedgerName;
  readonly stream: string;
  /** Checks and gathers the records of a kind while git reads on; undefined for a kind that nobody has declared. */
  load(kind: string): RecordLoad | undefined;
  /** A clock was met. */
  observe(stamp: Stamp): void;
}

/** Reads all records of a branch and the newest event segment, without judging what a record of its kind must look like. */
export async function readLedger(deps: ReaderDeps, branch: BranchContents): Promise<LedgerContents> {
  if (branch.tip === undefined) {
    return { lines: new Map(), loads: new Map(), damaged: [], seq: 0, tail: undefined, seqOf: () => 0 };
  }
  const { meta } = branch;
  const lines = new Map<string, LoadedLine[]>();
  const loads = new Map<string, RecordLoad>();
  const damaged: (DamagedLine & { kind: string; shard: string })[] = [];
  const pause = createPause();
  const shards = branch.files.filter((file) => file.type === "blob" && SHARD_PATH.test(file.path));
  for await (const { file, content } of deps.repository.blobs(shards)) {
    const [, kind = "", shard = ""] = SHARD_PATH.exec(file.path) ?? [];
    const place = `${deps.ledger} ledger, ${file.path} of ${branch.tip}`;
    if (content === undefined) {
      damaged.push({
        file: place,
        line: 1,
        reason: `object ${file.oid} is missing`,
        bytes: Buffer.alloc(0),
        kind,
        shard,
      });
      continue;
    }
    const numbering = meta.numbering[kind] ?? "";
    const ofKind = lines.get(kind) ?? [];
    lines.set(kind, ofKind);
    const load = loads.get(kind) ?? deps.load(kind);
    if (load !== undefined) loads.set(kind, load);
    let number = 0;
    for (const text of textLines(content)) {
      number += 1;
      const line = typeof text === "string" ? decodeShardLine(text, numbering) : { reason: "not UTF-8" };
      const read = { shard, file: place, number, content };
      if ("reason" in line) damaged.push({ ...damageOf(read, line.reason), kind, shard });
      else {
        const loaded = { line, ...read };
        ofKind.push(loaded);
        load?.add(loaded);
        observeLine(deps, line);
      }
    }
    // A large ledger must not hold up everything else while it is read.
    const due = pause();
    if (due !== undefined) await due;
  }
  for (const load of loads.values()) await load.arrange();
  const tail = await readTail(deps, branch.files);
  const own = meta.streams[deps.stream];
  // Where another workspace wrote last in format 1, only our own newest segment tells how much of ours is in there.
  const seq = Math.max(own?.seq ?? 0, seqAtEnd(tail?.text ?? ""));
  return {
    lines,
    loads,
    damaged,
    tail,
    seq,
    seqOf: (kind) => own?.kinds[kind] ?? (meta.kinds[kind] === undefined ? 0 : seq),
  };
}

function observeLine({ observe }: Pick<ReaderDeps, "observe">, line: ShardLine): void {
  if (!isAlive(line)) {
    observe(line.deleted.clock);
    return;
  }
  observe(line.born);
  for (const path in line.clocks) observe(line.clocks[path] ?? line.born);
}

/** The lines of a file as texts; undefined for one that is none. Decoding a file at once takes half the time. */
function textLines(content: Buffer): Iterable<string | undefined> {
  if (isUtf8(content)) {
    const lines = content.toString("utf8").split("\n");
    if (lines.at(-1) === "") lines.pop();
    return lines;
  }
  return linesOf(content).map((bytes) => (isUtf8(bytes) ? bytes.toString("utf8") : undefined));
}

export const SHARD_PATH = /^records\/([^/]+)\/([0-9a-f]{1,2}\.jsonl|[0-9a-f]{2}\/[0-9a-f]\.jsonl)$/;

async function readTail(
  deps: ReaderDeps,
  files: readonly TreeFile[],
): Promise<{ path: string; text: string } | undefined> {
  const own = files.filter((file) => file.type === "blob" && file.path.startsWith(`events/${deps.stream}/`));
  const newest = own.toSorted((a, b) => (a.path < b.path ? -1 : 1)).at(-1);
  if (newest === undefined) return undefined;
  for await (const { content } of deps.repository.blobs([newest])) {
    if (content !== undefined) return { path: newest.path, text: content.toString("utf8") };
  }
  return undefined;
}

function seqAtEnd(text: string): number {
  const last = decodeEvent(text.trimEnd().split("\n").at(-1) ?? "");
  return last.ok ? last.value.seq : 0;
}

export interface TrailQuery {
  readonly kind: string;
  readonly id: string;
  /** Numbers of the record's events by stream; undefined reads everything, as for a record that is not known. */
  readonly seen: Seen | undefined;
}

type TrailDeps = Pick<ReaderDeps, "repository" | "ledger"> & { readonly damaged: (line: DamagedLine) => void };

/** The events of one record that git holds, oldest first. Damaged lines are handed to `damaged` and left out. */
export async function readTrail(
  deps: TrailDeps,
  segments: readonly TreeFile[],
  query: TrailQuery,
): Promise<readonly LedgerEvent[]> {
  return byClock((await readStreams(deps, segments, query)).map(({ event }) => event));
}

/** The same, with their streams and by these. */
export async function readStreams(
  deps: TrailDeps,
  segments: readonly TreeFile[],
  query: TrailQuery,
): Promise<readonly StreamEvent[]> {
  const wanted = [...Map.groupBy(segments, (file) => file.path.split("/")[1] ?? "")].flatMap(([stream, files]) =>
    withinRange(
      files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
      query.seen === undefined ? undefined : (query.seen[stream] ?? NOTHING),
    ),
  );
  // Cheaper than parsing every line: the subject as it stands in the JSON.
  const needle = JSON.stringify(query.id);
  const events: StreamEvent[] = [];
  for await (const { file, content } of deps.repository.blobs(wanted)) {
    const stream = file.path.split("/")[1] ?? "";
    let number = 0;
    for (const bytes of content?.includes(needle) === true ? linesOf(content) : []) {
      number += 1;
      if (!bytes.includes(needle)) continue;
      const decoded = decodeEvent(bytes.toString("utf8"));
      if (!decoded.ok) {
        deps.damaged({ file: `${deps.ledger} ledger, ${file.path}`, line: number, reason: decoded.reason, bytes });
      } else if (decoded.value.kind === query.kind && decoded.value.subject === query.id) {
        events.push({ stream, event: decoded.value });
      }
    }
    await nextTurn();
  }
  return events;
}

/** Streams go on side by side; within one, numbers give the order. */
export function byClock(events: readonly LedgerEvent[]): readonly LedgerEvent[] {
  return events
    .map((event) => ({ event, stamp: stampOf(event) }))
    .toSorted((a, b) => (a.stamp === b.stamp ? a.event.seq - b.event.seq : a.stamp < b.stamp ? -1 : 1))
    .map(({ event }) => event);
}

const NOTHING = [Number.MAX_SAFE_INTEGER, 0] as const;

/** Segments are named by their first number; each ends where the next begins. */
function withinRange(segments: readonly TreeFile[], range: SeenRange | undefined): readonly TreeFile[] {
  if (range === undefined) return segments;
  const starts = segments.map((file) => Number(/(\d+)\.jsonl$/.exec(file.path)?.[1] ?? 0));
  return segments.filter(
    (_, n) => (starts[n] ?? 0) <= range[1] && (starts[n + 1] ?? Number.POSITIVE_INFINITY) > range[0],
  );
}
