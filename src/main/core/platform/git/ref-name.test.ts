import { array, constantFrom, sample } from "fast-check";
import { describe, expect, it } from "vitest";
import { isBranchName, isRefName } from "./ref-name.ts";
import { createGitFixture } from "./testing/git-fixture.ts";

describe("branch names", () => {
  it.each(["main", "drover/otter/d-1", "ümläut", "🐑", "a.b", "a@b", "HEAD/x", "x-", "@x"])("allows %j", (name) => {
    expect(isBranchName(name)).toBe(true);
  });
  it.each([
    "",
    "-x",
    "--help",
    "a..b",
    "a b",
    "a~1",
    "a^",
    "a:b",
    "a?",
    "a*",
    "a[",
    "a\\b",
    ".a",
    "a/.b",
    "a/",
    "/a",
    "a//b",
    "a.lock",
    "a.lock/b",
    "a.",
    "a@{1}",
    "@",
    "HEAD",
    "a\nb",
    "a\u007f",
  ])("refuses %j", (name) => {
    expect(isBranchName(name)).toBe(false);
  });
  it("takes only whole names for refs", () => {
    expect([isRefName("refs/heads/main"), isRefName("main"), isRefName("refs/"), isRefName("refs/heads/a..b")]).toEqual(
      [true, false, false, false],
    );
  });

  it("says what git says", async () => {
    await using fixture = await createGitFixture();
    const piece = constantFrom("a", "-", ".", "/", "@", "{", ".lock", "..", "~", " ", "\\", "HEAD", "é", "*");
    const names = sample(
      array(piece, { minLength: 1, maxLength: 5 }).map((parts) => parts.join("")),
      { numRuns: 150, seed: 7 },
    );
    for (const name of new Set(names)) {
      // Outside of a repository git knows no `@{-1}`, which it would look up inside.
      const { exitCode } = await fixture.git.run(["check-ref-format", "--branch", name], {
        cwd: fixture.folder,
        okCodes: "any",
      });
      expect([name, isBranchName(name)]).toEqual([name, exitCode === 0]);
    }
  });
});
