import { z } from "zod";
import type { LedgerEvent, LedgerName } from "../../../../shared/model/event.ts";
import { stampOf } from "./event-codec.ts";
import { countChange, countIn, seenAtDeletion } from "./merge/counter.ts";
import { joinStates } from "./merge/join-states.ts";
import { type CompiledRules, compileRules, nameOf } from "./merge/merge-rules.ts";
import { type Deletion, type RecordState, type Seen, isAlive, joinSeen } from "./merge/record-state.ts";
import { fieldsOf, inOrder } from "./merge/registers.ts";
import { type Clocks, bornAt, deletedAt, stampChange } from "./merge/stamp-change.ts";
import type { Stamp } from "./merge/stamp.ts";
import type { RecordChange, RecordKind, RecordTable } from "./record-store.ts";
import { type Arrived, type Arriving, type RecordLoad, type Refused, createRecordLoad } from "./record-load.ts";
import { type ShardIndex, createShardIndex } from "./shard.ts";
import { type ShardLine, encodeShardLine } from "./shard-line.ts";

/** A record and where it comes from. Never changed in place. */
interface Entry<R> extends Clocks {
  readonly ledger: LedgerName;
  readonly record: R;
  /** Time of the first event, in milliseconds since 1970. */
  readonly at: number;
  /** `seq` of the first and the newest event of this workspace; 0 when there is none. */
  readonly first: number;
  readonly last: number;
  /** What our events added to the counter; undefined where that goes without saying. */
  readonly share: number | undefined;
  /** Numbers of other workspaces' events. */
  readonly others: Seen | undefined;
}

/** A record that was deleted: known so that its id is not used again and older changes do not bring it back. */
interface Grave {
  readonly ledger: LedgerName;
  readonly life: number;
  readonly deleted: Deletion;
  readonly seen: Seen;
}

/** What the store does with a table without knowing what is in it. */
export interface StoredTable {
  readonly kind: string;
  readonly isLocal: boolean;
  readonly rules: CompiledRules;
  /** Reduces one event; returns what takes it back. Throws when the reducer does, or makes what its schema refuses. */
  apply(event: LedgerEvent): () => void;
  /** Begins to take in what git has of this kind in a ledger. */
  load(ledger: LedgerName): RecordLoad;
  /**
   * Joins a line that git holds since a join with what is here, and tells the watchers. The reason when it must be left out.
   * `settle` has to follow.
   */
  take(ledger: LedgerName, line: ShardLine): string | undefined;
  /** What `take` would leave here; the reason when it would refuse. */
  joined(ledger: LedgerName, line: ShardLine): ShardLine | { readonly reason: string };
  /** Puts what was loaded in its place by creation. */
  settle(): void;
  shards(ledger: LedgerName): ShardIndex;
  lineOf(id: string): ShardLine | undefined;
}

