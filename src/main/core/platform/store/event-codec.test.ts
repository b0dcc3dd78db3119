import { assert, constantFrom, json, property, record, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { USER } from "../../../../shared/model/identity.ts";
import { decodeJournalLine, encodeJournalLine, placeEvent } from "./event-codec.ts";

const PLACE = { seq: 1, at: 2, moment: { ms: 2, counter: 0 } };

const text = string({ unit: "binary", minLength: 1 });
const drafts = record({
  ledger: text,
  kind: text,
  subject: text,
  type: text,
  actor: constantFrom(USER),
  data: json().map((s): unknown => JSON.parse(s)),
  cause: text,
});

function roundTrip(draft: Parameters<typeof placeEvent>[0]): void {
  const { event, json } = placeEvent(draft, { seq: 7, at: 1_000, moment: { ms: 1_000, counter: 0 } });
  const line = Buffer.from(encodeJournalLine(json), "utf8");
  expect(line.indexOf(0x0a)).toBe(line.length - 1);
  expect(decodeJournalLine(line.subarray(0, -1))).toEqual({ ok: true, value: event });
}

describe("a journal line", () => {
  test("comes back as the event that was reduced, whatever is in it", () => {
    assert(property(drafts, roundTrip), { numRuns: 300, seed: 7 });
    roundTrip({ ledger: "l", kind: "k", subject: "\uD800 \u2028", type: "t", actor: USER, data: undefined });
  });

  test("is refused when any of its bytes has changed", () => {
    const { json } = placeEvent(
      { ledger: "l", kind: "k", subject: "s", type: "t", actor: USER, data: { a: 1 } },
      PLACE,
    );
    const line = Buffer.from(encodeJournalLine(json).trimEnd(), "utf8");
    for (let at = 0; at < line.length; at += 1) {
      const changed = Buffer.from(line);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(decodeJournalLine(changed).ok, `byte ${at}`).toBe(false);
    }
  });

  test("cannot be made without saying what it is about", () => {
    expect(() => placeEvent({ ledger: "l", kind: "k", subject: "", type: "t", actor: USER, data: 1 }, PLACE)).toThrow(
      /needs ledger/,
    );
  });
});
