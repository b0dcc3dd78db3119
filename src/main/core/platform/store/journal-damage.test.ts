import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { USER } from "../../../../shared/model/identity.ts";
import type { LedgerEvent } from "../../../../shared/model/event.ts";
import { decodeEvent, decodeJournalLine, encodeJournalLine } from "./event-codec.ts";
import { type JournalContents, linesOf, readJournal, segmentFile } from "./journal-files.ts";
import { createQuarantine } from "./quarantine.ts";
import type { StoreNotice } from "./record-store.ts";

const STREAM = "0a1b2c3d";

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), "drover-damage-"));
});
// Some ten thousand small folders, which a busy disk takes its time to give up.
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
}, 120_000);

function lineOf(seq: number): string {
  const data = { text: `change ${seq} ü "{\\"seq\\":` };
  return encodeJournalLine(
    JSON.stringify({
      seq,
      at: seq,
      ledger: "l",
      kind: "note",
      subject: `n${seq}`,
      type: "noteWritten",
      actor: USER,
      data,
    }),
  );
}

interface Reading extends JournalContents {
  readonly notices: readonly StoreNotice[];
  /** Bytes of the lines that were set aside. */
  readonly kept: readonly Buffer[];
  readonly file: string;
}

/** What a start makes of a newest journal file with these bytes. */
function read(bytes: Uint8Array): Reading {
  const home = mkdtempSync(path.join(dir, "w-"));
  const journal = path.join(home, "journal");
  const file = segmentFile(journal, STREAM, 1);
  mkdirSync(journal);
  writeFileSync(file, bytes);
  const notices: StoreNotice[] = [];
  const notice = (one: StoreNotice) => notices.push(one);
  const contents = readJournal(journal, {
    quarantine: createQuarantine({ dir: path.join(home, "q"), notice }),
    notice,
  });
  return { ...contents, notices, kept: keptIn(path.join(home, "q")), file };
}

function keptIn(quarantine: string): Buffer[] {
  let names: string[] = [];
  try {
    names = readdirSync(quarantine);
  } catch {
    // Nothing was set aside.
  }
  return names.map((name) => {
    const { raw, rawBase64 } = JSON.parse(readFileSync(path.join(quarantine, name), "utf8")) as {
      raw?: string;
      rawBase64?: string;
    };
    return raw === undefined ? Buffer.from(rawBase64 ?? "", "base64") : Buffer.from(raw);
  });
}

describe("a journal that ends in the middle of a line", () => {
  test("keeps every whole line and drops the rest, whatever its length", () => {
    const lines = [1, 2, 3].map(lineOf);
    const whole = Buffer.from(lines.join(""));
    const ends = lines.map((_, n) => Buffer.byteLength(lines.slice(0, n + 1).join("")));
    for (let length = 0; length <= whole.length; length += 1) {
      const found = read(whole.subarray(0, length));
      const count = ends.filter((end) => end <= length).length;
      const isTorn = length !== (ends[count - 1] ?? 0);
      // The last byte alone is missing: the change is whole, and was never told to be durable, so both would be right.
      expect(
        found.events.map((event) => event.seq),
        `cut to ${length}`,
      ).toEqual([1, 2, 3].slice(0, count));
      expect(found.notices.map((notice) => notice.code)).toEqual(isTorn ? ["journal-tail-dropped"] : []);
      expect(found.kept).toEqual([]);
      expect(readFileSync(found.file)).toEqual(whole.subarray(0, ends[count - 1] ?? 0));
      expect(found.lastSeq).toBe(count);
    }
  });
});

describe("a journal with a flipped bit", () => {
  test("gives every other change, invents none, tells it and keeps the bytes, wherever the bit is", () => {
    const numbers = [1, 2, 3, 4];
    const originals = new Map(numbers.map((seq) => [seq, lineOf(seq).slice(9).trimEnd()]));
    const whole = Buffer.from(numbers.map(lineOf).join(""));
    for (let at = 0; at < whole.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        const where = `bit ${bit} of byte ${at}`;
        const found = read(bytes);
        // Two lines are lost where the line feed between them is.
        const lost = numbers.length - found.events.length;
        expect(lost, where).toBeGreaterThanOrEqual(1);
        expect(lost, where).toBeLessThanOrEqual(whole[at] === 0x0a ? 2 : 1);
        for (const event of found.events) expect(JSON.stringify(event), where).toBe(originals.get(event.seq));
        expect(found.notices.length, where).toBeGreaterThanOrEqual(1);
        expect(new Set(found.notices.map((notice) => notice.code)), where).toEqual(new Set(["line-quarantined"]));
        const damaged = [...linesOf(bytes)].filter((line) => !decodeJournalLine(line).ok);
        expect(
          damaged.filter((line) => !found.kept.some((one) => one.equals(line))),
          where,
        ).toEqual([]);
        // No number that was acknowledged is given away again.
        expect(found.lastSeq, where).toBeGreaterThanOrEqual(numbers.length);
      }
    }
  });
});

describe("random bytes", () => {
  const bytes = fc.uint8Array({ maxLength: 400 });
  const nearlyLine = fc
    .tuple(
      fc.integer({ min: -1, max: 9 }),
      fc.constantFrom("seq", "at", "ledger", "subject", "type", "data"),
      fc.jsonValue(),
    )
    .map(([seq, key, value]) => {
      const event: Record<string, unknown> = JSON.parse(lineOf(seq).slice(9)) as Record<string, unknown>;
      return Buffer.from(encodeJournalLine(JSON.stringify({ ...event, [key]: value })));
    });
  const whole = fc.integer({ min: 1, max: 9 }).map((seq) => Buffer.from(lineOf(seq)));
  const feed = fc.constant(Buffer.from("\n"));

  test("in a journal never make a start fail, and what is accepted is an event with a number above those before", () => {
    const contents = fc.array(fc.oneof(whole, nearlyLine, bytes, feed), { maxLength: 12 });
    fc.assert(
      fc.property(contents, (parts) => {
        const all = Buffer.concat(parts);
        const found = read(all);
        let before = 0;
        for (const event of found.events) {
          expect(event.seq).toBeGreaterThan(before);
          before = event.seq;
          expect(decodeEvent(JSON.stringify(event))).toEqual({ ok: true, value: event });
        }
        expect(found.lastSeq).toBeGreaterThanOrEqual(before);
        // Each line is an event, is kept, or was the torn end.
        const last = readFileSync(found.file);
        const lines = [...linesOf(last)];
        expect(last.length === 0 || last.at(-1) === 0x0a).toBe(true);
        const accepted = new Set(found.events.map((event: LedgerEvent) => event.seq));
        for (const line of lines) {
          const decoded = decodeJournalLine(line);
          const isIn = decoded.ok && accepted.has(decoded.value.seq);
          expect(isIn || found.kept.some((one) => one.equals(line))).toBe(true);
        }
      }),
      { seed: 20_261_121, numRuns: 400 },
    );
  });
});
