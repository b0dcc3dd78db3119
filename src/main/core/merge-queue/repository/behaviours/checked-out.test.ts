import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Change } from "../repository.ts";
import { type MergePlace, openMergePlace } from "../../testing/merge-place.ts";

let place: MergePlace;
let change: Change;
beforeEach(async () => {
  place = await openMergePlace({ isLocal: true });
  change = await place.change("one", { "b.txt": "b\n" });
});
afterEach(() => place[Symbol.asyncDispose]());

const saying = (part: string): unknown => expect.stringContaining(part);

const USER = ["-c", "user.name=Olga", "-c", "user.email=olga@example.org"] as const;
const head = () => place.ask(place.user, "rev-parse", "main");
const read = (file: string) => readFile(path.join(place.user, file), "utf8");
const status = () => place.ask(place.user, "status", "--porcelain");

describe("landing on a branch of the user's own repository", () => {
  it("leaves it alone while the user has it checked out, and says how to allow it", async () => {
    const landing = await place.land(change);
    expect(landing).toMatchObject({ kind: "refused" });
    expect(JSON.stringify(landing)).toContain("--land-on-checked-out yes");
    expect([await head(), await status()]).toEqual([change.base, ""]);
  });

  it("lands at once while the user has another branch checked out, and touches no file", async () => {
    await place.ask(place.user, "checkout", "-q", "-b", "other");
    await place.repos.write(place.user, { "a.txt": "in the middle of something\n" });
    expect(await place.land(change)).toEqual({ kind: "landed" });
    expect(await head()).toBe(change.tip);
    expect(await status()).toBe(" M a.txt");
    await expect(read("b.txt")).rejects.toThrow("ENOENT");
  });

  it("lands at once beside a detached HEAD", async () => {
    await place.ask(place.user, "checkout", "-q", "--detach");
    expect(await place.land(change)).toEqual({ kind: "landed" });
    expect(await place.ask(place.user, "rev-parse", "HEAD")).toBe(change.base);
  });

  it("refuses also where a linked work tree has it checked out", async () => {
    await place.ask(place.user, "checkout", "-q", "-b", "other");
    await place.ask(place.user, "worktree", "add", "-q", place.repos.path("linked"), "main");
    expect(await place.land(change)).toMatchObject({ kind: "refused" });
    expect(await head()).toBe(change.base);
  });

  describe("that may be moved while it is checked out", () => {
    beforeEach(() => {
      place.settings.landOnCheckedOut = true;
    });

    it("moves the files along when they are clean", async () => {
      expect(await place.land(change)).toEqual({ kind: "landed" });
      expect([await read("b.txt"), await status()]).toEqual(["b\n", ""]);
    });

    it("moves them along in a linked work tree too", async () => {
      await place.ask(place.user, "checkout", "-q", "-b", "other");
      const linked = place.repos.path("linked");
      await place.ask(place.user, "worktree", "add", "-q", linked, "main");
      expect(await place.land(change)).toEqual({ kind: "landed" });
      expect(await readFile(path.join(linked, "b.txt"), "utf8")).toBe("b\n");
      expect(await place.ask(linked, "status", "--porcelain")).toBe("");
    });

    it.each([
      ["changed", { "a.txt": "mine\n" }, []],
      ["staged", { "a.txt": "mine\n" }, ["add", "a.txt"]],
      ["untracked and in the way", { "b.txt": "mine\n" }, []],
    ])("waits and changes nothing while files are %s", async (_how, files, then) => {
      await place.repos.write(place.user, files);
      if (then.length > 0) await place.ask(place.user, ...then);
      const before = await status();
      expect(await place.land(change)).toMatchObject({ kind: "refused", reason: saying("Commit or stash them") });
      expect([await head(), await status()]).toEqual([change.base, before]);
    });

    it("lands beside untracked files that are not in the way", async () => {
      await place.repos.write(place.user, { "notes.txt": "mine\n" });
      expect(await place.land(change)).toEqual({ kind: "landed" });
      expect(await read("notes.txt")).toBe("mine\n");
    });

    it("waits while the branch is being rebased, and the rebase can be finished", async () => {
      await place.push({ "c.txt": "c\n" }, "Second");
      const editor = { GIT_SEQUENCE_EDITOR: "sed -i.bak s/^pick/edit/" };
      await place.repos.git.run([...USER, "rebase", "-q", "-i", "HEAD~1"], { cwd: place.user, env: editor });
      const before = await head();
      const landing = await place.land(change);
      expect(landing).toMatchObject({ kind: "refused", reason: saying("rebase") });
      expect(await head()).toBe(before);
      await place.ask(place.user, ...USER, "rebase", "--continue");
      expect(await place.land(change)).toEqual({ kind: "landed" });
    });

    it("waits while a bisect of it is under way", async () => {
      await place.push({ "c.txt": "c\n" }, "Second");
      await place.ask(place.user, "bisect", "start", "HEAD", "HEAD~1");
      expect(await place.land(change)).toMatchObject({ kind: "refused", reason: saying("bisect") });
    });

    it("waits while a cherry-pick has stopped there", async () => {
      await place.ask(place.user, ...USER, "commit", "-q", "--allow-empty", "-m", "Empty");
      await place.repos.git.run([...USER, "cherry-pick", "HEAD"], { cwd: place.user, okCodes: [1] });
      expect(await place.land(change)).toMatchObject({
        kind: "refused",
        reason: saying("cherry-pick"),
      });
    });
  });
});
