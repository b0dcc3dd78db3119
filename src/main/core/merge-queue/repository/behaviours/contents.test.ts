import { access, chmod, rename, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Change } from "../repository.ts";
import { type MergePlace, openMergePlace } from "../../testing/merge-place.ts";

let place: MergePlace;
beforeEach(async () => {
  place = await openMergePlace();
});
afterEach(() => place[Symbol.asyncDispose]());

const saying = (part: string): unknown => expect.stringContaining(part);
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

const AGENT = ["-c", "user.name=Otter", "-c", "user.email=otter@example.org"] as const;
const show = (commit: string, file: string) => place.ask(place.vault, "show", `${commit}:${file}`);
const files = (commit: string) => place.ask(place.vault, "ls-tree", "-r", "--name-only", commit);

/** Does something to files and commits all of it; in a work tree of an agent, or as the user, who pushes it. */
async function mine(act: (folder: string) => Promise<unknown>, from?: string): Promise<Change> {
  const worktree = await place.work(`work-${from ?? "main"}`, from);
  await act(worktree);
  await commitAll(worktree);
  return await place.submit(worktree);
}

async function theirs(act: (folder: string) => Promise<unknown>): Promise<string> {
  await act(place.user);
  await commitAll(place.user);
  await place.ask(place.user, "push", "-q", place.origin, "main");
  return await place.target();
}

async function commitAll(folder: string): Promise<void> {
  await place.ask(folder, "add", "--all");
  await place.ask(folder, ...AGENT, "commit", "-q", "-m", "Change");
}

const write = (contents: Readonly<Record<string, string>>) => (folder: string) => place.repos.write(folder, contents);
const both = async (own: Parameters<typeof mine>[0], other: Parameters<typeof theirs>[0]) => {
  const change = await mine(own);
  return { change, onto: await theirs(other) };
};

describe("attributes of the target", () => {
  it("merge by union what says so, also in folders", async () => {
    await place.push({ ".gitattributes": "CHANGES merge=union\n", "doc/.gitattributes": "*.md merge=union\n" });
    await place.push({ CHANGES: "first\n", "doc/list.md": "first\n" });
    const { change, onto } = await both(
      write({ CHANGES: "first\nmine\n", "doc/list.md": "first\nmine\n" }),
      write({ CHANGES: "first\ntheirs\n", "doc/list.md": "first\ntheirs\n" }),
    );
    const commit = await place.prepared(change, onto);
    for (const file of ["CHANGES", "doc/list.md"]) {
      expect((await show(commit, file)).split("\n").toSorted()).toEqual(["first", "mine", "theirs"]);
    }
  });

  it("bring line endings into line that one side has changed throughout", async () => {
    const lines = (ending: string, third = "3") => ["1", "2", third, "4", "5", ""].join(ending);
    const base = await place.push({ "n.txt": lines("\r\n") });
    const change = await mine(write({ "n.txt": lines("\r\n", "three") }), base);
    const onto = await theirs(async (folder) => {
      await place.repos.write(folder, { ".gitattributes": "*.txt text\n" });
      await place.ask(folder, "add", "--renormalize", ".");
    });
    expect(await show(await place.prepared(change, onto), "n.txt")).toBe(lines("\n", "three").trimEnd());
  });

  it("leave the line endings of a file alone that goes together as it is", async () => {
    const lines = (first: string, last: string) => [first, "2", "3", "4", "5", "6", last, ""].join("\r\n");
    await place.push({ "n.txt": lines("1", "7") });
    await place.push({ ".gitattributes": "* text=auto\n" });
    const { change, onto } = await both(write({ "n.txt": lines("one", "7") }), write({ "n.txt": lines("1", "seven") }));
    const commit = await place.prepared(change, onto);
    const { stdout } = await place.repos.git.run(["cat-file", "blob", `${commit}:n.txt`], { cwd: place.vault });
    expect(stdout.toString()).toBe(lines("one", "seven"));
  });

  it("keep what they call binary from being merged as text", async () => {
    await place.push({ ".gitattributes": "*.lock -merge\n", "x.lock": "1\n2\n3\n4\n5\n6\n7\n8\n9\n" });
    const { change, onto } = await both(
      write({ "x.lock": "one\n2\n3\n4\n5\n6\n7\n8\n9\n" }),
      write({ "x.lock": "1\n2\n3\n4\n5\n6\n7\n8\nnine\n" }),
    );
    expect(await place.conflict(change, onto)).toMatchObject({ files: [{ path: "x.lock", kind: "binary" }] });
  });

  it("run no driver that they name, whoever has configured it: the text is merged", async () => {
    await place.push({ ".gitattributes": "*.txt merge=own\n" });
    const mark = place.repos.path("driven");
    for (const where of [["--global"], ["-f", path.join(place.vault, "config")]]) {
      await place.ask(place.vault, "config", ...where, "merge.own.driver", `touch ${mark}; false`);
    }
    const { change, onto } = await both(
      write({ "a.txt": "one\n2\n3\n4\n5\n6\n7\n8\n9\n" }),
      write({ "a.txt": "1\n2\n3\n4\n5\n6\n7\n8\nnine\n" }),
    );
    expect(await show(await place.prepared(change, onto), "a.txt")).toBe("one\n2\n3\n4\n5\n6\n7\n8\nnine");
    await expect(access(mark)).rejects.toThrow("ENOENT");
  });
});

