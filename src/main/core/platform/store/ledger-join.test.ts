import { array, assert, asyncProperty, constantFrom, integer, oneof, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { git, type StoreFixture, append, createStoreFixture, removed, written } from "./store-fixture.ts";
import type { LedgerJoined, RecordStore } from "./record-store.ts";
import { LEDGER_REF } from "./ledger-branch.ts";
import { noteKind } from "./store-fixture.ts";

/** A workspace whose ledger can take in what another's holds, as after a fetch. */
interface CloneOfLedger {
  readonly fixture: StoreFixture;
  store: RecordStore;
}

async function makeClones(count: number): Promise<CloneOfLedger[] & AsyncDisposable> {
  const clones: CloneOfLedger[] = [];
  for (let n = 0; n < count; n += 1) {
    const fixture = createStoreFixture();
    clones.push({ fixture, store: await fixture.open() });
  }
  return Object.assign(clones, {
    async [Symbol.asyncDispose]() {
      for (const { fixture } of clones) await fixture[Symbol.asyncDispose]();
    },
  });
}

async function take(to: CloneOfLedger, from: CloneOfLedger): Promise<LedgerJoined | undefined> {
  await from.store.flush();
  if (git(from.fixture.gitDir, "for-each-ref", LEDGER_REF) === "") return undefined;
  git(to.fixture.gitDir, "fetch", "-q", from.fixture.gitDir, `+${LEDGER_REF}:refs/remotes/other/ledger`);
  const joined = await to.store.joinLedger(
    "workspace",
    git(to.fixture.gitDir, "rev-parse", "refs/remotes/other/ledger"),
  );
  if (!joined.ok) throw new Error(joined.error.message);
  return joined.value;
}

function treeOf({ fixture }: CloneOfLedger): string {
  return git(fixture.gitDir, "rev-parse", `${LEDGER_REF}^{tree}`);
}

function notes({ store }: CloneOfLedger): string[] {
  return [...store.table(noteKind).values()].map((note) => `${note.id}=${note.text}`).toSorted();
}

/** Each with its stream, in which numbers are given once. */
function eventsIn({ fixture }: CloneOfLedger): string[] {
  const names = git(fixture.gitDir, "ls-tree", "-r", "--name-only", LEDGER_REF, "events/").split("\n");
  return names
    .filter((name) => name !== "")
    .flatMap((name) => {
      const lines = git(fixture.gitDir, "show", `${LEDGER_REF}:${name}`).split("\n");
      return lines.map((line) => `${name.split("/")[1] ?? ""} ${line}`);
    });
}

async function both(): Promise<{ readonly a: CloneOfLedger; readonly b: CloneOfLedger } & AsyncDisposable> {
  const clones = await makeClones(2);
  const [a, b] = clones;
  if (a === undefined || b === undefined) throw new Error("Two were asked for.");
  return { a, b, [Symbol.asyncDispose]: () => clones[Symbol.asyncDispose]() };
}

describe("two clones of a ledger", () => {
  test("end with the same records, events and tree, and with one commit for both", async () => {
    await using pair = await both();
    const { a, b } = pair;
    await append(a.store, written("x", "of a"), written("y", "of a"));
    b.fixture.clock.advance(1);
    await append(b.store, written("y", "of b, later"), written("z", "of b"));
    const told = await take(a, b);
    expect(told?.taken.map(({ kind, id, after }) => [kind, id, after?.["text"]])).toContainEqual(["note", "z", "of b"]);
    await take(b, a);
    expect(notes(a)).toEqual(["x=of a", "y=of b, later", "z=of b"]);
    expect(notes(b)).toEqual(notes(a));
    expect(treeOf(b)).toBe(treeOf(a));
    expect(git(b.fixture.gitDir, "rev-parse", LEDGER_REF)).toBe(git(a.fixture.gitDir, "rev-parse", LEDGER_REF));
    expect(eventsIn(a)).toHaveLength(4);
    expect(git(a.fixture.gitDir, "fsck", "--strict", "--full")).toBe("");
  });

  test("have the trail of both, by the clock, also after a restart", async () => {
    await using pair = await both();
    const { a, b } = pair;
    await append(a.store, written("x", "first"));
    await take(b, a);
    b.fixture.clock.advance(1_000);
    await append(b.store, written("x", "second"));
    await take(a, b);
    await append(a.store, written("x", "third"));
    await a.fixture.crash();
    a.store = await a.fixture.open();
    const trail = await a.store.trail("workspace", "note", "x");
    expect(trail.map((event) => (event.data as { text: string }).text)).toEqual(["first", "second", "third"]);
  });

  test("say what was lost to whom, and nothing when one knew of the other", async () => {
    await using pair = await both();
    const { a, b } = pair;
    await append(a.store, written("x", "common"));
    await take(b, a);
    await append(a.store, written("x", "of a"));
    b.fixture.clock.advance(5);
    await append(b.store, written("x", "of b"));
    const told = await take(a, b);
    expect(told?.conflicts).toMatchObject([
      { kind: "note", id: "x", field: "text", kept: { value: "of b", by: "user" }, lost: { value: "of a" } },
    ]);
    expect((await take(b, a))?.conflicts).toEqual([]);
  });

  test("keep a deletion, and bring back what was written after it", async () => {
    await using pair = await both();
    const { a, b } = pair;
    await append(a.store, written("x", "1"), written("y", "1"));
    await take(b, a);
    await append(a.store, removed("x"), removed("y"));
    await append(b.store, written("x", "changed meanwhile"));
    await take(b, a);
    expect(notes(b)).toEqual([]);
    expect(b.store.table(noteKind).deletionOf("x")).toMatchObject({ by: "user" });
    await append(b.store, written("y", "back"));
    await take(a, b);
    expect(notes(a)).toEqual(["y=back"]);
  });

  test("tell watchers of what came, once", async () => {
    await using pair = await both();
    const { a, b } = pair;
    await append(a.store, written("x", "1"), written("x", "2"));
    const told: unknown[] = [];
    using _ = b.store.table(noteKind).watch(({ id, before, after }) => told.push([id, before?.text, after?.text]));
    await take(b, a);
    await take(b, a);
    expect(told).toEqual([["x", undefined, "2"]]);
  });

  test("changes nothing when it is only asked", async () => {
    await using pair = await both();
    const { a, b } = pair;
    await append(a.store, written("x", "1"));
    await a.store.flush();
    git(b.fixture.gitDir, "fetch", "-q", a.fixture.gitDir, LEDGER_REF);
    const commit = git(b.fixture.gitDir, "rev-parse", "FETCH_HEAD");
    const told = await b.store.joinLedger("workspace", commit, { dryRun: true });
    expect(told).toMatchObject({ ok: true, value: { taken: [{ kind: "note", id: "x" }] } });
    expect(notes(b)).toEqual([]);
    expect(git(b.fixture.gitDir, "for-each-ref")).toBe("");
  });

  test("refuses a branch that is no ledger", async () => {
    await using pair = await both();
    const { gitDir } = pair.a.fixture;
    const empty = git(gitDir, "hash-object", "-t", "tree", "-w", "/dev/null");
    const told = await pair.a.store.joinLedger("workspace", git(gitDir, "commit-tree", empty, "-m", "x"));
    expect(told).toMatchObject({ ok: false, error: { code: "not-a-ledger" } });
  });
});

const step = (clones: number) => {
  const clone = integer({ min: 0, max: clones - 1 });
  return oneof(
    {
      weight: 5,
      arbitrary: record({ do: constantFrom("write" as const), clone, id: constantFrom("a", "b", "c", "d") }),
    },
    { weight: 1, arbitrary: record({ do: constantFrom("remove" as const), clone, id: constantFrom("a", "b") }) },
    { weight: 3, arbitrary: record({ do: constantFrom("take" as const), clone, from: clone }) },
    { weight: 1, arbitrary: record({ do: constantFrom("crash" as const), clone }) },
  );
};

describe("random histories of three clones with real git", () => {
  test(
    "converge to the same bytes whatever the order, lose no event, and survive crashes anywhere",
    { timeout: 120_000 },
    async () => {
      await assert(
        asyncProperty(array(step(3), { maxLength: 25 }), async (steps) => {
          await using clones = await makeClones(3);
          let count = 0;
          for (const one of steps) {
            const clone = clones[one.clone];
            if (clone === undefined) continue;
            clone.fixture.clock.advance(one.do === "write" ? 1 : 0);
            if (one.do === "write") await append(clone.store, written(one.id, `${one.clone}.${count}`));
            else if (one.do === "remove") await append(clone.store, removed(one.id));
            else if (one.do === "take") {
              const from = clones[one.from];
              if (from !== undefined && from !== clone) await take(clone, from);
            } else {
              await clone.fixture.crash();
              clone.store = await clone.fixture.open();
            }
            if (one.do === "write" || one.do === "remove") count += 1;
          }
          const [first, second, third] = clones;
          if (first === undefined || second === undefined || third === undefined) return;
          // Once around, then back again, so that each has heard of all.
          for (const [to, from] of [
            [second, first],
            [third, second],
            [second, third],
            [first, second],
          ] as const) {
            await take(to, from);
          }
          for (const clone of clones) await clone.store.flush();
          if (count === 0) return;
          for (const clone of clones) {
            expect(notes(clone)).toEqual(notes(first));
            expect(treeOf(clone)).toBe(treeOf(first));
            expect(new Set(eventsIn(clone)).size).toBe(count);
          }
          await first.fixture.crash();
          first.store = await first.fixture.open();
          expect(notes(first)).toEqual(notes(second));
        }),
        { numRuns: 12, seed: 7 },
      );
    },
  );
});
