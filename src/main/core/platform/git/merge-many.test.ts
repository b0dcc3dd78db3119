import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Git, GitOutcome } from "./git.ts";
import { type CommitPair, mergeMany } from "./merge-many.ts";
import { openSideObjects } from "./side-objects.ts";
import { type GitFixture, createGitFixture } from "./testing/git-fixture.ts";

let fixture: GitFixture;
let repository: string;
let commits: Record<"base" | "one" | "two" | "beside" | "apart" | "alone", string>;

beforeEach(async () => {
  fixture = await createGitFixture();
  repository = await fixture.repository("r", { "a.txt": "1\n2\n3\n", "b.txt": "b\n", "ünï\n.txt": "u\n" });
  const base = await fixture.ask(repository, "rev-parse", "HEAD");
  const from = async (start: string, files: Readonly<Record<string, string>>) => {
    await fixture.ask(repository, "checkout", "-q", "--detach", start);
    return await fixture.commit(repository, files);
  };
  await fixture.ask(repository, "checkout", "-q", "--orphan", "alone");
  const alone = await fixture.commit(repository, { "a.txt": "alone\n" });
  commits = {
    base,
    alone,
    one: await from(base, { "a.txt": "1\none\n3\n", "ünï\n.txt": "one\n" }),
    two: await from(base, { "a.txt": "1\ntwo\n3\n", "ünï\n.txt": "two\n" }),
    beside: await from(base, { "b.txt": "beside\n" }),
    apart: await from(base, { "a.txt": "1\n2\n3\n4\n" }),
  };
});

afterEach(() => fixture[Symbol.asyncDispose]());

/** Git as it was before it could merge many pairs in one process. */
function older(git: Git): Git {
  return {
    ...git,
    async run(args, options) {
      if (!args.includes("--stdin")) return await git.run(args, options);
      const outcome: GitOutcome = { args, exitCode: 129, stdout: Buffer.alloc(0), stderr: "usage", reason: undefined };
      return outcome;
    },
  };
}

const CONFLICT = {
  kind: "conflict",
  problems: [
    { paths: ["a.txt"], type: "contents" },
    { paths: ["ünï\n.txt"], type: "contents" },
  ],
};

describe.each([
  ["at once", (git: Git) => git],
  ["one by one, where git cannot do more", older],
] as const)("many merges, %s", (_how, as) => {
  it("answer for each pair, also past one that cannot be merged at all", async () => {
    const { one, two, beside, apart, alone } = commits;
    const missing = "0123456789012345678901234567890123456789";
    const pairs: CommitPair[] = [
      [one, two],
      [one, alone],
      [one, beside],
      [apart, beside],
      [missing, one],
      [two, one],
      [beside, apart],
    ];
    const answers = await mergeMany(as(fixture.git), pairs, { repository });
    expect(answers.map((one) => (one.kind === "impossible" ? whyNot(one.reason) : one))).toEqual([
      CONFLICT,
      "unrelated",
      { kind: "clean" },
      { kind: "clean" },
      "not something we can merge",
      CONFLICT,
      { kind: "clean" },
    ]);
  });

  it("write nothing into the repository when they are given another place for objects", async () => {
    const before = await fixture.ask(repository, "count-objects");
    await using side = await sideObjects();
    const { one, two } = commits;
    expect(await mergeMany(as(fixture.git), [[one, two]], { repository, env: side.env })).toEqual([CONFLICT]);
    expect(await fixture.ask(repository, "count-objects")).toBe(before);
    await side.clear();
    expect(await mergeMany(as(fixture.git), [[one, two]], { repository, env: side.env })).toEqual([CONFLICT]);
  });

  it("end when they are called off", async () => {
    const signal = AbortSignal.abort();
    const { one, two } = commits;
    await expect(mergeMany(as(fixture.git), [[one, two]], { repository, signal })).rejects.toThrow("aborted");
  });
});

/** The part of git's words that tells. */
function whyNot(reason: string): string {
  return /unrelated|not something we can merge/.exec(reason)?.[0] ?? reason;
}

/** In a folder whose name git would read in another way, did we not quote it. */
async function sideObjects() {
  const bare = fixture.path('"odd" folder');
  await fixture.ask(fixture.folder, "clone", "-q", "--bare", repository, bare);
  // What is checked out nowhere is cloned by no branch.
  for (const [name, commit] of Object.entries(commits)) {
    await fixture.ask(bare, "fetch", "-q", repository, commit);
    await fixture.ask(bare, "update-ref", `refs/heads/${name}`, commit);
  }
  const side = await openSideObjects(fixture.path("side"), [bare]);
  return { ...side, [Symbol.asyncDispose]: () => side.clear() };
}
