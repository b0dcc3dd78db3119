import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRecordStore } from "./create-record-store.ts";
import { linesOf } from "./journal-files.ts";
import { LEDGER_REF } from "./ledger-branch.ts";
import { isAlive } from "./merge/record-state.ts";
import { isSame } from "./merge/registers.ts";
import { decodeShardLine, encodeShardLine } from "./shard-line.ts";
import { shardPath } from "./shard.ts";
import { createStoreFixture, nodeGit, noteKind } from "./store-fixture.ts";
import { WorkspaceLock } from "./workspace-lock.ts";

const SEED = { seed: 20_261_121 };
const STREAM = "0a1b2c3d";

/** A line as Drover writes it, with some of its fields taken away or replaced by anything. */
const fields = {
  id: fc.constantFrom("a", "b", "c", "note-1", "ü"),
  at: fc.constant(1_767_225_600_000),
  born: fc.constantFrom("1767225600000.00000 user", "1767225600001.00003 demo/ada"),
  seen: fc.constantFrom({}, { [STREAM]: [1, 2] }),
  life: fc.constantFrom(0, 1, 2),
  clocks: fc.constantFrom({}, { text: "1767225600002.00000 user" }),
  record: fc.record({ id: fc.constantFrom("a", "b", "c"), text: fc.string(), changes: fc.nat(9) }),
};
const nearlyLine = fc
  .tuple(
    fc.record(fields, { requiredKeys: ["id", "record"] }),
    fc.option(
      fc.tuple(fc.constantFrom(...Object.keys(fields), "deleted", "first", "last", "__proto__"), fc.jsonValue()),
    ),
  )
  .map(([line, more]) => JSON.stringify(more === null ? line : { ...line, [more[0]]: more[1] }));
const anyLine = fc.oneof(
  nearlyLine.map((text) => Buffer.from(text)),
  fc.string().map((text) => Buffer.from(text.replaceAll("\n", " "))),
  fc.json().map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 0x0a))),
);

describe("a line of a shard", () => {
  test("is never a reason to fail, and what is accepted is written as it was read", () => {
    fc.assert(
      fc.property(anyLine, (bytes) => {
        const line = decodeShardLine(bytes.toString("utf8"), STREAM);
        if ("reason" in line) {
          expect(line.reason).not.toBe("");
          return;
        }
        expect(line.id).not.toBe("");
        expect(line.life % 2).toBe(isAlive(line) ? 0 : 1);
        expect(decodeShardLine(encodeShardLine(line).trimEnd(), STREAM)).toEqual(line);
      }),
      { ...SEED, numRuns: 3_000 },
    );
  });
});

interface Entry {
  readonly path: string;
  readonly content: Buffer;
}

/** Makes these files the ledger's branch, without asking whether they make sense. */
function commitFiles(gitDir: string, files: readonly Entry[]): void {
  const env = { PATH: process.env["PATH"] ?? "", HOME: "/nonexistent" };
  const text = (line: string) => Buffer.from(`${line}\n`);
  const parts: Buffer[] = [text(`commit ${LEDGER_REF}`), text("committer A <a@example.org> 1 +0000"), text("data 0")];
  for (const { path: name, content } of files) {
    parts.push(text(`M 100644 inline ${JSON.stringify(name)}`), text(`data ${content.length}`), content, text(""));
  }
  execFileSync("git", ["--git-dir", gitDir, "fast-import", "--quiet", "--force"], { env, input: Buffer.concat(parts) });
}

const shardNames = fc.constantFrom(
  ...["a", "b", "c"].map((id) => `records/note/${shardPath(id, 1)}`),
  "records/note/zz.jsonl",
  "records/note/ab/c.jsonl",
  "records/note/deep/er/a.jsonl",
  "records/unknown/a.jsonl",
  `events/${STREAM}/000000000001.jsonl`,
  `events/${STREAM}/name.jsonl`,
  "events/zzz/1.jsonl",
  "records",
  "meta.json.bak",
  "notes.txt",
);
const meta = fc.oneof(
  { arbitrary: fc.constant({}), weight: 3 },
  {
    arbitrary: fc.dictionary(fc.constantFrom("format", "streams", "kinds", "ledger", "seq"), fc.jsonValue()),
    weight: 1,
  },
);
const goodMeta = {
  ...{ format: 1, ledger: "workspace", streams: [STREAM], seq: 2 },
  kinds: { note: { stream: STREAM, seq: 2, records: 3 } },
};