export function createTable<R>(
  kind: RecordKind<R>,
  stream: string,
): { readonly table: RecordTable<R>; readonly stored: StoredTable } {
  const rules = compileRules(kind.merge);
  const isLocal = kind.isLocal === true;
  let entries = new Map<string, Entry<R>>();
  const graves = new Map<string, Grave>();
  /** With what each has for a whole load. */
  const listeners = new Map<(change: RecordChange<R>) => void, (() => void) | undefined>();
  const shardsOf = new Map<LedgerName, ShardIndex>();

  function shards(ledger: LedgerName): ShardIndex {
    let index = shardsOf.get(ledger);
    if (index === undefined) shardsOf.set(ledger, (index = createShardIndex()));
    return index;
  }

  /** What coordinates one workspace lives in its ledger, whatever ledger once said so. */
  const homeOf = (ledger: LedgerName) => (isLocal ? "workspace" : ledger);

  /** Restoring an entry that was removed moves it to the end; `settle` puts it right. */
  function put(id: string, ledger: LedgerName, next: Entry<R> | Grave | undefined, isWritten = false): void {
    const before = entries.get(id);
    const entry = next !== undefined && "record" in next ? next : undefined;
    if (entry === undefined) entries.delete(id);
    else entries.set(id, entry);
    if (next === undefined || entry !== undefined) graves.delete(id);
    else if (!("record" in next)) graves.set(id, next);
    if (!isWritten) shards(ledger).touch(id, next !== undefined);
    tell(id, ledger, before?.record, entry?.record);
  }

  function tell(id: string, ledger: LedgerName, before: R | undefined, after: R | undefined): void {
    if (before === after) return;
    for (const listener of listeners.keys()) listener({ id, ledger, before, after });
  }

  function settle(): void {
    if (isInOrder(entries)) return;
    entries = new Map([...entries].toSorted(([x, a], [y, b]) => compareText(a.born, b.born) || compareText(x, y)));
  }

  type Numbers = Pick<Entry<R>, "first" | "last" | "share" | "others">;

  function seenOf({ first, last, share, others }: Numbers): Seen {
    if (last === 0) return others ?? {};
    return { ...others, [stream]: share === undefined ? [first, last] : [first, last, share] };
  }

  function numbersOf(seen: Seen): Numbers {
    const { [stream]: own, ...others } = seen;
    const [first, last, share] = own ?? [0, 0];
    return { first, last, share, others: Object.keys(others).length === 0 ? undefined : others };
  }

  /** The numbers of a record after an event of ours, and the record with what its counter makes of all clones' changes. */
  function counted(event: LedgerEvent, record: R, old: Entry<R> | Grave | undefined): Numbers & { readonly record: R } {
    const before = old === undefined || "record" in old ? old : numbersOf(old.seen);
    const first = before === undefined || before.first === 0 ? event.seq : before.first;
    const numbers = { first, last: event.seq, share: before?.share, others: before?.others };
    const { counter } = rules;
    if (counter === undefined || old === undefined) return { ...numbers, record };
    // Nearly always: nobody else ever counted.
    if (numbers.others === undefined && numbers.share === undefined) return { ...numbers, record };
    const stated = countIn(fieldsOf(record), counter);
    const { total, seen } = countChange(stateIn(old), { stream, total: stated, seen: seenOf(numbers) }, counter);
    return { ...numbersOf(seen), record: total === stated ? record : { ...record, [counter]: total } };
  }

  function stateOf(id: string): RecordState | undefined {
    const found = entries.get(id) ?? graves.get(id);
    return found === undefined ? undefined : stateIn(found);
  }

  /** A large ledger is brought in order before it is taken in; then looking is enough. */
  function isInOrder(entries: ReadonlyMap<string, { readonly born: Stamp }>): boolean {
    let before: Stamp = "";
    let beforeId = "";
    for (const [id, { born }] of entries) {
      if (compareText(before, born) > 0 || (before === born && compareText(beforeId, id) > 0)) return false;
      before = born;
      beforeId = id;
    }
    return true;
  }

  function compareText(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  function stateIn(found: Entry<R> | Grave): RecordState {
    const { life } = found;
    if (!("record" in found)) return { life, deleted: found.deleted, seen: found.seen };
    const { at, born, clocks, rounds, record } = found;
    return { life, at, born, clocks, rounds, seen: seenOf(found), record: fieldsOf(record) };
  }

  function lineOf(id: string): ShardLine | undefined {
    const state = stateOf(id);
    return state === undefined ? undefined : { id, ...state };
  }

  function check(
    record: unknown,
  ): { readonly ok: true; readonly record: R } | { readonly ok: false; readonly reason: string } {
    if (kind.isPlain?.(record) === true) return { ok: true, record };
    const parsed = kind.schema.safeParse(record);
    return parsed.success ? { ok: true, record: parsed.data } : { ok: false, reason: z.prettifyError(parsed.error) };
  }

  /** The line's record as one of this kind; the reason when it is none. */
  function readLine(ledger: LedgerName, line: ShardLine): Entry<R> | Grave | { readonly reason: string } {
    const { life, seen } = line;
    if (!isAlive(line)) return { ledger, life, deleted: line.deleted, seen };
    const read = check(line.record);
    if (!read.ok) return { reason: `not a ${kind.kind}: ${read.reason}` };
    const { at, born, clocks, rounds } = line;
    return { ledger, record: inOrder(read.record, rules), at, born, life, clocks, rounds, ...numbersOf(seen) };
  }

  /** All at once: nobody may see half of it. Tombstones and doubles aside, what was arranged becomes the table. */
  function takeIn(
    from: LedgerName,
    { records, byId, graves: dead, shards: read }: Arrived<Entry<R>, Grave>,
  ): readonly Refused[] {
    const ledger = homeOf(from);
    const refused: Refused[] = [];
    const admits = ({ line }: Arriving<unknown>): boolean => {
      const { id } = line.line;
      const holder = holderOf(id);
      if (holder === undefined) return true;
      if (holder !== ledger) read.remove(id);
      // A crash between the moving of a local kind and the clearing of where it was left it in both places.
      if (from === ledger) refused.push({ line, reason: `the ledger ${holder} already has a ${kind.kind} ${id}` });
      return false;
    };
    let taken = records;
    if (byId !== undefined && entries.size === 0 && graves.size === 0) entries = byId;
    else {
      taken = records.filter((one) => {
        if (!admits(one)) return false;
        entries.set(one.line.line.id, one.entry);
        return true;
      });
      settle();
    }
    const buried = dead.filter((one) => {
      if (!admits(one)) return false;
      graves.set(one.line.line.id, one.entry);
      return true;
    });
    if (from === ledger) shards(ledger).load(read);
    else for (const { line } of [...taken, ...buried]) shards(ledger).touch(line.line.id, true);
    if (taken.length === 0) return refused;
    for (const [listener, loaded] of listeners) {
      if (loaded !== undefined) loaded();
      else {
        for (const { line, entry } of taken) {
          listener({ id: line.line.id, ledger, before: undefined, after: entry.record });
        }
      }
    }
    return refused;
  }

  function holderOf(id: string): LedgerName | undefined {
    return (entries.get(id) ?? graves.get(id))?.ledger;
  }

  function join(from: LedgerName, line: ShardLine): Entry<R> | Grave | { readonly reason: string } {
    const ledger = homeOf(from);
    const holder = holderOf(line.id);
    if (holder !== undefined && holder !== ledger) {
      return { reason: `the ledger ${holder} already has a ${kind.kind} ${line.id}` };
    }
    const mine = stateOf(line.id);
    return readLine(ledger, mine === undefined ? line : { id: line.id, ...joinStates(mine, line, rules) });
  }

  const stored: StoredTable = {
    kind: kind.kind,
    isLocal,
    rules,
    shards,
    settle,
    lineOf,
    apply(event) {
      const { subject } = event;
      const ledger = homeOf(event.ledger);
      const before = entries.get(subject);
      const grave = graves.get(subject);
      const holder = holderOf(subject);
      if (holder !== undefined && holder !== ledger) {
        throw new Error(`The ${kind.kind} ${subject} lives in the ledger ${holder}; an event of ${ledger} names it.`);
      }
      const reduced = kind.reduce(before?.record, event);
      const record = reduced === undefined || reduced === before?.record ? reduced : inOrder(reduced, rules);
      if (record !== undefined && record !== before?.record) {
        const checked = check(record);
        if (!checked.ok) {
          throw new Error(`${event.type} makes a malformed ${kind.kind} ${subject}: ${checked.reason}`);
        }
      }
      const stamp = stampOf(event);
      const old = before ?? grave;
      if (record !== undefined) {
        const clocks =
          before === undefined
            ? bornAt(stamp, grave)
            : before.record === record
              ? before
              : stampChange({ ...before, record: fieldsOf(before.record) }, fieldsOf(record), stamp, rules);
        const { life, born, rounds } = clocks;
        put(subject, ledger, {
          ...{ ledger, life, born, clocks: clocks.clocks, rounds },
          at: before?.at ?? event.at,
          ...counted(event, record, old),
        });
      } else if (before !== undefined) {
        const numbers = joinSeen(seenOf(before), { [stream]: [event.seq, event.seq] });
        const seen = seenAtDeletion(stateIn(before), numbers, rules);
        put(subject, ledger, { ledger, ...deletedAt(stamp, { life: before.life, seen }, event.at) });
      }
      return () => {
        if ((entries.get(subject) ?? graves.get(subject)) === old) return;
        const wasRemoved = before !== undefined && !entries.has(subject);
        put(subject, ledger, old);
        if (wasRemoved) settle();
      };
    },
    load: (from) =>
      createRecordLoad<Entry<R>, Grave>({
        read(line) {
          const read = readLine(homeOf(from), line);
          return "reason" in read ? read : "record" in read ? { entry: read } : { grave: read };
        },
        takeIn: (arrived) => takeIn(from, arrived),
      }),
    joined(from, line) {
      const next = join(from, line);
      return "reason" in next ? next : { id: line.id, ...stateIn(next) };
    },
    take(from, line) {
      const next = join(from, line);
      if ("reason" in next) return next.reason;
      const mine = lineOf(line.id);
      const text = encodeShardLine({ id: line.id, ...stateIn(next) });
      if (mine !== undefined && encodeShardLine(mine) === text) return undefined;
      // Where the line says it all, the shard that it came from does too.
      put(line.id, homeOf(from), next, text === encodeShardLine(line));
      return undefined;
    },
  };

  function clockOf(id: string, field: string, key?: string): Stamp | undefined {
    const entry = entries.get(id);
    if (entry === undefined) return undefined;
    const rule = rules.registerOf.get(field);
    const path = rule === undefined ? field : nameOf(rule);
    return entry.clocks[key === undefined ? path : `${path} ${key}`] ?? entry.born;
  }

  const table: RecordTable<R> = {
    get: (id) => entries.get(id)?.record,
    *values() {
      for (const entry of entries.values()) yield entry.record;
    },
    get size() {
      return entries.size;
    },
    ledgerOf: (id) => entries.get(id)?.ledger,
    clockOf,
    deletionOf: (id) => graves.get(id)?.deleted,
    watch(listener, loaded) {
      listeners.set(listener, loaded);
      return {
        [Symbol.dispose]() {
          listeners.delete(listener);
        },
      };
    },
  };
  return { table, stored };
}
