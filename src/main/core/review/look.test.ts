import { existsSync } from "node:fs";
import { chmod, mkdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ReviewSubject } from "../../../shared/contract/review.ts";
import { workerPath } from "../../../shared/model/identity.ts";
import type { Result } from "../../../shared/model/result.ts";
import { HARD_NAMES, type GitFixture, createGitFixture } from "../platform/git/testing/git-fixture.ts";
import { placeComment, placedComments } from "./comments.ts";
import { rememberChanges } from "./changed-files.ts";
import { type LookDeps, showContent, showDiff, showFiles } from "./look.ts";
import type { Found } from "./subject.ts";

let repos: GitFixture;
let folder: string;
let base: string;
let look: LookDeps;

/** A pixel. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const lfs = (oid: string, size: number) =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${oid.repeat(64)}\nsize ${size}\n`;

beforeEach(async () => {
  repos = await createGitFixture();
  folder = await repos.repository("work", {
    "src/a.ts": "one\ntwo\nthree\n",
    "src/long.ts": `${Array.from({ length: 40 }, (_, at) => `line ${at + 1}`).join("\n")}\n`,
    "run.sh": "echo\n",
    "big.bin": lfs("a", 10),
  });
  base = await repos.ask(folder, "rev-parse", "HEAD");
  look = { git: repos.git, changes: rememberChanges(repos.git) };
});

afterEach(() => repos[Symbol.asyncDispose]());

async function found(): Promise<Found> {
  const tip = await repos.ask(folder, "rev-parse", "HEAD");
  const subject: ReviewSubject = {
    project: "demo",
    item: "d-1",
    agent: workerPath("demo", "otter"),
    base,
    tip,
    isOpen: false,
    isRequired: false,
  };
  return { repository: folder, subject };
}

function must<T, E>(answer: Result<T, E>): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

const files = async (more = {}) => must(await showFiles(look, await found(), more)).files;
const diff = async (name: string, more = {}) => {
  const shown = must(await showDiff(look, await found(), { path: name, ...more })).files[0];
  if (shown === undefined) throw new Error(`No difference of ${name}`);
  return shown;
};

describe("the files that changed", () => {
  it("are told with what became of each, their kinds and sizes", async () => {
    await rename(path.join(folder, "src/long.ts"), path.join(folder, "src/moved.ts"));
    await chmod(path.join(folder, "run.sh"), 0o755);
    await symlink("src/a.ts", path.join(folder, "link"));
    await writeFile(path.join(folder, "dot.png"), PNG);
    await rm(path.join(folder, "src/a.ts"));
    await repos.commit(folder, { "package-lock.json": "{}\n", "data.bin": "\0\0" });
    expect(await files()).toMatchObject([
      { path: "data.bin", status: "added", kind: "binary", sizeAfter: 2 },
      { path: "dot.png", status: "added", kind: "image", sizeAfter: PNG.length },
      { path: "link", status: "added", kind: "link" },
      { path: "package-lock.json", status: "added", isGenerated: true, added: 1 },
      { path: "run.sh", status: "modified", added: 0, modes: { before: "100644", after: "100755" } },
      { path: "src/a.ts", status: "removed", added: 0, removed: 3, sizeBefore: 14 },
      { path: "src/moved.ts", from: "src/long.ts", status: "renamed", added: 0, removed: 0, isGenerated: false },
    ]);
    expect((await files()).find(({ path: name }) => name === "data.bin")).not.toHaveProperty("added");
  });

  it("keep names that are hard to handle", async () => {
    await repos.commit(folder, Object.fromEntries(HARD_NAMES.map((name) => [name, "x\n"])));
    expect((await files()).map(({ path: name }) => name).toSorted()).toEqual(HARD_NAMES.toSorted());
    for (const name of HARD_NAMES) {
      expect((await diff(name)).hunks).toMatchObject([{ before: 0, after: 1, lines: ["+x"] }]);
    }
  });

  it("are those of one commit where that is asked for, also the very first, and of none that is not part of it", async () => {
    const first = await repos.commit(folder, { "a.txt": "1\n" }, "First");
    await repos.commit(folder, { "b.txt": "2\n" }, "Second");
    expect((await files({ commit: first })).map(({ path: name }) => name)).toEqual(["a.txt"]);
    expect((await files({ commit: base })).map(({ path: name }) => name)).toContain("src/a.ts");
    const all = must(await showFiles(look, await found(), { commit: first }));
    expect(all.commits.map(({ subject }) => subject)).toEqual(["Second", "First"]);
    await repos.ask(folder, "switch", "-q", "-c", "aside", base);
    const aside = await repos.commit(folder, { "c.txt": "3\n" });
    await repos.ask(folder, "switch", "-q", "main");
    expect(await showFiles(look, await found(), { commit: aside })).toMatchObject({
      ok: false,
      error: { code: "commit-not-found" },
    });
  });
});

describe("differences", () => {
  it("are hunks with the numbers of both sides", async () => {
    await repos.commit(folder, { "src/a.ts": "one\n2\nthree\nfour" });
    expect(await diff("src/a.ts")).toEqual({
      path: "src/a.ts",
      isTruncated: false,
      hunks: [
        {
          before: 1,
          after: 1,
          section: "",
          lines: [" one", "-two", "+2", " three", "+four", "\\ No newline at end of file"],
        },
      ],
    });
    expect((await diff("src/a.ts", { context: 0 })).hunks).toHaveLength(2);
  });

  it("leave out white space where that is asked for", async () => {
    await repos.commit(folder, { "src/a.ts": "  one\ntwo\nthree\n" });
    expect((await diff("src/a.ts")).hunks).toHaveLength(1);
    expect((await diff("src/a.ts", { whitespace: "hide" })).hunks).toHaveLength(0);
    expect(await files({ whitespace: "hide" })).toMatchObject([{ path: "src/a.ts", added: 0, removed: 0 }]);
  });

  it("tell of Git LFS what it stands for", async () => {
    await repos.commit(folder, { "big.bin": lfs("b", 20) });
    expect((await diff("big.bin")).lfs).toEqual({
      before: { oid: "a".repeat(64), size: 10 },
      after: { oid: "b".repeat(64), size: 20 },
    });
  });

  it("come in pages that go on where the one before ended", async () => {
    await repos.commit(
      folder,
      Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`n${String(at).padStart(2, "0")}.txt`, "x\n"])),
    );
    const first = must(await showDiff(look, await found(), {}));
    expect(first.files).toHaveLength(50);
    const second = must(await showDiff(look, await found(), { offset: first.next }));
    expect(second.files.map(({ path: name }) => name).at(-1)).toBe("n59.txt");
    expect(second).not.toHaveProperty("next");
  });

  it("are cut where a file is a book", async () => {
    await repos.commit(folder, { "book.txt": "a line of the book\n".repeat(200_000) });
    const { hunks, isTruncated } = await diff("book.txt");
    expect(isTruncated).toBe(true);
    expect(hunks[0]?.lines.at(-1)).toBe("+a line of the book");
  });

  it("run nothing that the repository's configuration names", async () => {
    const ran = path.join(folder, "..", "ran");
    await repos.ask(folder, "config", "diff.evil.command", `touch ${ran}`);
    await repos.ask(folder, "config", "diff.evil.textconv", `touch ${ran}; cat`);
    await repos.ask(folder, "config", "diff.external", `touch ${ran}`);
    await repos.commit(folder, { ".gitattributes": "*.ts diff=evil\n", "src/a.ts": "changed\n" });
    expect((await diff("src/a.ts")).hunks).toHaveLength(1);
    expect(existsSync(ran)).toBe(false);
  });
});

it("reads whole files on either side, images among them, and says what is neither", async () => {
  await mkdir(path.join(folder, "img"));
  await writeFile(path.join(folder, "img/dot.png"), PNG);
  await repos.commit(folder, { "src/a.ts": "new\n", "data.bin": "\0\0" });
  const read = async (name: string, side: "before" | "after") =>
    await showContent(repos.git, await found(), { path: name, side });
  expect(await read("src/a.ts", "before")).toMatchObject({ value: { kind: "text", text: "one\ntwo\nthree\n" } });
  expect(await read("src/a.ts", "after")).toMatchObject({ value: { kind: "text", text: "new\n", bytes: 4 } });
  expect(await read("img/dot.png", "after")).toMatchObject({
    value: { kind: "image", type: "image/png", data: PNG.toString("base64") },
  });
  expect(await read("data.bin", "after")).toMatchObject({ value: { kind: "opaque", isBinary: true, bytes: 2 } });
  expect(await read("img/dot.png", "before")).toMatchObject({ ok: false, error: { code: "path-not-found" } });
  expect(await read("src", "after")).toMatchObject({ ok: false, error: { code: "path-not-found" } });
});

describe("remarks", () => {
  const by = workerPath("demo", "lynx");
  const placed = async (place: object) => {
    const remark = must(await placeComment(look, await found(), place));
    return { id: "rc-1", by, at: 1, text: "Hm.", ...remark };
  };
  const now = async (comment: Awaited<ReturnType<typeof placed>>) => {
    const record = { id: "demo:d-1", project: "demo", item: "d-1", comments: [comment], verdicts: [] };
    return (await placedComments(look, await found(), { record, reader: by }))[0];
  };

  it("follow their lines into later commits, and into a file that was renamed", async () => {
    await repos.commit(folder, {
      "src/long.ts": `new\n${Array.from({ length: 40 }, (_, at) => `line ${at + 1}`).join("\n")}\n`,
    });
    const comment = await placed({ path: "src/long.ts", from: 6, to: 7 });
    expect(comment.place?.quote).toEqual(["line 5", "line 6"]);
    await rename(path.join(folder, "src/long.ts"), path.join(folder, "src/renamed.ts"));
    await repos.commit(folder, {
      "src/renamed.ts": `new\nnewer\n${Array.from({ length: 40 }, (_, at) => `line ${at + 1}`).join("\n")}\n`,
    });
    expect(await now(comment)).toMatchObject({ now: { path: "src/renamed.ts", from: 7, to: 8 }, isOutdated: false });
    await repos.commit(folder, { "src/renamed.ts": "all new\n" });
    expect(await now(comment)).toMatchObject({ isOutdated: true });
  });

  it("can be on what was there before, on a file and on the whole, and on no line that is not there", async () => {
    await repos.commit(folder, { "src/a.ts": "one\n" });
    expect((await placed({ path: "src/a.ts", side: "before", from: 3 })).place).toMatchObject({
      quote: ["three"],
      above: "two",
      commit: base,
    });
    expect(await placed({ path: "src/a.ts" })).toMatchObject({ path: "src/a.ts" });
    expect(await placed({})).not.toHaveProperty("place");
    const wrong = async (place: object) => await placeComment(look, await found(), place);
    expect(await wrong({ path: "src/a.ts", from: 2 })).toMatchObject({ error: { code: "line-not-found" } });
    expect(await wrong({ path: "none.ts", from: 1 })).toMatchObject({ error: { code: "path-not-found" } });
    expect(await wrong({ from: 1 })).toMatchObject({ error: { code: "bad-input" } });
  });

  it("are seen by others only once they were told", async () => {
    const comment = await placed({});
    const record = { id: "demo:d-1", project: "demo", item: "d-1", comments: [comment], verdicts: [] };
    const other = { record, reader: workerPath("demo", "otter") };
    expect(await placedComments(look, await found(), other)).toEqual([]);
    const told = { ...record, comments: [{ ...comment, sent: { at: 2, tip: base } }] };
    expect(await placedComments(look, await found(), { ...other, record: told })).toHaveLength(1);
  });
});
