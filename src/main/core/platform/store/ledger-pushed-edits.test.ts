import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { LEDGER_REF } from "./ledger-branch.ts";
import type { RecordStore } from "./record-store.ts";
import { type StoreFixture, append, createStoreFixture, git, noteKind, removed, written } from "./store-fixture.ts";

interface Clone {
  readonly fixture: StoreFixture;
  readonly store: RecordStore;
}

/** Two clones that both have `a`, `b` and `c`. */
async function makePair() {
  const [one, two] = [createStoreFixture(), createStoreFixture()];
  const a: Clone = { fixture: one, store: await one.open() };
  const b: Clone = { fixture: two, store: await two.open() };
  await append(a.store, written("a", "1"), written("b", "1"), written("c", "1"));
  await a.store.flush();
  await take(b, a.fixture.gitDir, tipOf(a));
  return {
    ...{ a, b },
    async [Symbol.asyncDispose]() {
      await one[Symbol.asyncDispose]();
      await two[Symbol.asyncDispose]();
    },
  };
}

function tipOf({ fixture }: Clone): string {
  return git(fixture.gitDir, "rev-parse", LEDGER_REF);
}

async function take(to: Clone, from: string, commit: string): Promise<void> {
  git(to.fixture.gitDir, "fetch", "-q", from, `+${commit}:refs/remotes/other/ledger`);
  const joined = await to.store.joinLedger("workspace", commit);
  if (!joined.ok) throw new Error(joined.error.message);
  expect(await to.store.flush()).toMatchObject({ ok: true });
}

function notes({ store }: Clone): string[] {
  return [...store.table(noteKind).values()].map((note) => `${note.id}=${note.text}`).toSorted();
}

/** A commit on `parent` that changes every shard by hand, not on any branch of ours: as if it had been pushed to the origin. */
function commitByHand({ gitDir, clock }: StoreFixture, parent: string, edit: (text: string) => string): string {
  const index = { GIT_INDEX_FILE: `${gitDir}/hand-index` };
  const at = `${clock.now() / 1000} +0000`;
  const someone = { GIT_AUTHOR_NAME: "Someone", GIT_AUTHOR_EMAIL: "s@example.org", GIT_AUTHOR_DATE: at };
  const committer = { GIT_COMMITTER_NAME: "Someone", GIT_COMMITTER_EMAIL: "s@example.org", GIT_COMMITTER_DATE: at };
  const run = (args: string[], input = "") =>
    execFileSync("git", ["--git-dir", gitDir, ...args], {
      input,
      encoding: "utf8",
      env: { ...process.env, ...index, ...someone, ...committer },
    });
  run(["read-tree", parent]);
  for (const file of run(["ls-tree", "-r", "--name-only", parent, "records/"]).trim().split("\n")) {
    const blob = run(["hash-object", "-w", "--stdin"], edit(run(["show", `${parent}:${file}`]))).trim();
    run(["update-index", "--cacheinfo", `100644,${blob},${file}`]);
  }
  const tree = run(["write-tree"]).trim();
  const commit = run(["commit-tree", tree, "-p", parent, "-m", "by hand"]).trim();
  git(gitDir, "update-ref", "refs/heads/by-hand", commit);
  return commit;
}

const without = (id: string) => (text: string) =>
  text
    .split("\n")
    .filter((line) => !line.includes(`"id":"${id}"`))
    .join("\n");

const retitled = (id: string, to: string) => (text: string) =>
  text
    .split("\n")
    .map((line) => (line.includes(`"id":"${id}"`) ? line.replace(/"text":"[^"]*"/, `"text":"${to}"`) : line))
    .join("\n");

describe("what somebody committed by hand and pushed", () => {
  test("counts in every clone as changed by him, whether or not it has changes of its own", async () => {
    await using pair = await makePair();
    const { a, b } = pair;
    a.fixture.clock.advance(2_000);
    b.fixture.clock.advance(2_000);
    const edited = commitByHand(a.fixture, tipOf(a), (text) => without("b")(retitled("a", "by hand")(text)));
    await append(b.store, written("c", "of b"));
    await b.store.flush();
    await take(a, a.fixture.gitDir, edited);
    await take(b, a.fixture.gitDir, edited);
    expect(notes(a)).toEqual(["a=by hand", "c=1"]);
    expect(notes(b)).toEqual(["a=by hand", "c=of b"]);
    expect(a.store.table(noteKind).clockOf("a", "text")).toContain("Someone");
    expect(b.store.table(noteKind).deletionOf("b")).toMatchObject({ by: "Someone" });
    await take(a, b.fixture.gitDir, tipOf(b));
    await take(b, a.fixture.gitDir, tipOf(a));
    expect(notes(a)).toEqual(notes(b));
    expect(git(a.fixture.gitDir, "rev-parse", `${LEDGER_REF}^{tree}`)).toBe(
      git(b.fixture.gitDir, "rev-parse", `${LEDGER_REF}^{tree}`),
    );
  });

  test("counts commit by commit, each by its time: what was changed here in between wins over the earlier", async () => {
    await using pair = await makePair();
    const { a, b } = pair;
    for (const { fixture } of [a, b]) fixture.clock.advance(2_000);
    const first = commitByHand(a.fixture, tipOf(a), retitled("a", "first"));
    for (const { fixture } of [a, b]) fixture.clock.advance(2_000);
    await append(b.store, written("a", "in between"));
    for (const { fixture } of [a, b]) fixture.clock.advance(2_000);
    const second = commitByHand(a.fixture, first, retitled("c", "second"));
    await take(b, a.fixture.gitDir, second);
    expect(notes(b)).toEqual(["a=in between", "b=1", "c=second"]);
  });

  test("may be a bare line; what is damaged is set aside and takes nothing away", async () => {
    await using pair = await makePair();
    const { a, b } = pair;
    b.fixture.clock.advance(2_000);
    a.fixture.clock.advance(2_000);
    const bare = '{"id":"n","record":{"id":"n","text":"typed","changes":1}}\n';
    const edited = commitByHand(a.fixture, tipOf(a), (text) =>
      text.includes('"id":"a"') ? `${text.replace('"id":"a"', '"id":')}${bare}` : text,
    );
    await take(b, a.fixture.gitDir, edited);
    expect(notes(b)).toEqual(["a=1", "b=1", "c=1", "n=typed"]);
    expect(b.fixture.notices.map(({ code }) => code)).toEqual(["line-quarantined"]);
  });

  test("is not forgotten when a clone that began with it has written on top", async () => {
    await using pair = await makePair();
    const { a, b } = pair;
    for (const { fixture } of [a, b]) fixture.clock.advance(2_000);
    const edited = commitByHand(a.fixture, tipOf(a), without("b"));
    await using third = createStoreFixture();
    git(third.gitDir, "fetch", "-q", a.fixture.gitDir, `${edited}:${LEDGER_REF}`);
    const c: Clone = { fixture: third, store: await third.open() };
    await append(c.store, removed("c"));
    await c.store.flush();
    await take(b, third.gitDir, tipOf(c));
    expect(notes(b)).toEqual(["a=1"]);
  });
});
