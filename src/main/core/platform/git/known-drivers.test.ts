import { appendFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createKnownDrivers } from "./known-drivers.ts";
import { createGitFixture, type GitFixture } from "./testing/git-fixture.ts";

let repos: GitFixture;
let asked: number;
let now: number;

beforeEach(async () => {
  repos = await createGitFixture();
  [asked, now] = [0, 0];
});

afterEach(() => repos[Symbol.asyncDispose]());

async function bare(): Promise<string> {
  await repos.ask(repos.folder, "init", "-q", "--bare", "one.git");
  return repos.path("one.git");
}

/** Asks as `Git.guard` does, and counts it. */
function question(drivers: ReturnType<typeof createKnownDrivers>, cwd: string) {
  return drivers({ cwd }, async (args) => {
    asked += 1;
    return (await repos.git.run(args, { cwd, okCodes: [0, 1] })).stdout.toString();
  });
}

describe("known drivers", () => {
  it("asks git once while the settings stay the same, for a minute", async () => {
    const drivers = createKnownDrivers(() => now);
    const place = await bare();
    await question(drivers, place);
    await question(drivers, place);
    expect(asked).toBe(1);
    now = 60_000;
    await question(drivers, place);
    expect(asked).toBe(2);
  });

  it("sees at once that somebody put a driver into the settings, of the repository or of a work tree", async () => {
    const drivers = createKnownDrivers(() => now);
    const place = await bare();
    expect(await question(drivers, place)).toEqual({});
    await appendFile(path.join(place, "config"), '[filter "evil"]\n\tsmudge = touch /tmp/evil\n');
    expect(await question(drivers, place)).toMatchObject({ GIT_CONFIG_KEY_0: "filter.evil.smudge" });
    await repos.ask(place, "config", "extensions.worktreeConfig", "true");
    await question(drivers, place);
    await writeFile(path.join(place, "config.worktree"), '[diff "worse"]\n\tcommand = touch /tmp/worse\n');
    expect(Object.values(await question(drivers, place))).toContain("diff.worse.command");
  });

  it("asks each time where the settings take others in, or where it is not told where they are", async () => {
    const drivers = createKnownDrivers(() => now);
    const place = await bare();
    await appendFile(path.join(place, "config"), `[include]\n\tpath = ${repos.path("more")}\n`);
    await question(drivers, place);
    await writeFile(repos.path("more"), '[merge "ours"]\n\tdriver = true\n');
    expect(Object.values(await question(drivers, place))).toContain("merge.ours.driver");
    const worktree = await repos.repository("with-worktree", { a: "a" });
    await question(drivers, worktree);
    await question(drivers, worktree);
    expect(asked).toBe(4);
  });
});
