import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { array, assert, asyncProperty, constantFrom, record, string } from "fast-check";
import { describe, expect, test } from "vitest";
import type { LedgerEvent } from "../../../../shared/model/event.ts";
import { err, ok } from "../../../../shared/model/result.ts";
import { ManualClock } from "../../base/clock.ts";
import { createRecordStore } from "./create-record-store.ts";
import {
  type StoreFixture,
  append,
  createStoreFixture,
  git,
  nodeGit,
  noteKind,
  removed,
  written,
} from "./store-fixture.ts";
import { WorkspaceLock } from "./workspace-lock.ts";

function journalFiles(fixture: StoreFixture): string[] {
  return readdirSync(fixture.journalDir)
    .toSorted()
    .map((name) => path.join(fixture.journalDir, name));
}

describe("committing", () => {
  test("numbers events without gaps and publishes them in order, once they are on the disk", async () => {
    await using fixture = createStoreFixture();
    const store = await fixture.open();
    const seen: LedgerEvent[] = [];
    const onDisk: boolean[] = [];
    store.subscribe((event) => {
      seen.push(event);
      onDisk.push(journalFiles(fixture).some((file) => readFileSync(file, "utf8").includes(`"seq":${event.seq},`)));
    });
    await Promise.all([append(store, written("a", "1"), written("b", "2")), append(store, written("a", "3"))]);
    expect(seen.map((event) => [event.seq, event.subject])).toEqual([
      [1, "a"],
      [2, "b"],
      [3, "a"],
    ]);
    expect(onDisk).toEqual([true, true, true]);
    expect(store.lastSeq).toBe(3);
    expect([...store.table(noteKind).values()]).toEqual([
      { id: "a", text: "3", changes: 2 },
      { id: "b", text: "2", changes: 1 },
    ]);
  });

  test("lets each of many simultaneous deciders see what the one before appended", async () => {
    await using fixture = createStoreFixture();
    const store = await fixture.open();
    const notes = store.table(noteKind);
    const claims = Array.from({ length: 50 }, (_, n) =>
      store.commit(() => {
        const taken = notes.get("prize");
        if (taken !== undefined) return err({ code: "taken", message: taken.text });
        return ok({ events: [written("prize", `claimant ${n}`)], result: () => n });
      }),
    );
    const outcomes = await Promise.all(claims);
    expect(outcomes.filter((outcome) => outcome.ok)).toEqual([{ ok: true, value: 0 }]);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.error.message === "claimant 0")).toHaveLength(49);
  });

  test("refuses events of a ledger that is not open and appends nothing", async () => {
    await using fixture = createStoreFixture();
    const store = await fixture.open();
    const outcome = await store.commit(() =>
      ok({ events: [written("a", "x"), written("b", "y", "elsewhere")], result: () => 0 }),
    );
    expect(outcome).toMatchObject({ ok: false, error: { code: "ledger-unknown" } });
    expect(store.table(noteKind).size).toBe(0);
    expect(store.lastSeq).toBe(0);
  });

  test("takes the whole decision back when one of its events cannot be reduced", async () => {
    await using fixture = createStoreFixture();
    const store = await fixture.open();
    await append(store, written("a", "before"));
    const broken = { ...written("b", "x"), data: { text: 7 } };
    await expect(append(store, written("a", "after"), broken)).rejects.toThrow(/text/);
    expect(store.table(noteKind).get("a")?.text).toBe("before");
    await append(store, written("a", "again"));
    expect(store.lastSeq).toBe(2);
  });

  test("never lets time run backwards", async () => {
    await using fixture = createStoreFixture();
    let now = 5_000;
    const clock = { now: () => now, after: fixture.clock.after.bind(fixture.clock) };
    const store = await fixture.open({ clock });
    const [first] = await append(store, written("a", "1"));
    now = 1_000;
    const [second] = await append(store, written("a", "2"));
    expect([first?.at, second?.at]).toEqual([5_000, 5_000]);
  });

  test("tells an index beside the table of every change, also of those it loads", async () => {
    await using fixture = createStoreFixture();
    const before = await fixture.open();
    await append(before, written("a", "1"), written("b", "2"));
    const store = await fixture.open({ declare: false });
    const notes = store.table(noteKind);
    const changes: string[] = [];
    notes.watch(({ id, before: was, after }) => changes.push(`${id}: ${was?.text ?? "-"} → ${after?.text ?? "-"}`));
    await append(store, written("a", "3"), removed("b"));
    expect(changes).toEqual(["a: 1 → 3", "b: 2 → -"]);
  });
});

