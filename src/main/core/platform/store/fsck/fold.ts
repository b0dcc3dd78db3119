import type { LedgerEvent } from "../../../../../shared/model/event.ts";
import { createPause } from "../../../base/slices.ts";
import type { LedgerMeta } from "../ledger-meta.ts";
import { compileRules } from "../merge/merge-rules.ts";
import { isAlive } from "../merge/record-state.ts";
import { inOrder } from "../merge/registers.ts";
import { stampOf } from "../event-codec.ts";
import type { RecordKind } from "../record-store.ts";
import type { ShardLine } from "../shard-line.ts";
import { stableJson } from "../stable-json.ts";
import type { CheckedKind } from "./check-shards.ts";
import type { Report } from "./report.ts";

/** What the events of one record made of it. */
interface Folded {
  readonly stream: string;
  /** Numbers of its first and newest event. */
  readonly first: number;
  last: number;
  record: unknown;
  /** Of the clocks that the record names, those that no event was found for yet. */
  unexplained: Set<string> | undefined;
  /** Why it says nothing about the record that is there. */
  doubt: "several streams" | "a reducer failed" | undefined;
}

export interface FoldDeps {
  readonly kinds: ReadonlyMap<string, RecordKind<unknown>>;
  readonly meta: LedgerMeta;
  readonly lines: ReadonlyMap<string, CheckedKind>;
}

/** Makes the records from the events anew, one after the other. */
export interface Fold {
  /** Events of a stream come in their order. */
  note(stream: string, event: LedgerEvent): void;
  /** Of records that came from one stream alone, and that nobody changed by hand. */
  compare(report: Report): Promise<void>;
}

export function createFold({ kinds, meta, lines: checked }: FoldDeps): Fold {
  const folded = new Map<string, Map<string, Folded>>();
  const rulesOf = new Map([...kinds].map(([name, kind]) => [name, compileRules(kind.merge)]));

  function note(stream: string, event: LedgerEvent): void {
    const kind = kinds.get(event.kind);
    const mark = meta.streams[stream];
    // What is not in the records yet does not count.
    if (kind === undefined || mark === undefined || event.seq > (mark.kinds[event.kind] ?? mark.seq)) return;
    // Their records may have moved to the workspace's ledger without their events.
    if (kind.isLocal === true && meta.ledger !== "workspace") return;
    const ofKind = folded.get(event.kind) ?? new Map<string, Folded>();
    folded.set(event.kind, ofKind);
    const before = ofKind.get(event.subject);
    const one: Folded = before ?? {
      ...{ stream, first: event.seq, last: event.seq, record: undefined, doubt: undefined },
      unexplained: clocksOf(checked.get(event.kind)?.lines.get(event.subject)),
    };
    ofKind.set(event.subject, one);
    one.last = event.seq;
    one.unexplained?.delete(stampOf(event));
    if (one.stream !== stream) one.doubt = "several streams";
    if (one.doubt !== undefined) return;
    try {
      const reduced = kind.reduce(one.record, event);
      const rules = rulesOf.get(event.kind);
      one.record =
        typeof reduced === "object" && reduced !== null && rules !== undefined ? inOrder(reduced, rules) : reduced;
    } catch {
      one.doubt = "a reducer failed";
    }
  }

  async function compare(report: Report): Promise<void> {
    const pause = createPause();
    for (const [name, { lines }] of checked) {
      for (const [id, line] of lines) {
        compareOne(name, id, line, report);
        const due = pause();
        if (due !== undefined) await due;
      }
    }
    for (const [name, ofKind] of folded) {
      for (const [id, one] of ofKind) {
        const due = pause();
        if (due !== undefined) await due;
        if (one.record === undefined || one.doubt !== undefined || checked.get(name)?.lines.has(id) === true) continue;
        report.add("L24", `records/${name}`, `The ${name} ${id} of events ${one.first} to ${one.last} is not there.`);
      }
    }
  }

  function compareOne(name: string, id: string, line: ShardLine, report: Report): void {
    const streams = Object.keys(line.seen);
    const one = folded.get(name)?.get(id);
    const kind = kinds.get(name);
    if (kind === undefined || streams.length !== 1 || one === undefined || one.doubt !== undefined) return;
    const range = line.seen[one.stream];
    // An older format did not say the first number of what came from another workspace.
    if (range === undefined || range[0] === 0 || (kind.isLocal === true && one.first > range[0])) return;
    const place = `records/${name} ${id}`;
    if (range[0] !== one.first || range[1] !== one.last) {
      const says = `${range[0]} to ${range[1]}`;
      report.add("L19", place, `${id} says its events are ${says}; they are ${one.first} to ${one.last}.`);
      return;
    }
    // Clocks that no event has come from a merge, or from somebody who changed the record by hand.
    if (one.unexplained !== undefined && one.unexplained.size > 0) return;
    if (!isAlive(line)) {
      if (one.record !== undefined) report.add("L23", place, `${id} is deleted, and its events did not delete it.`);
      return;
    }
    const there = kind.schema.safeParse(line.record);
    if (!there.success) return;
    const differing = differences(there.data, kind.schema.safeParse(one.record).data);
    if (differing.length > 0) {
      report.add("L23", place, `${id} is not what its events make of it: ${differing.join(", ")} differ.`);
    }
  }

  return {
    note,
    compare,
  };
}

/** Undefined for the many records that nothing was changed of. Of a tombstone that of the deletion. */
function clocksOf(line: ShardLine | undefined): Set<string> | undefined {
  if (line === undefined) return undefined;
  const stamps = isAlive(line) ? Object.values(line.clocks) : [line.deleted.clock];
  return stamps.length === 0 ? undefined : new Set(stamps);
}

/** Names of fields. */
function differences(a: unknown, b: unknown): string[] {
  if (stableJson(a) === stableJson(b)) return [];
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return ["all"];
  const fields = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...fields].filter((field) => stableJson(Reflect.get(a, field)) !== stableJson(Reflect.get(b, field)));
}
