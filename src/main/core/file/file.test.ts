import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MAX_SHOWN_BYTES } from "../../../shared/contract/file.ts";
import { ManualClock } from "../base/clock.ts";
import { createAttachments } from "./attachments.ts";
import { editorCommand } from "./editor-command.ts";
import { findFile } from "./place.ts";
import { readText } from "./read.ts";
import { linksOf } from "./words.ts";

let folder = "";
let worktree = "";

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "drover-file-")));
  worktree = path.join(folder, "worktree");
  mkdirSync(path.join(worktree, "src"), { recursive: true });
  writeFileSync(path.join(worktree, "src/a.ts"), "one\ntwo\n");
  writeFileSync(path.join(folder, "secret"), "nobody's");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("a file of a worktree", () => {
  it.each(["src/a.ts", "./src/../src/a.ts", "ABSOLUTE"])("is found by %s", async (name) => {
    const found = await findFile(worktree, name === "ABSOLUTE" ? path.join(worktree, "src/a.ts") : name);
    expect(found).toMatchObject({ ok: true, value: { path: "src/a.ts", size: 8 } });
  });

  it("is not what a link leads to outside, however it is named", async () => {
    symlinkSync(folder, path.join(worktree, "up"));
    symlinkSync(path.join(folder, "secret"), path.join(worktree, "innocent.ts"));
    for (const name of ["../secret", path.join(folder, "secret"), "up/secret", "innocent.ts", "/etc/passwd"]) {
      expect(await findFile(worktree, name), name).toMatchObject({ ok: false, error: { code: "outside-worktree" } });
    }
  });

  it.each([
    ["src/none.ts", "file-not-found"],
    ["src/a.ts/b", "file-not-found"],
    ["a\0b", "file-not-found"],
    ["x".repeat(3_000), "file-not-found"],
    ["src", "not-a-file"],
  ])("is not %s", async (name, code) => {
    expect(await findFile(worktree, name)).toMatchObject({ ok: false, error: { code } });
  });

  it("is not waited for where a pipe took its place, nor followed where a link did", async () => {
    const file = path.join(worktree, "src/a.ts");
    rmSync(file);
    execFileSync("mkfifo", [file]);
    expect(await readText(file)).toEqual({ text: undefined, isCut: false });
    rmSync(file);
    symlinkSync(path.join(folder, "secret"), file);
    await expect(readText(file)).rejects.toThrow("ELOOP");
  });

  it("is shown as text, cut where it is long, and not at all where it is binary", async () => {
    const file = path.join(worktree, "x");
    writeFileSync(file, "line\n".repeat(MAX_SHOWN_BYTES / 4));
    const long = await readText(file);
    expect(long.isCut).toBe(true);
    expect(long.text).toMatch(/line\n$/);
    writeFileSync(file, Buffer.from([0x89, 0x50, 0, 1]));
    expect(await readText(file)).toEqual({ text: undefined, isCut: false });
    writeFileSync(file, "");
    expect(await readText(file)).toEqual({ text: "", isCut: false });
  });
});

it("words that lead somewhere are told apart from those that do not", async () => {
  const commit = `abc1234${"0".repeat(33)}`;
  const links = await linksOf(["src/a.ts", "shop-ab12", "abc1234", "defaced", "src", "nothing"], {
    worktree,
    item: (id) => (id === "shop-ab12" ? { id, title: "Sell" } : undefined),
    commits: async (names) => new Map(names.filter((name) => commit.startsWith(name)).map((name) => [name, commit])),
  });
  expect(links.map(({ kind, word }) => `${kind} ${word}`)).toEqual([
    "file src/a.ts",
    "item shop-ab12",
    "commit abc1234",
  ]);
});

describe("the editor's command", () => {
  const place = { file: "/w/my file.ts", line: 7, column: 3 };
  it.each([
    ["code -g {file}:{line}:{column}", ["code", "-g", "/w/my file.ts:7:3"]],
    ["'/opt/my editor/bin' --line={line}", ["/opt/my editor/bin", "--line=7", "/w/my file.ts"]],
    ['sh -c "rm -rf {file}"', ["sh", "-c", "rm -rf /w/my file.ts"]],
    ["vim;reboot", ["vim;reboot", "/w/my file.ts"]],
  ])("%s", (template, expected) => {
    expect(editorCommand(template, place)).toEqual({ ok: true, value: expected });
  });
  it("is refused while none is set", () => {
    expect(editorCommand("  ", place)).toMatchObject({ ok: false, error: { code: "no-editor" } });
  });
});

