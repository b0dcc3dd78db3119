import { createPause, sortInSlices } from "../../base/slices.ts";
import type { Stamp } from "./merge/stamp.ts";
import { type ShardsRead, createShardsRead } from "./shard.ts";
import type { ShardLine } from "./shard-line.ts";

export interface LoadedLine {
  readonly line: ShardLine;
  /** Path below `records/<kind>/`. */
  readonly shard: string;
  /** Where it stands, for a quarantine. */
  readonly file: string;
  /** Counted from 1. */
  readonly number: number;
  /** Of the whole file. */
  readonly content: Buffer;
}

/**
 * Lines of git on their way into a table. They are checked and put in order beside it, in steps that others may come between;
 * `finish` takes all in at once, so that nobody sees half a ledger.
 */
export interface RecordLoad {
  /** Checks one. */
  add(line: LoadedLine): void;
  /** Puts what was added in order, in slices. Nothing may be added behind that. */
  arrange(): Promise<void>;
  /** Answers what had to be left out. */
  finish(): readonly Refused[];
}

export interface Refused {
  readonly line: LoadedLine;
  readonly reason: string;
}

/** A record on its way, or a tombstone; `E` is what the table keeps of it. */
export interface Arriving<E> {
  readonly line: LoadedLine;
  readonly entry: E;
}

export interface Arrived<E, G> {
  /** In order of creation; may name an id twice. */
  readonly records: readonly Arriving<E>[];
  /** The same by id, where none is named twice and there was time to make it. */
  readonly byId: Map<string, E> | undefined;
  readonly graves: readonly Arriving<G>[];
  readonly shards: ShardsRead;
}

export interface RecordLoadDeps<E, G> {
  read(line: LoadedLine["line"]): { readonly entry: E } | { readonly grave: G } | { readonly reason: string };
  takeIn(arrived: Arrived<E, G>): readonly Refused[];
}

export function createRecordLoad<E extends { readonly born: Stamp }, G>(deps: RecordLoadDeps<E, G>): RecordLoad {
  const unsorted: (Arriving<E> & { readonly ms: number })[] = [];
  const graves: Arriving<G>[] = [];
  const malformed: Refused[] = [];
  const shards = createShardsRead();
  let records: readonly Arriving<E>[] | undefined;
  let byId: Map<string, E> | undefined;

  return {
    add(line) {
      const read = deps.read(line.line);
      if ("reason" in read) {
        malformed.push({ line, reason: read.reason });
        return;
      }
      if ("grave" in read) graves.push({ line, entry: read.grave });
      // Numbers are told apart sooner than texts.
      else unsorted.push({ line, entry: read.entry, ms: Number(read.entry.born.slice(0, 13)) });
      shards.add(line.line.id, line.shard);
    },
    async arrange() {
      records = await sortInSlices(unsorted, compareBirth);
      const made = new Map<string, E>();
      const pause = createPause();
      for (const [n, { line, entry }] of records.entries()) {
        made.set(line.line.id, entry);
        const due = n % LOOKED === 0 ? pause() : undefined;
        if (due !== undefined) await due;
      }
      if (made.size === records.length) byId = made;
    },
    finish() {
      records ??= unsorted.toSorted(compareBirth);
      return [...malformed, ...deps.takeIn({ records, byId, graves, shards })];
    },
  };
}

/** Looking at the clock at every step costs more than the step. */
const LOOKED = 100;

type Born = Arriving<{ readonly born: Stamp }> & { readonly ms: number };

function compareBirth(a: Born, b: Born): number {
  return a.ms - b.ms || compareText(a.entry.born, b.entry.born) || compareText(a.line.line.id, b.line.line.id);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
