import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTrash } from "../../../platform/fs/trash.ts";
import type { Git } from "../../../platform/git/git.ts";
import { createLaneWorktrees } from "../../gates/lane-worktree.ts";
import { type MergePlace, type MergePlaceOptions, openMergePlace } from "../../testing/merge-place.ts";

let place: MergePlace;
afterEach(() => place[Symbol.asyncDispose]());

const files = { ".gitattributes": "*.bin filter=lfs diff=lfs merge=lfs -text\n", "a.txt": "a\n" };
const content = "a large file\n";
const oid = createHash("sha256").update(content).digest("hex");
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`;
const stored = (repository: string) => path.join(repository, "lfs", "objects", oid.slice(0, 2), oid.slice(2, 4), oid);
const saying = (part: string): unknown => expect.stringContaining(part);
const refusing = (part: string) => ({ kind: "refused", reason: saying(part) });

async function open(options: MergePlaceOptions = {}): Promise<void> {
  place = await openMergePlace({ files, ...options });
}

/** As Git LFS leaves it where an agent has added a file: the pointer is committed, and the contents lie in the clone's store. */
async function store(text: string): Promise<void> {
  await mkdir(path.dirname(stored(place.clone)), { recursive: true });
  await writeFile(stored(place.clone), text);
}

/** A machine on which there is no Git LFS. */
const withoutLfs = (git: Git): Git => ({
  ...git,
  async run(args, options) {
    if (args[0] !== "lfs") return await git.run(args, options);
    return { args, exitCode: 1, stdout: Buffer.of(), stderr: "git: 'lfs' is not a git command.", reason: undefined };
  },
});

function hasGitLfs(): boolean {
  try {
    execFileSync("git", ["lfs", "version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasGitLfs())("large files, with git-lfs", () => {
  beforeEach(() => open());

  it("are at the origin when the pointers land", async () => {
    await store(content);
    const change = await place.change("one", { "x.bin": pointer });
    await place.push({ "b.txt": "b\n" });
    expect(await place.land(change)).toEqual({ kind: "landed" });
    expect(await readFile(stored(place.origin), "utf8")).toBe(content);
  });

  it("that the origin does not take keep the pointers back", async () => {
    await store(content);
    const change = await place.change("one", { "x.bin": pointer });
    await writeFile(path.join(place.origin, "lfs"), "in the way");
    expect(await place.land(change)).toEqual(refusing("did not take the large files"));
    expect(await place.ask(place.origin, "rev-parse", "main")).toBe(change.base);
  });

  it("are sent only if they are what the pointers say", async () => {
    await store("something else");
    const change = await place.change("one", { "x.bin": pointer });
    expect(await place.land(change)).toEqual({ kind: "landed" });
    await expect(readFile(stored(place.origin), "utf8")).rejects.toThrow("ENOENT");
  });
});

describe.skipIf(!hasGitLfs())("large files in gates, with git-lfs", () => {
  beforeEach(() => open());

  const lane = async (commit: string) => {
    const { repos, vault, clone, origin } = place;
    const trash = createTrash({
      folder: repos.path("rubbish"),
      onError: (error) => {
        throw error;
      },
    });
    const lanes = createLaneWorktrees({ git: repos.git, trash });
    return await lanes.ready({ vault, clone, origin, gateWorktree: repos.path("gates") }, 1, commit);
  };

  it("have their contents, whether an agent has just added them or the origin has them", async () => {
    await store(content);
    const added = await place.change("one", { "deep/x.bin": pointer });
    expect(await readFile(path.join(await lane(added.tip), "deep/x.bin"), "utf8")).toBe(content);
    expect(await place.land(added)).toEqual({ kind: "landed" });
    for (const repository of [place.vault, place.clone]) await rm(path.join(repository, "lfs"), { recursive: true });
    const next = await place.change("two", { "b.txt": "b\n" });
    expect(await readFile(path.join(await lane(next.tip), "deep/x.bin"), "utf8")).toBe(content);
    const without = await place.change("three", { "deep/x.bin": "" });
    expect(await readFile(path.join(await lane(without.tip), "deep/x.bin"), "utf8")).toBe("");
  });

  it("stay pointers where nobody has the contents", async () => {
    const change = await place.change("one", { "x.bin": pointer });
    expect(await readFile(path.join(await lane(change.tip), "x.bin"), "utf8")).toBe(pointer);
  });
});

describe("large files, without git-lfs", () => {
  beforeEach(() => open({ wrap: withoutLfs }));

  it("wait for it where agents have added some", async () => {
    await store(content);
    const change = await place.change("one", { "x.bin": pointer });
    expect(await place.land(change)).toEqual(refusing("git-lfs"));
    expect(await place.ask(place.origin, "rev-parse", "main")).toBe(change.base);
  });

  it("hold nothing back that has only moved or copied a pointer, or has none", async () => {
    const moved = await place.change("one", { "x.bin": pointer });
    expect(await place.land(moved)).toEqual({ kind: "landed" });
    expect(await place.land(await place.change("two", { "b.txt": "b\n" }))).toEqual({ kind: "landed" });
  });
});
