import { z } from "zod";
import type { LedgerMeta } from "../ledger-meta.ts";
import { countIn, sharesIn, totalOf } from "../merge/counter.ts";
import { isAlive } from "../merge/record-state.ts";
import { type Stamp, isStamp, momentOf } from "../merge/stamp.ts";
import type { RecordKind } from "../record-store.ts";
import { shardPath } from "../shard.ts";
import { type ShardLine, decodeShardLine, encodeShardLine } from "../shard-line.ts";
import type { ShardFile } from "./check-files.ts";
import { checkLines } from "./check-lines.ts";
import type { Report } from "./report.ts";

/** A machine's clock may be a little ahead; more makes its changes win over later ones. */
const FUTURE_MS = 24 * 60 * 60 * 1000;

export interface ShardsDeps {
  readonly report: Report;
  readonly meta: LedgerMeta;
  /** Undeclared ones are not looked into. */
  readonly kinds: ReadonlyMap<string, RecordKind<unknown>>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What is known of a kind after its shards were checked. Tombstones are among the lines. */
export interface CheckedKind {
  /** By id; of ids that stand twice the first. */
  readonly lines: Map<string, ShardLine>;
}

export interface ShardsCheck {
  check(file: ShardFile, content: Buffer): void;
  /** What can only be said of all files together. */
  finish(): ReadonlyMap<string, CheckedKind>;
}

export function checkShards({ report, meta, kinds, now }: ShardsDeps): ShardsCheck {
  const found = new Map<string, CheckedKind & { readonly places: Map<string, string>; readonly depths: Set<number> }>();

  function check({ file, kind, shard }: ShardFile, content: Buffer): void {
    const checked = found.get(kind) ?? nothing();
    found.set(kind, checked);
    const depth = shard.includes("/") ? 3 : shard.length > "a.jsonl".length ? 2 : 1;
    checked.depths.add(depth);
    let before = "";
    for (const { text, place } of checkLines(file.path, content, report)) {
      const line = decodeShardLine(text, meta.numbering[kind] ?? "");
      if ("reason" in line) {
        const clock = badClockOf(text);
        if (clock === undefined) report.add("L11", place, `The line is ${line.reason}.`);
        else report.add("L17", place, `The line has a clock that is none: ${JSON.stringify(clock)}.`);
        continue;
      }
      if (meta.format > 1 && encodeShardLine(line) !== `${text}\n`) {
        report.add("L12", place, `The record ${line.id} is not written canonically.`);
      }
      if (line.id < before) report.add("L13", place, `${line.id} comes after ${before}.`);
      before = line.id;
      const right = shardPath(line.id, depth);
      if (right !== shard) report.add("L14", place, `${line.id} belongs into records/${kind}/${right}.`);
      const first = checked.places.get(line.id);
      if (first !== undefined) {
        report.add("L15", place, `The ${kind} ${line.id} stands at ${first} already.`);
        continue;
      }
      checked.places.set(line.id, place);
      checked.lines.set(line.id, line);
      checkLine(kind, line, place);
    }
  }

  function checkLine(kind: string, line: ShardLine, place: string): void {
    if (isAlive(line)) {
      const schema = kinds.get(kind)?.schema;
      const parsed = schema?.safeParse(line.record);
      if (parsed?.success === false) {
        report.add("L16", place, `${line.id} is no ${kind}: ${z.prettifyError(parsed.error)}`);
      }
      const stated = line.record["id"] ?? line.id;
      if (kind === "item" && stated !== line.id) {
        report.add("L16", place, `The line of ${line.id} has the record of ${JSON.stringify(stated)}.`);
      }
    }
    const late = stampsOf(line).find((stamp) => momentOf(stamp).ms > now + FUTURE_MS);
    if (late !== undefined) report.add("L18", place, `${line.id} changed at ${inWords(late)}, which is yet to come.`);
    checkCounter(kind, line, place);
    for (const [stream, [first, last]] of Object.entries(line.seen)) {
      const mark = meta.streams[stream];
      const upTo = mark?.kinds[kind] ?? mark?.seq ?? 0;
      if (first > last) report.add("L19", place, `${line.id} has events ${first} to ${last} of ${stream}.`);
      else if (mark === undefined) {
        report.add("L19", place, `${line.id} has events of ${stream}, which meta.json does not name.`);
      } else if (last > upTo) {
        report.add("L19", place, `${line.id} has event ${last} of ${stream}; meta.json says up to ${upTo}.`);
      }
    }
  }

  /** The shares of streams are no more than what the record counts to. */
  function checkCounter(kind: string, line: ShardLine, place: string): void {
    const counter = kinds.get(kind)?.merge?.counter;
    if (counter === undefined || !isAlive(line)) return;
    const [total, counted] = [countIn(line.record, counter), totalOf(sharesIn(line, counter))];
    if (counted === total) return;
    report.add("L19", place, `The ${counter} of ${line.id} stands at ${total}; its streams count to ${counted}.`);
  }

  return {
    check,
    finish() {
      for (const [kind, { depths, lines }] of found) {
        if (depths.size > 1) report.add("L14", `records/${kind}`, "Its shards are of several layouts.");
        const counted = meta.kinds[kind];
        if (counted === undefined) report.add("L8", "meta.json", `meta.json does not name the kind ${kind}.`);
        else if (counted.records !== lines.size) {
          report.add("L8", "meta.json", `meta.json counts ${counted.records} of ${kind}; there are ${lines.size}.`);
        }
      }
      for (const [kind, { records }] of Object.entries(meta.kinds)) {
        if (records > 0 && !found.has(kind)) {
          report.add("L8", "meta.json", `meta.json counts ${records} of ${kind}; there are none.`);
        }
      }
      return found;
    },
  };
}

function nothing() {
  return { lines: new Map<string, ShardLine>(), places: new Map<string, string>(), depths: new Set<number>() };
}

function stampsOf(line: ShardLine): readonly Stamp[] {
  return isAlive(line) ? [line.born, ...Object.values(line.clocks)] : [line.deleted.clock];
}

const clocked = z.object({
  born: z.unknown().optional(),
  clocks: z.exactOptional(z.record(z.string(), z.unknown())),
  deleted: z.exactOptional(z.object({ clock: z.unknown() })),
});

/** Of a line that cannot be read: what stands in the place of a clock and is none. */
function badClockOf(text: string): unknown {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { data } = clocked.safeParse(raw);
  return [data?.born, data?.deleted?.clock, ...Object.values(data?.clocks ?? {})].find(
    (clock) => clock !== undefined && !isStamp(clock),
  );
}

function inWords(stamp: Stamp): string {
  return new Date(momentOf(stamp).ms).toISOString();
}
