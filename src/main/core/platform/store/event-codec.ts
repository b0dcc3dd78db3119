import { crc32 } from "node:zlib";
import { z } from "zod";
import type { LedgerEvent, NewEvent } from "../../../../shared/model/event.ts";
import type { IdentityPath } from "../../../../shared/model/identity.ts";
import { type Moment, type Stamp, makeStamp } from "./merge/stamp.ts";

/** Fields that a newer version added survive. */
const eventSchema = z.looseObject({
  seq: z.int().positive(),
  at: z.number(),
  ledger: z.string().min(1),
  kind: z.string().min(1),
  subject: z.string().min(1),
  type: z.string().min(1),
  actor: z.custom<IdentityPath>((value) => typeof value === "string" && value !== ""),
  data: z.unknown(),
  cause: z.exactOptional(z.string()),
  ms: z.exactOptional(z.int().min(0)),
  tick: z.exactOptional(z.int().min(0)),
});

export type Decoded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/**
 * The event with its place in the stream, and its JSON. `data` is what JSON makes of it, so that reducing it now and
 * replaying the line later are the same. Its clock is written only where `at` does not say it. Throws for what a replay would refuse: an event without ledger, kind, subject or type.
 */
export function placeEvent(
  draft: NewEvent,
  { seq, at, moment }: { readonly seq: number; readonly at: number; readonly moment: Moment },
): { readonly event: LedgerEvent; readonly json: string } {
  const { ledger, kind, subject, type, actor, cause } = draft;
  if (ledger === "" || kind === "" || subject === "" || type === "" || actor === "") {
    throw new TypeError(`An event needs ledger, kind, subject, type and actor: ${JSON.stringify(draft)}`);
  }
  const data: unknown = JSON.parse(JSON.stringify(draft.data ?? null));
  const event = {
    ...{ seq, at, ledger, kind, subject, type, actor, data },
    ...(cause === undefined ? {} : { cause }),
    ...(moment.ms === at ? {} : { ms: moment.ms }),
    ...(moment.counter === 0 ? {} : { tick: moment.counter }),
  };
  return { event, json: JSON.stringify(event) };
}

/** The event's place in the hybrid logical clock. */
export function stampOf({ at, ms, tick, actor }: Pick<LedgerEvent, "at" | "ms" | "tick" | "actor">): Stamp {
  return makeStamp({ ms: ms ?? at, counter: tick ?? 0 }, actor);
}

export function decodeEvent(json: string): Decoded<LedgerEvent> {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch (error) {
    return { ok: false, reason: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const parsed = eventSchema.safeParse(raw);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, reason: `not an event: ${z.prettifyError(parsed.error)}` };
}

/** A line of the journal: CRC-32 of the JSON's bytes in 8 hexadecimal digits, a space, the JSON, a line feed. */
export function encodeJournalLine(json: string): string {
  return `${crc32(json).toString(16).padStart(8, "0")} ${json}\n`;
}

/** `line` comes without its line feed. */
export function decodeJournalLine(line: Buffer): Decoded<LedgerEvent> {
  if (line.length < 10 || line[8] !== 0x20) return { ok: false, reason: "not a journal line" };
  const json = line.subarray(9);
  if (line.toString("latin1", 0, 8) !== crc32(json).toString(16).padStart(8, "0")) {
    return { ok: false, reason: "checksum does not match" };
  }
  return decodeEvent(json.toString("utf8"));
}
