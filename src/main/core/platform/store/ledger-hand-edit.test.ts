import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { LEDGER_REF } from "./ledger-branch.ts";
import type { RecordStore } from "./record-store.ts";
import { type StoreFixture, append, createStoreFixture, git, noteKind, written } from "./store-fixture.ts";

function notes(store: RecordStore): string[] {
  return [...store.table(noteKind).values()].map((note) => `${note.id}=${note.text}`).toSorted();
}

/** Commits on top of the branch, as somebody with git would, what `edit` makes of the shard that `id` stands in. */
function editByHand({ gitDir, clock }: StoreFixture, id: string, edit: (text: string) => string): string {
  const found = git(gitDir, "grep", "-l", `"id":"${id}"`, LEDGER_REF, "--", "records").split("\n")[0] ?? "";
  const file = found.slice(LEDGER_REF.length + 1);
  const run = (args: string[], input: string, env: NodeJS.ProcessEnv = {}) =>
    execFileSync("git", ["--git-dir", gitDir, ...args], {
      input,
      encoding: "utf8",
      env: { ...process.env, ...env },
    }).trim();
  const blob = run(["hash-object", "-w", "--stdin"], edit(`${git(gitDir, "show", `${LEDGER_REF}:${file}`)}\n`));
  const index = { GIT_INDEX_FILE: `${gitDir}/hand-index` };
  run(["read-tree", LEDGER_REF], "", index);
  run(["update-index", "--cacheinfo", `100644,${blob},${file}`], "", index);
  const tree = run(["write-tree"], "", index);
  const at = `${clock.now() / 1000} +0000`;
  const someone = { GIT_AUTHOR_NAME: "Someone", GIT_AUTHOR_EMAIL: "s@example.org", GIT_AUTHOR_DATE: at };
  const committer = { GIT_COMMITTER_NAME: "Someone", GIT_COMMITTER_EMAIL: "s@example.org", GIT_COMMITTER_DATE: at };
  const commit = run(["commit-tree", tree, "-p", LEDGER_REF, "-m", "by hand"], "", { ...someone, ...committer });
  git(gitDir, "update-ref", LEDGER_REF, commit);
  return commit;
}

describe("what somebody commits on top of the ledger by hand", () => {
  test("counts as changed by him, at a start and while Drover runs, beside what changed here meanwhile", async () => {
    await using fixture = createStoreFixture();
    let store = await fixture.open();
    await append(store, written("a", "1"), written("b", "1"));
    store = await fixture.open();
    editByHand(fixture, "a", (text) => text.replace('"text":"1"', '"text":"by hand"'));
    store = await fixture.open();
    expect(notes(store)).toEqual(["a=by hand", "b=1"]);
    expect(store.table(noteKind).clockOf("a", "text")).toContain("Someone");
    await append(store, written("b", "2"));
    const commit = editByHand(fixture, "a", (text) => text.replace('"text":"by hand"', '"text":"again"'));
    await store.flush();
    expect(notes(store)).toEqual(["a=again", "b=2"]);
    git(fixture.gitDir, "merge-base", "--is-ancestor", commit, LEDGER_REF);
    expect(fixture.notices.map((notice) => notice.code)).toEqual(["ledger-edited", "ledger-edited"]);
    expect(notes(await fixture.open())).toEqual(["a=again", "b=2"]);
  });

  test("may be a bare line without clocks, and a line that was taken out is a deletion", async () => {
    await using fixture = createStoreFixture();
    await append(await fixture.open(), written("a", "1"), written("b", "1"));
    await fixture.open();
    editByHand(fixture, "a", (text) => `${text}{"id":"new","record":{"id":"new","text":"typed","changes":1}}\n`);
    let store = await fixture.open();
    expect(notes(store)).toEqual(["a=1", "b=1", "new=typed"]);
    editByHand(fixture, "b", (text) =>
      text
        .split("\n")
        .filter((line) => !line.includes('"id":"b"'))
        .join("\n"),
    );
    store = await fixture.open();
    expect(notes(store)).toEqual(["a=1", "new=typed"]);
    expect(store.table(noteKind).deletionOf("b")).toMatchObject({ by: "Someone" });
  });

  test("takes nothing away where a file was damaged", async () => {
    await using fixture = createStoreFixture();
    await append(await fixture.open(), written("a", "1"));
    await fixture.open();
    editByHand(fixture, "a", (text) => text.slice(0, 40));
    const store = await fixture.open();
    expect(notes(store)).toEqual(["a=1"]);
    expect(fixture.notices.map((notice) => notice.code)).toEqual(["ledger-edited", "line-quarantined"]);
  });

  test("is joined when it is another clone's ledger that does not continue ours", async () => {
    await using fixture = createStoreFixture();
    await using other = createStoreFixture();
    const theirs = await other.open();
    await append(theirs, written("x", "theirs"));
    await theirs.flush();
    let store = await fixture.open();
    await append(store, written("a", "ours"));
    await store.flush();
    git(fixture.gitDir, "fetch", "-q", other.gitDir, `+${LEDGER_REF}:${LEDGER_REF}`);
    await append(store, written("a", "newer"));
    expect(await store.flush()).toMatchObject({ ok: true });
    expect(notes(store)).toEqual(["a=newer", "x=theirs"]);
    expect(fixture.notices.map((notice) => notice.code)).toEqual(["ledger-joined"]);
    store = await fixture.open();
    expect(notes(store)).toEqual(["a=newer", "x=theirs"]);
  });
});
