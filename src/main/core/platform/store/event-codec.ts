import { crc32 } from "node:zlib";
import { z } from "zod";
import type { LedgerEvent, NewEvent } from "../../../../shared/model/event.ts";
import type { IdentityPath } from "../../../../shared/model/identity.ts";

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
});

export type Decoded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/**
 * The event with its place in the stream, and its JSON. What is reduced is read back from the JSON, so that a replay can
 * only ever see the same. Throws for data that JSON cannot hold.
 */
export function placeEvent(
  event: NewEvent,
  seq: number,
  at: number,
): { readonly event: LedgerEvent; readonly json: string } {
  const json = JSON.stringify({
    seq,
    at,
    ledger: event.ledger,
    kind: event.kind,
    subject: event.subject,
    type: event.type,
    actor: event.actor,
    data: event.data ?? null,
    cause: event.cause,
  });
  const decoded = decodeEvent(json);
  if (!decoded.ok) {
    throw new TypeError(`The event ${event.type} of ${event.kind} ${event.subject} is malformed: ${decoded.reason}`);
  }
  return { event: decoded.value, json };
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