/** The bytes of what lies in quarantine. */
function quarantined(dir: string): Buffer[] {
  const folder = path.join(dir, ".drover", "quarantine");
  return (existsSync(folder) ? readdirSync(folder) : []).map((name) => {
    const kept = JSON.parse(readFileSync(path.join(folder, name), "utf8")) as { raw?: string; rawBase64?: string };
    return kept.raw === undefined ? Buffer.from(kept.rawBase64 ?? "", "base64") : Buffer.from(kept.raw);
  });
}

describe("a branch with anything in it", () => {
  test(
    "is opened or refused with words; what is accepted is right, and what is not is kept",
    { timeout: 120_000 },
    async () => {
      const lines = fc.array(anyLine, { maxLength: 5 });
      const files = fc.uniqueArray(fc.record({ path: shardNames, lines }), {
        maxLength: 5,
        selector: (one) => one.path,
      });
      await fc.assert(
        fc.asyncProperty(files, meta, async (chosen, odd) => {
          await using fixture = createStoreFixture();
          const entries = chosen
            .filter((one) => one.path !== "records" || chosen.length === 1)
            .map((one) => ({ path: one.path, content: Buffer.concat(one.lines.flatMap((line) => [line, FEED])) }));
          const metaFile = { path: "meta.json", content: Buffer.from(JSON.stringify({ ...goodMeta, ...odd })) };
          commitFiles(fixture.gitDir, [...entries, metaFile]);
          const lock = WorkspaceLock.acquire(fixture.dir, "fuzz");
          if (!lock.ok) throw new Error(lock.error.message);
          using _ = lock.value;
          const made = createRecordStore({
            ...{ lock: lock.value, git: nodeGit, clock: fixture.clock, notice: () => {} },
            owner: { name: "O", email: "o@example.org" },
          });
          if (!made.ok) throw new Error(made.error.message);
          await using store = made.value;
          const notes = store.table(noteKind);
          const opened = await store.openLedger("workspace", fixture.gitDir);
          if (!opened.ok) {
            expect(opened.error.message).toContain("workspace");
            expect(notes.size).toBe(0);
            return;
          }
          const kept = quarantined(fixture.dir);
          for (const note of notes.values()) expect(noteKind.schema.safeParse(note).success).toBe(true);
          const isShard = (name: string) => /^records\/note\/([0-9a-f]{1,2}|[0-9a-f]{2}\/[0-9a-f])\.jsonl$/.test(name);
          const isLedger = store.health.ledgers[0]?.tip !== undefined;
          for (const { path: name, content } of isLedger ? entries : []) {
            for (const line of isShard(name) ? linesOf(content) : []) {
              const decoded = decodeShardLine(line.toString("utf8"), STREAM);
              const isIn = !("reason" in decoded) && (!isAlive(decoded) || notes.get(decoded.id) !== undefined);
              expect(isIn || kept.some((bytes) => isSameLine(bytes, line)), line.toString("utf8")).toBe(true);
            }
          }
        }),
        { ...SEED, numRuns: 40 },
      );
    },
  );
});

/** Bringing a ledger to the format of today may have put the fields in order. */
function isSameLine(kept: Buffer, line: Buffer): boolean {
  if (kept.equals(line)) return true;
  const [a, b] = [kept, line].map((bytes) => decodeShardLine(bytes.toString("utf8"), STREAM));
  return a !== undefined && b !== undefined && !("reason" in a) && isSame(a, b);
}

const FEED = Buffer.from("\n");