describe("names", () => {
  it("may change in nothing but their case", async () => {
    const { change, onto } = await both(
      (folder) => rename(path.join(folder, "a.txt"), path.join(folder, "A.txt")),
      write({ "b.txt": "b\n" }),
    );
    expect(await files(await place.prepared(change, onto))).toBe("A.txt\nb.txt");
  });

  it.each([
    ["case", "Notes.txt", "notes.txt"],
    ["the case of a folder", "Doc/one.txt", "doc/two.txt"],
    ["the form of an accent", "caf\u00E9.txt", "cafe\u0301.txt"],
  ])("that both sides add and that differ in %s alone are a conflict", async (_how, own, other) => {
    const { change, onto } = await both(write({ [own]: "mine\n" }), write({ [other]: "theirs\n" }));
    const conflict = await place.conflict(change, onto);
    expect(conflict.files).toMatchObject([
      { path: own, kind: "case", theirs: matching(/./) },
      { path: other, kind: "case", ours: matching(/./) },
    ]);
    const resolved = await place.repository.resolve("demo", conflict, {
      author: { name: "Olga", email: "olga@example.org" },
      message: "Keep one\n",
      files: [
        { path: own, delete: true },
        { path: other, take: "ours" },
      ],
    });
    expect(resolved.ok && (await files(resolved.value))).toBe(["a.txt", other].toSorted().join("\n"));
  });

  it("that differ in case are left alone where one side has both, or the other had gone", async () => {
    const twins = await mine(write({ "x.txt": "x\n", "X.txt": "X\n" }));
    const onto = await theirs(write({ "b.txt": "b\n" }));
    expect(await files(await place.prepared(twins, onto))).toBe("X.txt\na.txt\nb.txt\nx.txt");
  });

  it("may be as long as a path may be, and hold whatever bytes git takes", async () => {
    const long = `${"deep/".repeat(60)}${"n".repeat(200)}.txt`;
    const change = await mine(async (folder) => {
      await place.repos.write(folder, { [long]: "long\n", 'qu"ote\n.txt': "q\n" });
      const blob = await place.ask(folder, "rev-parse", "HEAD:a.txt");
      const stdin = Buffer.from(`100644 ${blob} 0\tlatin-\xe9.txt\0`, "latin1");
      await place.repos.git.run(["update-index", "-z", "--index-info"], { cwd: folder, stdin });
      await place.repos.git.run(["checkout-index", "-a", "-f"], { cwd: folder });
    });
    const commit = await place.prepared(change, await theirs(write({ "b.txt": "b\n" })));
    const { stdout } = await place.repos.git.run(["ls-tree", "-r", "-z", "--name-only", commit], { cwd: place.vault });
    const names = stdout.toString("latin1").split("\0");
    expect(names).toContain(long);
    expect(names).toContain("latin-\xe9.txt");
    expect(names).toContain('qu"ote\n.txt');
    expect(await place.repository.changedFiles("demo", change.base, change.tip)).toContain(long);
  });

  it("that are not UTF-8 can conflict and be resolved", async () => {
    const put = (text: string) => async (folder: string) => {
      const blob = await place.repos.git.run(["hash-object", "-w", "--stdin"], { cwd: folder, stdin: text });
      const stdin = Buffer.from(`100644 ${blob.stdout.toString().trim()} 0\tlatin-\xe9.txt\0`, "latin1");
      await place.repos.git.run(["update-index", "-z", "--index-info"], { cwd: folder, stdin });
      await place.repos.git.run(["checkout-index", "-a", "-f"], { cwd: folder });
    };
    const { change, onto } = await both(put("mine\n"), put("theirs\n"));
    const conflict = await place.conflict(change, onto);
    const [{ path: shown } = { path: "" }] = conflict.files;
    const resolved = await place.repository.resolve("demo", conflict, {
      author: { name: "Olga", email: "olga@example.org" },
      message: "Both\n",
      files: [{ path: shown, content: "both\n" }],
    });
    if (!resolved.ok) throw new Error(resolved.error.message);
    const listed = await place.repos.git.run(["ls-tree", "-z", resolved.value], { cwd: place.vault });
    const [, id] = / blob ([0-9a-f]+)\tlatin-\xe9\.txt\0/.exec(listed.stdout.toString("latin1")) ?? [];
    expect(await place.ask(place.vault, "cat-file", "blob", id ?? "")).toBe("both");
  });
});

