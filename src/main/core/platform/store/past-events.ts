import path from "node:path/posix";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { LedgerEvent } from "../../../../shared/model/event.ts";
import { decodeEvent } from "./event-codec.ts";
import type { Repository, TreeFile } from "./git-access.ts";
import { linesOf } from "./journal-files.ts";
import type { PastSource } from "./past-source.ts";

/** A file of events, and what in it could not be read, in words. */
export interface ReadSegment {
  readonly file: TreeFile;
  readonly events: readonly LedgerEvent[];
  readonly unreadable: readonly string[];
}

/** Events that git holds at a commit, by file: those of one numbering follow one another in the order of their paths. */
export async function segmentsAt(repository: Repository, commit: string): Promise<readonly TreeFile[]> {
  const files = await repository.files(commit, "events");
  if (!files.ok) throw new Error(files.error.message);
  return files.value.filter((file) => file.type === "blob").toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Reads files one after the other, letting others have their turn in between. */
export async function* readSegments(
  source: Pick<PastSource, "ledger" | "repository">,
  files: readonly TreeFile[],
): AsyncGenerator<ReadSegment> {
  for await (const { file, content } of source.repository.blobs(files)) {
    const place = `${source.ledger} ledger, ${file.path}`;
    yield content === undefined
      ? { file, events: [], unreadable: [`${place}: object ${file.oid} is missing`] }
      : { file, ...decodeSegment(content, place) };
    await nextTurn();
  }
}

function decodeSegment(content: Buffer, place: string): Pick<ReadSegment, "events" | "unreadable"> {
  const events: LedgerEvent[] = [];
  const unreadable: string[] = [];
  let number = 0;
  for (const line of linesOf(content)) {
    number += 1;
    const decoded = decodeEvent(line.toString("utf8"));
    if (decoded.ok) events.push(decoded.value);
    else unreadable.push(`${place}, line ${number}: ${decoded.reason}`);
  }
  return { events, unreadable };
}

/** Those of our own numbering, oldest first. */
export async function ownSegments(source: PastSource, commit: string): Promise<readonly TreeFile[]> {
  return (await segmentsAt(source.repository, commit)).filter((file) => isOwn(source, file));
}

function isOwn(source: PastSource, file: TreeFile): boolean {
  return file.path.startsWith(`events/${source.stream}/`);
}

/** Files are named by the number of their first event. */
export function firstSeq(file: TreeFile): number {
  return Number(/(\d+)\.jsonl$/.exec(file.path)?.[1] ?? 0);
}

/** Number of the newest event in files of one numbering; 0 where there is none. */
export async function lastSeq(
  source: Pick<PastSource, "ledger" | "repository">,
  files: readonly TreeFile[],
): Promise<number> {
  let seq = 0;
  for await (const { events } of readSegments(source, files.slice(-1))) seq = events.at(-1)?.seq ?? seq;
  return seq;
}

/** The published events that these files, which are those of `source.tip`, do not hold yet. */
export async function unwrittenEvents(source: PastSource, files: readonly TreeFile[]): Promise<readonly LedgerEvent[]> {
  if (source.recent.length === 0) return [];
  const own = files.filter((file) => isOwn(source, file));
  const written = await lastSeq(source, own);
  return source.recent.filter((event) => event.seq > written);
}

/** The event of our own numbering, in whatever ledger it is; undefined when there is none. */
export async function findEvent(sources: readonly PastSource[], seq: number): Promise<LedgerEvent | undefined> {
  for (const source of sources) {
    const recent = source.recent.find((event) => event.seq === seq);
    if (recent !== undefined) return recent;
    if (source.tip === undefined) continue;
    const own = await ownSegments(source, source.tip);
    const file = own.findLast((one) => firstSeq(one) <= seq);
    for await (const { events } of readSegments(source, file === undefined ? [] : [file])) {
      const found = events.find((event) => event.seq === seq);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

export interface EventsQuery {
  /** Not those before this time. */
  readonly since?: number | undefined;
  readonly wanted: (event: LedgerEvent) => boolean;
  readonly limit: number;
}

/** The newest events of one ledger that are wanted, whoever numbered them, newest first. Reads back only as far as it must. */
export async function newestEvents(
  source: PastSource,
  { since = 0, wanted, limit }: EventsQuery,
): Promise<{ readonly events: readonly LedgerEvent[]; readonly unreadable: readonly string[] }> {
  const files = source.tip === undefined ? [] : await segmentsAt(source.repository, source.tip);
  const isWanted = (event: LedgerEvent) => event.at >= since && wanted(event);
  const found = (await unwrittenEvents(source, files)).filter(isWanted);
  const unreadable: string[] = [];
  for (const ofStream of Map.groupBy(files, (file) => path.dirname(file.path)).values()) {
    let left = ofStream;
    let isOver = false;
    let count = 0;
    while (left.length > 0 && !isOver && count < limit) {
      for await (const read of readSegments(source, left.slice(-FILES_AT_ONCE))) {
        const some = read.events.filter(isWanted);
        count += some.length;
        found.push(...some);
        unreadable.push(...read.unreadable);
        isOver ||= (read.events[0]?.at ?? since) < since;
      }
      left = left.slice(0, -FILES_AT_ONCE);
    }
  }
  return { events: found.toSorted((a, b) => b.at - a.at || b.seq - a.seq).slice(0, limit), unreadable };
}

/** About two megabytes: one start of git for some thousands of events. */
const FILES_AT_ONCE = 16;