describe("a file handed to an agent", () => {
  const bytes = (text: string) => Buffer.from(text);

  it("comes in pieces, keeps its name, and is nothing that git sees", async () => {
    execFileSync("git", ["init", "--quiet", worktree]);
    await using attachments = createAttachments(new ManualClock());
    const first = await attachments.add({
      worktree,
      name: "../a b.png",
      attachment: undefined,
      data: bytes("one"),
      isLast: false,
    });
    if (!first.ok) throw new Error(first.error.message);
    const { attachment } = first.value;
    const last = await attachments.add({ worktree, name: "../a b.png", attachment, data: bytes("two"), isLast: true });
    const file = path.join(worktree, ".drover-files/a b.png");
    expect(last).toMatchObject({ ok: true, value: { file, bytes: 6 } });
    expect(readFileSync(file, "utf8")).toBe("onetwo");
    const again = await attachments.add({
      worktree,
      name: "a b.png",
      attachment: undefined,
      data: bytes("x"),
      isLast: true,
    });
    expect(again.ok && again.value.file).toBe(path.join(worktree, ".drover-files/a b-2.png"));
    const status = execFileSync("git", ["status", "--porcelain", "-uall"], { cwd: worktree, encoding: "utf8" });
    expect(status).not.toContain("drover-files");
  });

  it("is not written where an agent put a link in the folder's place", async () => {
    symlinkSync(folder, path.join(worktree, ".drover-files"));
    await using attachments = createAttachments(new ManualClock());
    const refused = await attachments.add({
      worktree,
      name: "x",
      attachment: undefined,
      data: bytes("x"),
      isLast: true,
    });
    expect(refused).toMatchObject({ ok: false, error: { code: "outside-worktree" } });
  });

  it("does not overwrite what an agent's link in the place of its .gitignore leads to", async () => {
    mkdirSync(path.join(worktree, ".drover-files"));
    symlinkSync(path.join(folder, "secret"), path.join(worktree, ".drover-files/.gitignore"));
    await using attachments = createAttachments(new ManualClock());
    const done = await attachments.add({ worktree, name: "x", attachment: undefined, data: bytes("x"), isLast: true });
    expect(done.ok).toBe(true);
    expect(readFileSync(path.join(folder, "secret"), "utf8")).toBe("nobody's");
    expect(readFileSync(path.join(worktree, ".drover-files/.gitignore"), "utf8")).toBe("*\n");
  });

  it("is given up, with the reason, where there is no more room for it", () => {
    const program = `
      import { createAttachments } from ${JSON.stringify(path.join(import.meta.dirname, "attachments.ts"))};
      import { systemClock } from ${JSON.stringify(path.join(import.meta.dirname, "../base/clock.ts"))};
      await using attachments = createAttachments(systemClock);
      const piece = { worktree: ${JSON.stringify(worktree)}, name: "x", attachment: undefined, isLast: false };
      const done = await attachments.add({ ...piece, data: Buffer.alloc(100_000) });
      process.stdout.write(done.ok ? "ok" : done.error.code);
    `;
    // A limit for the size of files stands for a full disk: both take a part, and refuse the rest.
    const answer = execFileSync(
      "bash",
      ["-c", 'ulimit -f 8; exec "$0" "$@"', process.execPath, "--input-type=module-typescript", "-e", program],
      { encoding: "utf8" },
    );
    expect(answer).toBe("attachment-not-written");
    expect(readdirSync(path.join(worktree, ".drover-files"))).toEqual([".gitignore"]);
  });

  it("is forgotten when the rest does not come", async () => {
    const clock = new ManualClock();
    await using attachments = createAttachments(clock);
    const first = await attachments.add({
      worktree,
      name: "x",
      attachment: undefined,
      data: bytes("x"),
      isLast: false,
    });
    if (!first.ok) throw new Error(first.error.message);
    clock.advance(10 * 60_000);
    const { attachment } = first.value;
    const late = await attachments.add({ worktree, name: "x", attachment, data: bytes("x"), isLast: true });
    expect(late).toMatchObject({ ok: false, error: { code: "attachment-not-found" } });
  });
});
