import { z } from "zod";
import {
  type AliveState,
  type Deletion,
  NO_CLOCKS,
  NO_ROUNDS,
  type RecordState,
  type Seen,
  isAlive,
} from "./merge/record-state.ts";
import { isStamp, makeStamp } from "./merge/stamp.ts";
import { stableJson } from "./stable-json.ts";

/** One record, or the tombstone of one, as a line of a shard file; see docs/formats/ledger.md. */
export type ShardLine = { readonly id: string } & RecordState;

export function encodeShardLine(line: ShardLine): string {
  const { id, life, seen } = line;
  if (!isAlive(line)) {
    return `${stableJson({ id, deleted: line.deleted, seen, ...(life === 1 ? {} : { life }) })}\n`;
  }
  const { at, born, clocks, rounds, record } = line;
  const more = {
    ...(life === 0 ? {} : { life }),
    ...(isEmpty(clocks) ? {} : { clocks }),
    ...(isEmpty(rounds) ? {} : { rounds }),
  };
  return `${stableJson({ id, at, born, seen, ...more, record })}\n`;
}

/**
 * `stream` is the numbering that `first` and `last` of a line of format 1 are in. Such a line has no clocks: all its fields
 * are as old as the record.
 */
export function decodeShardLine(text: string, stream: string): ShardLine | { readonly reason: string } {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return { reason: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const plain = plainLine(raw);
  if (plain !== undefined) return plain;
  const parsed = lineSchema.safeParse(raw);
  if (!parsed.success) return { reason: `not a record: ${z.prettifyError(parsed.error)}` };
  const line = parsed.data;
  if ("first" in line) return ofFormat1(line, stream);
  if ("deleted" in line) {
    const { life = 1, ...rest } = line;
    return life % 2 === 1 ? { ...rest, life } : { reason: `a tombstone has an odd life, not ${life}` };
  }
  const { life = 0, clocks = NO_CLOCKS, rounds = NO_ROUNDS, ...rest } = line;
  return life % 2 === 0 ? { ...rest, life, clocks, rounds } : { reason: `a record has an even life, not ${life}` };
}

/** What nearly every line is, told without the schema, which takes four times as long; undefined where the schema has to judge. */
function plainLine(raw: unknown): ShardLine | undefined {
  if (!isObject(raw)) return undefined;
  const { id: name, at, born, seen: numbers, record: fields, clocks = NO_CLOCKS, rounds = NO_ROUNDS } = raw;
  if (raw["life"] !== undefined || raw["first"] !== undefined) return undefined;
  if (typeof name !== "string" || name === "" || !Number.isFinite(at) || typeof at !== "number") return undefined;
  if (!isStamp(born) || !isObject(fields) || !isSeen(numbers) || !isClocks(clocks)) return undefined;
  if (!isObject(rounds) || !isEmpty(rounds)) return undefined;
  return { id: name, at, born, life: 0, clocks, rounds: NO_ROUNDS, seen: numbers, record: fields };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSeen(value: unknown): value is Seen {
  if (!isObject(value)) return false;
  for (const stream in value) {
    const range = value[stream];
    if (!Array.isArray(range) || range.length < 2 || range.length > 3 || !range.every(isCount)) return false;
  }
  return true;
}

function isClocks(value: unknown): value is Readonly<Record<string, string>> {
  if (!isObject(value)) return false;
  for (const name in value) if (!isStamp(value[name])) return false;
  return true;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && typeof value === "number" && value >= 0;
}

const stamp = z.string().refine(isStamp, "not a clock");
const count = z.int().min(0);
const id = z.string().min(1);
const seen: z.ZodType<Seen> = z.record(z.string(), z.union([z.tuple([count, count]), z.tuple([count, count, count])]));
const record = z.record(z.string(), z.unknown());
const deleted: z.ZodType<Deletion> = z.object({ at: z.number(), by: z.string(), clock: stamp });

const formatOne = z.object({ id, first: count, last: count, at: z.number(), record });
const lineSchema = z.union([
  z.object({
    id,
    at: z.number(),
    born: stamp,
    life: z.exactOptional(count),
    clocks: z.exactOptional(z.record(z.string(), stamp)),
    rounds: z.exactOptional(z.record(z.string(), count)),
    seen,
    record,
  }),
  z.object({ id, deleted, life: z.exactOptional(count), seen }),
  formatOne,
]);

/** Two workspaces that bring the same ledger to this format write the same bytes. */
function ofFormat1(line: z.infer<typeof formatOne>, stream: string): ShardLine {
  const by = [line.record["createdBy"], line.record["addedBy"]].find((who) => typeof who === "string" && who !== "");
  const { at } = line;
  const state: AliveState = {
    life: 0,
    at,
    born: makeStamp({ ms: at, counter: 0 }, typeof by === "string" ? by : "drover"),
    clocks: NO_CLOCKS,
    rounds: NO_ROUNDS,
    seen: line.last > 0 ? { [stream]: [line.first, line.last] } : {},
    record: line.record,
  };
  return { id: line.id, ...state };
}

function isEmpty(fields: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(fields).length === 0;
}
