import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Git } from "../../../platform/git/git.ts";
import { type MergePlace, openMergePlace } from "../../testing/merge-place.ts";

let place: MergePlace;
beforeEach(async () => {
  place = await openMergePlace();
});
afterEach(() => place[Symbol.asyncDispose]());

async function hook(repository: string, name: string, script: string): Promise<void> {
  const folder = path.join(repository, "hooks");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(path.join(folder, name), 0o755);
}

const originMain = () => place.ask(place.origin, "rev-parse", "main");

describe("landing", () => {
  it("moves the origin's branch, and agents find it as origin/main", async () => {
    const change = await place.change("one", { "b.txt": "b\n" });
    expect(await place.land(change)).toEqual({ kind: "landed" });
    expect(await originMain()).toBe(change.tip);
    expect(await place.ask(place.clone, "rev-parse", "origin/main")).toBe(change.tip);
  });

  it("leaves what somebody pushed meanwhile, and says that the target has moved", async () => {
    const change = await place.change("one", { "b.txt": "b\n" });
    const expected = await place.target();
    await place.repos.commit(place.user, { "c.txt": "c\n" }, "Meanwhile");
    await place.ask(place.user, "push", "-q", place.origin, "main");
    expect(await place.repository.land("demo", { commit: change.tip, expected })).toEqual({ kind: "moved" });
    expect(await originMain()).toBe(await place.ask(place.user, "rev-parse", "HEAD"));
  });

  it.each([
    ["pre-receive", "echo 'Only through a review.' >&2; exit 1"],
    ["update", "echo 'Only through a review.' >&2; exit 1"],
  ])("passes on what a %s hook says of a protected branch", async (name, script) => {
    await hook(place.origin, name, script);
    const change = await place.change("one", { "b.txt": "b\n" });
    const landing = await place.land(change);
    if (landing.kind !== "refused") throw new Error(landing.kind);
    const [first = "", ...rest] = landing.reason.split("\n");
    expect(first).toBe("The origin refused it: Only through a review.");
    expect(rest.join("\n")).toContain("--landing pull-request");
    expect(await originMain()).toBe(change.base);
  });

  it("runs the origin's own hooks, with nothing of ours in their environment", async () => {
    await hook(place.origin, "post-receive", "{ cat; env; } > received");
    const change = await place.change("one", { "b.txt": "b\n" });
    await place.land(change);
    const received = await readFile(path.join(place.origin, "received"), "utf8");
    expect(received).toContain(`${change.base} ${change.tip} refs/heads/main`);
    expect(received).not.toMatch(/core\.hookspath/i);
  });

  it("runs no hook and no program that agents' repositories name", async () => {
    const marks = place.repos.path("ran");
    const names = ["pre-push", "post-commit", "pre-commit", "reference-transaction", "post-checkout", "post-merge"];
    for (const repository of [place.clone, place.vault]) {
      for (const name of names) await hook(repository, name, `echo ${name} >> ${marks}`);
    }
    const settings = [
      ["core.fsmonitor", `echo fsmonitor >> ${marks}`],
      ["merge.evil.driver", `echo driver >> ${marks}`],
      ["filter.evil.clean", `echo filter >> ${marks}`],
      ["gpg.program", marks],
      ["commit.gpgSign", "true"],
    ] as const;
    const worktree = await place.work("one");
    await place.repos.commit(worktree, { ".gitattributes": "*.txt merge=evil filter=evil\n", "b.txt": "b\n" }, "Mine");
    const change = await place.submit(worktree);
    for (const [key, value] of settings) await place.ask(place.clone, "config", key, value);
    await place.push({ "a.txt": "first\n2\n3\n4\n5\n6\n7\n8\n9\n" });
    expect(await place.land(change)).toEqual({ kind: "landed" });
    await expect(readFile(marks, "utf8")).rejects.toThrow("ENOENT");
  });

  it("calls nothing landed that the origin does not have afterwards", async () => {
    const change = await place.change("one", { "b.txt": "b\n" });
    await hook(place.origin, "post-receive", `git update-ref refs/heads/main ${change.base}`);
    expect(await place.land(change)).toEqual({ kind: "moved" });
  });

  it("calls landed what somebody has pushed on top of at once", async () => {
    const change = await place.change("one", { "b.txt": "b\n" });
    await hook(
      place.origin,
      "post-receive",
      `git update-ref refs/heads/main $(git -c user.name=a -c user.email=a commit-tree -p ${change.tip} -m More ${change.tip}^{tree})`,
    );
    expect(await place.land(change)).toEqual({ kind: "landed" });
    expect(await place.target()).not.toBe(change.tip);
  });

  it("asks the origin where the answer to a push was lost on the way", async () => {
    const wrap = (git: Git): Git => ({
      ...git,
      async run(args, options) {
        const outcome = await git.run(args, options);
        return args[0] === "push"
          ? { ...outcome, exitCode: 128, reason: "unreachable", stderr: "fatal: gone" }
          : outcome;
      },
    });
    await using other = await openMergePlace({ wrap });
    const change = await other.change("one", { "b.txt": "b\n" });
    expect(await other.land(change)).toEqual({ kind: "landed" });
  });
});