describe("starting again", () => {
  test("replays what git has not seen", async () => {
    await using fixture = createStoreFixture();
    const first = await fixture.open();
    await append(first, written("a", "1"), written("b", "2"));
    await append(first, removed("a"));
    await fixture.crash();
    expect(git(fixture.gitDir, "for-each-ref")).toBe("");
    const store = await fixture.open();
    expect([...store.table(noteKind).values()]).toEqual([{ id: "b", text: "2", changes: 1 }]);
    expect(store.lastSeq).toBe(3);
    expect(store.health.ledgers[0]?.waiting).toBe(3);
  });

  test("does not replay twice what git has", async () => {
    await using fixture = createStoreFixture();
    const first = await fixture.open();
    await append(first, written("a", "1"));
    await first.flush();
    await append(first, written("a", "2"));
    await fixture.crash();
    const store = await fixture.open();
    expect(store.table(noteKind).get("a")).toEqual({ id: "a", text: "2", changes: 2 });
  });

  test("keeps the order of creation through git, which sorts by id", async () => {
    await using fixture = createStoreFixture();
    const first = await fixture.open();
    for (const id of ["z", "m", "a", "q"]) await append(first, written(id, id));
    const store = await fixture.open();
    expect([...store.table(noteKind).values()].map((note) => note.id)).toEqual(["z", "m", "a", "q"]);
  });

  test("takes in a kind that is declared after the ledger was opened, and keeps one nobody declares", async () => {
    await using fixture = createStoreFixture();
    const first = await fixture.open();
    await append(first, written("a", "1"));
    await first.flush();
    await append(first, written("b", "2"));
    await fixture.crash();
    const silent = await fixture.open({ declare: false });
    await silent.flush();
    const store = await fixture.open({ declare: false });
    expect([...store.table(noteKind).values()].map((note) => note.id)).toEqual(["a", "b"]);
  });

  test("drops a torn last line, says so, and goes on", async () => {
    await using fixture = createStoreFixture();
    const first = await fixture.open();
    await append(first, written("a", "1"));
    await fixture.crash();
    const [file = ""] = journalFiles(fixture);
    const whole = readFileSync(file);
    appendFileSync(file, '0bad0bad {"seq":2,"at":17');
    const second = await fixture.open();
    expect(fixture.notices.map((notice) => notice.code)).toEqual(["journal-tail-dropped"]);
    expect(readFileSync(file)).toEqual(whole);
    await append(second, written("b", "2"));
    await fixture.crash();
    const store = await fixture.open();
    expect(store.lastSeq).toBe(2);
    expect(store.table(noteKind).size).toBe(2);
  });

  test("sets a damaged line of the journal aside, once, and keeps the rest", async () => {
    await using fixture = createStoreFixture();
    const first = await fixture.open();
    for (const id of ["a", "b", "c"]) await append(first, written(id, id));
    await fixture.crash();
    const [file = ""] = journalFiles(fixture);
    writeFileSync(file, readFileSync(file, "utf8").replace('"subject":"b"', '"subject":"x"'));
    const second = await fixture.open();
    expect([...second.table(noteKind).values()].map((note) => note.id)).toEqual(["a", "c"]);
    expect(fixture.notices).toMatchObject([
      { code: "line-quarantined", details: { line: 2, reason: "checksum does not match" } },
    ]);
    const kept = fixture.notices[0]?.details["keptAt"];
    expect(readFileSync(String(kept), "utf8")).toContain(String.raw`\"subject\":\"x\"`);
    await append(second, written("d", "d"));
    expect(second.lastSeq).toBe(4);
    await fixture.crash();
    await fixture.open();
    expect(fixture.notices).toHaveLength(1);
  });

  test("does not give the number of a damaged newest line away again", async () => {
    await using fixture = createStoreFixture();
    const first = await fixture.open();
    await append(first, written("a", "a"));
    await append(first, written("b", "b"));
    await fixture.crash();
    const [file = ""] = journalFiles(fixture);
    writeFileSync(file, readFileSync(file, "utf8").replace('"subject":"b"', '"subject":"x"'));
    const store = await fixture.open();
    expect([store.lastSeq, store.eventsAfter(2, 10)]).toEqual([2, []]);
    const [event] = await append(store, written("c", "c"));
    expect(event?.seq).toBe(3);
    expect(store.eventsAfter(1, 10)?.map((one) => one.seq)).toEqual([3]);
  });

  test("says where things are when files of two journals are mixed, and changes nothing", async () => {
    await using fixture = createStoreFixture();
    const first = await fixture.open();
    await append(first, written("a", "1"));
    await fixture.crash();
    writeFileSync(path.join(fixture.journalDir, "00000000.000000000001.jsonl"), "");
    await expect(fixture.open()).rejects.toThrow(/two journals/);
  });

  const action = record({
    id: constantFrom("a", "b", "c", "d", "e"),
    text: string({ unit: "binary", maxLength: 12 }),
    what: constantFrom("write", "write", "write", "remove", "flush", "crash", "restart"),
  });

  test("brings back the state it had, whatever was done before", async () => {
    await assert(
      asyncProperty(array(action, { minLength: 1, maxLength: 25 }), async (actions) => {
        await using fixture = createStoreFixture();
        let store = await fixture.open({ limits: { segmentBytes: 400, keptEvents: 3 } });
        for (const { id, text, what } of actions) {
          if (what === "flush") await store.flush();
          else if (what === "crash") {
            await fixture.crash();
            store = await fixture.open({ limits: { segmentBytes: 400, keptEvents: 3 } });
          } else if (what === "restart") store = await fixture.open({ limits: { segmentBytes: 400, keptEvents: 3 } });
          else await append(store, what === "write" ? written(id, text) : removed(id));
        }
        const before = { notes: [...store.table(noteKind).values()], seq: store.lastSeq };
        await fixture.crash();
        const replayed = await fixture.open();
        expect({ notes: [...replayed.table(noteKind).values()], seq: replayed.lastSeq }).toEqual(before);
        await replayed.flush();
        const fromGit = await fixture.open();
        expect({ notes: [...fromGit.table(noteKind).values()], seq: fromGit.lastSeq }).toEqual(before);
        expect(fixture.notices).toEqual([]);
      }),
      { numRuns: 12, seed: 7 },
    );
  });
});

