import type { LedgerEvent } from "../../../../shared/model/event.ts";
import { type CommitLine, type PastCommit, lastBefore } from "./past-commits.ts";
import { firstSeq, lastSeq, ownSegments, readSegments, unwrittenEvents } from "./past-events.ts";
import { type ReadShards, type ShardsOfKind, readShardsAt } from "./past-shards.ts";
import type { PastSource } from "./past-source.ts";
import type { RecordKind } from "./record-store.ts";

/** Up to where the past is wanted: all of that millisecond, or up to one event of our own numbering in it. */
export interface PastBound {
  readonly at: number;
  readonly seq?: number;
}

/** One ledger at a moment: what the newest commit before it held, and the events from there on, oldest first. */
export interface PastLedger {
  readonly source: PastSource;
  readonly kinds: readonly ShardsOfKind[];
  readonly events: readonly LedgerEvent[];
  readonly unreadable: readonly string[];
}

export interface PastLedgerQuery {
  readonly source: PastSource;
  readonly line: CommitLine;
  readonly bound: PastBound;
  readonly kinds: readonly RecordKind<unknown>[];
  readonly known: ReadShards;
}

/** Throws when git cannot be asked. What is damaged is left out and said. */
export async function readPastLedger({ source, line, bound, kinds, known }: PastLedgerQuery): Promise<PastLedger> {
  const commits = source.tip === undefined ? [] : await line.upTo(source.tip);
  const from = commits[baseOf(commits, bound.at)];
  const { events, unreadable } = await eventsBehind(source, from?.oid, bound);
  const read = from === undefined ? [] : await readShardsAt(source, from.oid, kinds, known);
  const damaged = read.flatMap(({ shards }) => [...shards.values()].flatMap((shard) => shard.unreadable));
  return { source, kinds: read, events, unreadable: [...damaged, ...unreadable] };
}

/**
 * The newest commit that surely holds nothing later than the moment: one whose whole second is over before it. What was written
 * elsewhere counts from the second it was merged in, since its events have no place of their own in our numbering.
 */
function baseOf(commits: readonly PastCommit[], at: number): number {
  const sure = lastBefore(commits, at - 999);
  for (let n = lastBefore(commits, at + 1); n > sure; n -= 1) if (commits[n]?.isMerge === true) return n;
  return sure;
}

/** Our own events behind a commit, whether git has them by now or not, as far as they belong to the moment. */
async function eventsBehind(
  source: PastSource,
  base: string | undefined,
  bound: PastBound,
): Promise<{ readonly events: readonly LedgerEvent[]; readonly unreadable: readonly string[] }> {
  const files = source.tip === undefined ? [] : await ownSegments(source, source.tip);
  const seq = base === undefined ? 0 : await lastSeq(source, await ownSegments(source, base));
  // Each file ends where the next begins.
  const from = Math.max(
    0,
    files.findLastIndex((file) => firstSeq(file) <= seq + 1),
  );
  const events: LedgerEvent[] = [];
  const unreadable: string[] = [];
  for await (const read of readSegments(source, files.slice(from))) {
    const wanted = read.events.filter((event) => event.seq > seq);
    events.push(...wanted.filter((event) => isWithin(event, bound)));
    unreadable.push(...read.unreadable);
    if (wanted.some((event) => !isWithin(event, bound))) return { events, unreadable };
  }
  const unwritten = await unwrittenEvents(source, files);
  return { events: [...events, ...unwritten.filter((event) => isWithin(event, bound))], unreadable };
}

export function isWithin(event: LedgerEvent, { at, seq }: PastBound): boolean {
  return seq === undefined ? event.at <= at : event.seq <= seq && event.at <= at;
}
