import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Moment } from "../../../../shared/model/moment.ts";
import { createPast } from "./past.ts";
import type { RecordStore } from "./record-store.ts";
import {
  type Note,
  type StoreFixture,
  append,
  createStoreFixture,
  git,
  noteKind,
  removed,
  written,
} from "./store-fixture.ts";

let place: StoreFixture;
beforeEach(() => {
  place = createStoreFixture();
});
afterEach(async () => {
  await place[Symbol.asyncDispose]();
});

/** The notes at a moment, by id. */
async function notesAt(store: RecordStore, moment: Moment): Promise<Readonly<Record<string, Note>>> {
  const past = createPast({ store, clock: place.clock });
  const bound = await past.boundOf(moment);
  if (!bound.ok) throw new Error(bound.error.message);
  const opened = await past.open(bound.value, (old) => old.table(noteKind), new Map());
  if (!opened.ok) throw new Error(opened.error.message);
  expect(opened.value.shown.unreadable).toBeUndefined();
  return byId(opened.value.value.values());
}

function byId(notes: Iterable<Note>): Readonly<Record<string, Note>> {
  return Object.fromEntries([...notes].map((note) => [note.id, note]));
}

type Step =
  | { readonly do: "write"; readonly id: string; readonly text: string }
  | { readonly do: "remove"; readonly id: string }
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "flush" | "crash" | "restart" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant("write"), id: fc.constantFrom("a", "b", "c", "d"), text: fc.string() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("remove"), id: fc.constantFrom("a", "b", "c", "d") }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("wait"), ms: fc.constantFrom(1, 40, 999, 1_000, 1_001, 7_300) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("flush", "crash", "restart") }) },
);

describe("the past", () => {
  test("is what was there at the time, through flushes, crashes and restarts", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        await using fixture = createStoreFixture();
        place = fixture;
        let store = await fixture.open();
        const seen = new Map<Moment, Readonly<Record<string, Note>>>();
        const look = () => {
          const notes = byId(store.table(noteKind).values());
          seen.set(fixture.clock.now(), notes);
          seen.set(`#${store.lastSeq}`, notes);
        };
        for (const one of steps) {
          if (one.do === "write") await append(store, written(one.id, one.text));
          if (one.do === "remove") await append(store, removed(one.id));
          if (one.do === "flush") await store.flush();
          if (one.do === "crash") await fixture.crash();
          if (one.do === "crash" || one.do === "restart") store = await fixture.open();
          look();
          if (one.do === "wait") fixture.clock.advance(one.ms);
        }
        for (const [moment, notes] of seen) expect(await notesAt(store, moment)).toEqual(notes);
      }),
      { numRuns: 25, seed: 7 },
    );
  }, 120_000);

  test("is what was known here, when other clones' changes are taken in", async () => {
    const store = await place.open();
    await using other = createStoreFixture();
    const elsewhere = await other.open();
    const seen = new Map<Moment, Readonly<Record<string, Note>>>();
    const look = () => {
      seen.set(place.clock.now(), byId(store.table(noteKind).values()));
      for (const { clock } of [place, other]) clock.advance(5_000);
    };
    const takeIn = async () => {
      await elsewhere.flush();
      git(place.gitDir, "fetch", "-q", other.gitDir, "+drover/ledger:refs/remotes/other/ledger");
      const tip = git(place.gitDir, "rev-parse", "refs/remotes/other/ledger");
      expect(await store.joinLedger("workspace", tip)).toMatchObject({ ok: true });
    };
    await append(elsewhere, written("x", "elsewhere"), written("y", "elsewhere"));
    look();
    await append(store, written("a", "here"));
    look();
    await takeIn();
    look();
    await append(store, written("x", "changed here"), removed("y"));
    look();
    await append(elsewhere, written("y", "kept"), written("z", "elsewhere"));
    look();
    await takeIn();
    await append(store, written("a", "last"));
    look();
    await store.flush();
    for (const [moment, notes] of seen) expect(await notesAt(store, moment)).toEqual(notes);
  });

  test("is empty before the first event, and where there is no ledger yet", async () => {
    const store = await place.open();
    expect(await notesAt(store, place.clock.now())).toEqual({});
    place.clock.advance(10_000);
    await append(store, written("a", "one"));
    await store.flush();
    expect(await notesAt(store, 0)).toEqual({});
    expect(await notesAt(store, "#0")).toEqual({});
  });

  test("keeps two events of one millisecond apart by their numbers", async () => {
    const store = await place.open();
    await append(store, written("a", "one"));
    await append(store, written("a", "two"));
    await store.flush();
    expect((await notesAt(store, "#1"))["a"]?.text).toBe("one");
    expect((await notesAt(store, "#2"))["a"]?.text).toBe("two");
  });

  test("says which event there is not", async () => {
    const store = await place.open();
    await append(store, written("a", "one"));
    const bound = await createPast({ store, clock: place.clock }).boundOf("#7");
    expect(bound).toMatchObject({ ok: false, error: { code: "moment-unknown" } });
    expect(bound.ok ? "" : bound.error.message).toContain("#1");
  });

  test("says what of it cannot be read, and shows the rest", async () => {
    const store = await place.open();
    await append(store, written("a", "one"), written("b", "two"));
    await store.flush();
    const shard = git(place.gitDir, "ls-tree", "-r", "--name-only", "drover/ledger", "records").split("\n")[0] ?? "";
    const oid = git(place.gitDir, "rev-parse", `drover/ledger:${shard}`);
    place.clock.advance(10_000);
    execFileSync("rm", ["-f", `${place.gitDir}/objects/${oid.slice(0, 2)}/${oid.slice(2)}`]);
    const past = createPast({ store, clock: place.clock });
    const opened = await past.open({ at: place.clock.now() }, (old) => old.table(noteKind), new Map());
    if (!opened.ok) throw new Error(opened.error.message);
    expect(opened.value.shown.unreadable).toEqual([expect.stringContaining(shard)]);
    expect(opened.value.value.size).toBe(1);
  });

  test("tells watchers of every record as it comes, and refuses changes", async () => {
    const store = await place.open();
    await append(store, written("a", "one"), written("b", "two"), written("a", "three"));
    const told: string[] = [];
    const past = createPast({ store, clock: place.clock });
    const opened = await past.open(
      { at: place.clock.now() },
      (old) => {
        old.table(noteKind).watch(({ after }) => void told.push(after?.text ?? ""));
        return old;
      },
      new Map(),
    );
    if (!opened.ok) throw new Error(opened.error.message);
    expect(told).toEqual(["one", "two", "three"]);
    expect(() => opened.value.value.commit(() => ({ ok: true, value: { events: [], result: () => 1 } }))).toThrow(
      "cannot be changed",
    );
  });
});
