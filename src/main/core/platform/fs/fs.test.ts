import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from "node:fs";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeFileAtomic } from "./atomic-write.ts";
import { exists } from "./exists.ts";
import { moveIntoPlace } from "./move-into-place.ts";
import { isInside } from "./path-inside.ts";
import { createPrivateDirectory } from "./private-directory.ts";
import { createTrash } from "./trash.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "drover-fs-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const at = (...parts: string[]): string => path.join(folder, ...parts);
const rights = (file: string): string => (statSync(file).mode & 0o777).toString(8);

describe("writing a file whole", () => {
  it.each([true, false])("replaces the old one, for the user alone (durable: %s)", async (durable) => {
    await writeFile(at("a"), "old", { mode: 0o644 });
    await writeFileAtomic(at("a"), Buffer.from("new"), { durable });
    expect(await readFile(at("a"), "utf8")).toBe("new");
    expect(rights(at("a"))).toBe("600");
    expect(readdirSync(folder)).toEqual(["a"]);
  });

  it("leaves the old one and no draft when it fails", async () => {
    await mkdir(at("a", "full"), { recursive: true });
    await expect(writeFileAtomic(at("a"), "new")).rejects.toThrow(/EISDIR|ENOTEMPTY|EPERM/);
    expect(readdirSync(folder)).toEqual(["a"]);
    await expect(writeFileAtomic(at("none", "a"), "new")).rejects.toThrow("ENOENT");
  });

  it("shows readers the old or the new one and nothing between", async () => {
    const texts = ["x".repeat(100_000), "y".repeat(200_000)];
    await writeFileAtomic(at("a"), texts[0] ?? "");
    const seen = new Set<string>();
    const reading = (async () => {
      for (let i = 0; i < 50; i += 1) seen.add(await readFile(at("a"), "utf8"));
    })();
    for (let i = 0; i < 20; i += 1) await writeFileAtomic(at("a"), texts[i % 2] ?? "", { durable: false });
    await reading;
    expect([...seen].every((text) => texts.includes(text))).toBe(true);
  });
});

describe("folders", () => {
  it("are made for the user alone, also where one was before", async () => {
    await createPrivateDirectory(at("a", "b"));
    expect([rights(at("a")), rights(at("a", "b"))]).toEqual(["700", "700"]);
    await mkdir(at("c"), { mode: 0o755 });
    await createPrivateDirectory(at("c"));
    expect(rights(at("c"))).toBe("700");
  });

  it("get their place only when it is free", async () => {
    await mkdir(at("draft"));
    await mkdir(at("taken", "x"), { recursive: true });
    await expect(moveIntoPlace(at("draft"), at("taken"))).rejects.toThrow(/ENOTEMPTY|EEXIST|EPERM/);
    await moveIntoPlace(at("draft"), at("free"));
    expect(await exists(at("free"))).toBe(true);
  });
});

describe("the trash", () => {
  it("frees a name at once, deletes afterwards, and does not follow links", async () => {
    await mkdir(at("keep", "deep"), { recursive: true });
    await mkdir(at("gone", "deep"), { recursive: true });
    await symlink(at("keep"), at("gone", "link"));
    const trash = createTrash({ folder: at("trash"), onError: (error) => expect.fail(String(error)) });
    await trash.discard(at("gone"));
    expect(existsSync(at("gone"))).toBe(false);
    await trash.discard(at("gone"));
    await trash.drain();
    expect(readdirSync(at("trash"))).toEqual([]);
    expect(existsSync(at("keep", "deep"))).toBe(true);
  });

  it("deletes what an earlier process left", async () => {
    const errors: unknown[] = [];
    const trash = createTrash({ folder: at("trash"), onError: (error) => errors.push(error) });
    trash.sweep();
    await trash.drain();
    await mkdir(at("trash", "old"), { recursive: true });
    trash.sweep();
    await trash.drain();
    expect(readdirSync(at("trash"))).toEqual([]);
    expect(errors).toEqual([]);
  });
});

describe("paths", () => {
  it.each([
    ["/a", "/a", true],
    ["/a", "/a/b", true],
    ["/a", "/a/..b", true],
    ["/a", "/a/../b", false],
    ["/a", "/ab", false],
    ["/a", "/", false],
    ["/a/b", "/a", false],
  ])("within %s: %s is %s", (outer, file, inside) => {
    expect(isInside(outer, file)).toBe(inside);
  });

  it("are there also when they lead nowhere", async () => {
    await symlink(at("nothing"), at("link"));
    expect([await exists(at("link")), await exists(at("none")), await exists(at("link", "x"))]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
