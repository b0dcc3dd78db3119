import { expect, it } from "vitest";
import { GitError } from "../platform/git/git.ts";
import { unwritable } from "./unwritable.ts";

const system = (code: string) => Object.assign(new Error(`${code}: it failed`), { code });
const git = (stderr: string, reason?: GitError["reason"]) =>
  new GitError({ args: ["init"], cwd: "/w", exitCode: 128, stderr, how: "failed", reason });

it("tells a full or closed disk from a bug", () => {
  for (const error of [system("ENOSPC"), system("EROFS"), system("EACCES"), git("x: No space left", "no-space")]) {
    expect(unwritable("/w", error)).toMatchObject({ ok: false, error: { code: "workspace-not-writable" } });
  }
  for (const error of [system("ENOENT"), git("bad object"), new TypeError("x is undefined"), "nonsense"]) {
    expect(unwritable("/w", error)).toBeUndefined();
  }
});