describe("files that are more than text", () => {
  it("conflict as binary ones with the three versions told by their sizes", async () => {
    await place.push({ "x.bin": "\0one" });
    const { change, onto } = await both(write({ "x.bin": "\0two!" }), write({ "x.bin": "\0three" }));
    const { files: conflicts } = await place.conflict(change, onto);
    expect(conflicts).toMatchObject([{ path: "x.bin", kind: "binary" }]);
    const [file] = conflicts;
    expect(file && (await place.repository.conflictTexts("demo", file))).toEqual({
      base: { kind: "binary", bytes: 4 },
      ours: { kind: "binary", bytes: 6 },
      theirs: { kind: "binary", bytes: 5 },
    });
  });

  it("keep a mode that one side changed and contents that the other did", async () => {
    const { change, onto } = await both(
      (folder) => chmod(path.join(folder, "a.txt"), 0o755),
      write({ "a.txt": "one\n2\n3\n4\n5\n6\n7\n8\n9\n" }),
    );
    const commit = await place.prepared(change, onto);
    expect(await place.ask(place.vault, "ls-tree", commit, "a.txt")).toMatch(/^100755 /);
    expect(await show(commit, "a.txt")).toMatch(/^one\n/);
  });

  it("are links that land as links, and conflict where the other side has made them a file", async () => {
    await place.push({ "target.txt": "t\n" });
    const linked = await mine((folder) => symlink("a.txt", path.join(folder, "link")));
    const onto = await theirs(write({ "b.txt": "b\n" }));
    const commit = await place.prepared(linked, onto);
    expect(await place.ask(place.vault, "ls-tree", commit, "link")).toMatch(/^120000 /);
    const file = await theirs(write({ link: "a file\n" }));
    expect(await place.conflict(linked, file)).toMatchObject({ files: [{ kind: "mode" }, { kind: "mode" }] });
  });

  it("pass whole where they are large, and are shown cut or by their size", async () => {
    const line = `${"x".repeat(99)}\n`;
    const [base, text] = [line.repeat(40_000), (end: string) => line.repeat(40_000) + end];
    await place.push({ "big.txt": base });
    const { change, onto } = await both(write({ "big.txt": text("mine\n") }), write({ "big.txt": text("theirs\n") }));
    const { files: conflicts } = await place.conflict(change, onto);
    const [file] = conflicts;
    if (file === undefined) throw new Error("No conflict");
    const { theirs: own } = await place.repository.conflictTexts("demo", file);
    if (own?.kind !== "text") throw new Error(own?.kind);
    expect([own.truncated, own.text.length <= 1024 * 1024, own.text.endsWith("\n")]).toEqual([true, true, true]);
    const apart = await mine(write({ "huge.txt": text("end\n").repeat(5) }), "refs/remotes/origin/main");
    const commit = await place.prepared(apart, await theirs(write({ "b.txt": "b\n" })));
    expect(await place.ask(place.vault, "cat-file", "-s", `${commit}:huge.txt`)).toBe(`${(4_000_000 + 4) * 5}`);
  });

  it("are the large-file pointers that they are: never half of one and half of another", async () => {
    const pointer = (oid: string, size: number) =>
      `version https://git-lfs.github.com/spec/v1\noid sha256:${oid.repeat(64)}\nsize ${size}\n`;
    await place.push({ ".gitattributes": "*.bin filter=lfs diff=lfs merge=lfs -text\n", "x.bin": pointer("a", 10) });
    const { change, onto } = await both(write({ "x.bin": pointer("b", 10) }), write({ "x.bin": pointer("c", 30) }));
    expect(await place.conflict(change, onto)).toMatchObject({ files: [{ path: "x.bin", kind: "content" }] });
  });
});