describe("a folder that cannot be written", () => {
  test("is refused with what was tried and what to do", () => {
    const dir = mkdtempSync(path.join(tmpdir(), "drover-store-"));
    const lock = WorkspaceLock.acquire(dir, "a test");
    if (!lock.ok) throw new Error(lock.error.message);
    writeFileSync(path.join(dir, ".drover", "journal"), "in the way");
    const made = createRecordStore({
      lock: lock.value,
      git: nodeGit,
      clock: new ManualClock(),
      owner: { name: "O", email: "o@example.org" },
      notice() {},
    });
    expect(made).toMatchObject({ ok: false, error: { code: "workspace-not-writable" } });
    expect(made.ok ? "" : made.error.message).toContain(path.join(dir, ".drover", "journal"));
    lock.value[Symbol.dispose]();
    rmSync(dir, { recursive: true });
  });
});

describe("the event stream", () => {
  test("resumes behind a number, also after a restart, and says when that is too long ago", async () => {
    await using fixture = createStoreFixture();
    const limits = { segmentBytes: 300, keptEvents: 4, ringEvents: 100 };
    const first = await fixture.open({ limits });
    for (let n = 1; n <= 20; n += 1) await append(first, written("a", `${n}`));
    expect(first.eventsAfter(17, 10)?.map((event) => event.seq)).toEqual([18, 19, 20]);
    expect(first.eventsAfter(0, 2)?.map((event) => event.seq)).toEqual([1, 2]);
    expect(first.eventsAfter(20, 10)).toEqual([]);
    expect(first.eventsAfter(21, 10)).toBeUndefined();
    await first.flush();
    const store = await fixture.open({ limits });
    expect(store.eventsAfter(16, 10)?.map((event) => event.seq)).toEqual([17, 18, 19, 20]);
    expect(store.eventsAfter(0, 10)).toBeUndefined();
  });

  test("gives a record's whole trail from git and journal together", async () => {
    await using fixture = createStoreFixture();
    const first = await fixture.open({ limits: { segmentBytes: 200, keptEvents: 0 } });
    await append(first, written("a", "1"), written("b", "x"));
    await first.flush();
    await append(first, written("a", "2"));
    await first.flush();
    await append(first, removed("a"), written("b", "y"));
    const texts = async () => (await first.trail("workspace", "note", "a")).map((event) => [event.seq, event.type]);
    const whole = [
      [1, "noteWritten"],
      [3, "noteWritten"],
      [4, "noteRemoved"],
    ];
    expect(await texts()).toEqual(whole);
    const store = await fixture.open();
    expect((await store.trail("workspace", "note", "a")).map((event) => [event.seq, event.type])).toEqual(whole);
    expect((await store.trail("workspace", "note", "b")).map((event) => event.seq)).toEqual([2, 5]);
  });
});