describe("conflicts of whole files", () => {
  it("tell that one side has changed what the other has removed", async () => {
    const { change, onto } = await both((folder) => rm(path.join(folder, "a.txt")), write({ "a.txt": "one\n" }));
    const { files: conflicts } = await place.conflict(change, onto);
    expect(conflicts).toMatchObject([{ path: "a.txt", kind: "modify-delete" }]);
    expect(conflicts[0]).not.toHaveProperty("theirs");
  });

  it("tell that both have added one, each with another text", async () => {
    const { change, onto } = await both(write({ "n.txt": "mine\n" }), write({ "n.txt": "theirs\n" }));
    const { files: conflicts } = await place.conflict(change, onto);
    expect(conflicts).toMatchObject([{ path: "n.txt", kind: "add-add" }]);
    const [file] = conflicts;
    expect(file && (await place.repository.conflictTexts("demo", file))).toEqual({
      ours: { kind: "text", text: "theirs\n", truncated: false },
      theirs: { kind: "text", text: "mine\n", truncated: false },
    });
  });

  it("tell that both have renamed one, each to another name", async () => {
    const to = (name: string) => (folder: string) => rename(path.join(folder, "a.txt"), path.join(folder, name));
    const { change, onto } = await both(to("mine.txt"), to("theirs.txt"));
    const conflict = await place.conflict(change, onto);
    expect(conflict.files.map((file) => [file.path, file.kind])).toEqual([
      ["a.txt", "rename"],
      ["mine.txt", "rename"],
      ["theirs.txt", "rename"],
    ]);
    const resolved = await place.repository.resolve("demo", conflict, {
      author: { name: "Olga", email: "olga@example.org" },
      message: "Mine\n",
      files: [
        { path: "a.txt", delete: true },
        { path: "mine.txt", take: "theirs" },
        { path: "theirs.txt", delete: true },
      ],
    });
    expect(resolved.ok && (await files(resolved.value))).toBe("mine.txt");
  });

  it("tell that one has a file where the other has a folder", async () => {
    const { change, onto } = await both(write({ thing: "a file\n" }), write({ "thing/inside.txt": "in a folder\n" }));
    const { files: conflicts } = await place.conflict(change, onto);
    expect(conflicts).toMatchObject([{ kind: "file-directory", theirs: matching(/./) }]);
  });
});

describe("submodules", () => {
  const bump = (commit: string) => async (folder: string) => {
    await place.repos.write(folder, { ".gitmodules": '[submodule "lib"]\n\tpath = lib\n\turl = ../lib\n' });
    await place.repos.git.run(["update-index", "-z", "--index-info"], {
      cwd: folder,
      stdin: `160000 ${commit} 0\tlib\0`,
    });
  };
  const at = (digit: string) => digit.repeat(40);
  /** `add --all` would take the link for removed: its folder is empty. */
  const commitIndex = async (folder: string, act: (folder: string) => Promise<unknown>) => {
    await act(folder);
    await place.ask(folder, "add", "*.gitmodules", "*.txt");
    await place.ask(folder, ...AGENT, "commit", "-q", "-m", "Bump");
  };
  const pushIndex = async (act: (folder: string) => Promise<unknown>) => {
    await commitIndex(place.user, act);
    await place.ask(place.user, "push", "-q", place.origin, "main");
    return await place.target();
  };
  const bumped = async (name: string, commit: string) => {
    const worktree = await place.work(name);
    await commitIndex(worktree, bump(commit));
    return await place.submit(worktree);
  };

  it("land at the commit that one side has moved them to", async () => {
    await pushIndex(bump(at("1")));
    const change = await bumped("one", at("2"));
    const commit = await place.prepared(change, await pushIndex(write({ "b.txt": "b\n" })));
    expect(await place.ask(place.vault, "ls-tree", commit, "lib")).toContain(`160000 commit ${at("2")}`);
  });

  it("conflict where both sides have moved them, and one of the two is taken", async () => {
    await pushIndex(bump(at("1")));
    const change = await bumped("one", at("2"));
    const onto = await pushIndex(bump(at("3")));
    const conflict = await place.conflict(change, onto);
    expect(conflict.files).toMatchObject([
      { path: "lib", kind: "submodule", base: at("1"), ours: at("3"), theirs: at("2") },
    ]);
    const [file] = conflict.files;
    expect(file && (await place.repository.conflictTexts("demo", file))).toMatchObject({
      theirs: { kind: "submodule", commit: at("2") },
    });
    const author = { name: "Olga", email: "olga@example.org" };
    const resolve = (answer: { content: string } | { take: "theirs" }) =>
      place.repository.resolve("demo", conflict, { author, message: "x\n", files: [{ path: "lib", ...answer }] });
    expect(await resolve({ content: "text" })).toMatchObject({ ok: false, error: { code: "unresolved" } });
    const taken = await resolve({ take: "theirs" });
    expect(taken.ok && (await place.ask(place.vault, "ls-tree", taken.value, "lib"))).toContain(at("2"));
  });
});

describe("a conflict that was resolved by hand", () => {
  it("is a merge on top of the target, by whom resolved it, that lands as it is", async () => {
    const { change, onto } = await both(
      write({ "a.txt": "mine\n2\n3\n4\n5\n6\n7\n8\n9\n", "b.txt": "b\n" }),
      write({ "a.txt": "theirs\n2\n3\n4\n5\n6\n7\n8\n9\n" }),
    );
    const conflict = await place.conflict(change, onto);
    const resolution = { author: { name: "Olga", email: "olga@example.org" }, message: "Take both\n" };
    expect(await place.repository.resolve("demo", conflict, { ...resolution, files: [] })).toMatchObject({
      ok: false,
      error: { code: "unresolved", message: saying("a.txt") },
    });
    const resolved = await place.repository.resolve("demo", conflict, {
      ...resolution,
      files: [{ path: "a.txt", content: "both\n" }],
    });
    if (!resolved.ok) throw new Error(resolved.error.message);
    expect(await place.ask(place.vault, "log", "-1", "--format=%an %cn %P %s", resolved.value)).toBe(
      `Olga Drover ${onto} ${change.tip} Take both`,
    );
    const kept = await place.repository.keep("demo", "mq-1", resolved.value);
    expect(kept.ok).toBe(true);
    const again = { tip: resolved.value, base: onto };
    expect(await place.prepared(again, onto)).toBe(resolved.value);
    const later = await place.prepared(again, await theirs(write({ "c.txt": "c\n" })));
    expect([await show(later, "a.txt"), await show(later, "b.txt"), await show(later, "c.txt")]).toEqual([
      "both",
      "b",
      "c",
    ]);
  });
});
