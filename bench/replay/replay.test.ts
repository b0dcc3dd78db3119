import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type GitFixture, createGitFixture } from "../../src/main/core/platform/git/testing/git-fixture.ts";
import { cut } from "./history.ts";
import { openReplayPlace } from "./place.ts";
import { play, shuffled } from "./play.ts";

let history: GitFixture;
let folder: string;
beforeEach(async () => {
  history = await createGitFixture();
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "drover-replay-")));
});
afterEach(async () => {
  await history[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const USER = ["-c", "user.name=Olga", "-c", "user.email=olga@example.org"] as const;
const SEED = 20_261_121;
const MERGES = 12;

/**
 * A main line of merges, each of a branch with two commits that change, add and remove lines and files at random places; some conflict with
 * what was merged meanwhile and are resolved in the merge, some merges bring something of their own, and some commits are made directly.
 */
async function makeHistory(): Promise<string> {
  const numbers = shuffled(MERGES * 40, SEED).values();
  const random = (below: number) => (numbers.next().value ?? 0) % below;
  const lines = (file: string) => Array.from({ length: 40 }, (_, at) => `${file} ${at}`);
  const names = ["a.txt", "b.txt", "deep/c.txt"];
  const root = await history.repository(
    "r",
    Object.fromEntries(names.map((name) => [name, `${lines(name).join("\n")}\n`])),
  );
  const edit = async (label: string) => {
    const name = names[random(names.length)] ?? "a.txt";
    const text = (await history.ask(root, "show", `HEAD:${name}`)).split("\n");
    text[random(text.length)] = `${label} ${random(1000)}`;
    await history.commit(root, { [name]: `${text.join("\n")}\n`, [`new/${label}.txt`]: `${label}\n` }, label);
  };
  for (let at = 0; at < MERGES; at++) {
    const main = await history.ask(root, "rev-parse", "HEAD");
    const fork = at < 3 ? main : await history.ask(root, "rev-parse", `HEAD~${1 + random(2)}`);
    await history.ask(root, "checkout", "-q", "-B", "work", fork);
    await edit(`first-${at}`);
    await edit(`second-${at}`);
    await history.ask(root, "checkout", "-q", "main");
    await history.git.run([...USER, "merge", "-q", "--no-ff", "--no-commit", "work"], { cwd: root, okCodes: [0, 1] });
    if (at % 4 === 0) await history.write(root, { [`merged-${at}.txt`]: "only in the merge\n" });
    await history.ask(root, ...USER, "add", "--all");
    await history.ask(root, ...USER, "commit", "-q", "-m", `Merge ${at}`);
    if (at % 5 === 0) await edit(`direct-${at}`);
  }
  return root;
}

describe("a history that is handed in out of order", () => {
  it("comes out as it was, but for what the queue names as conflicting", async () => {
    const root = await makeHistory();
    await using place = await openReplayPlace({
      folder,
      path: root,
      batch: 4,
      gate: ["git", "diff", "--check", "HEAD"],
    });
    const head = await history.ask(root, "rev-parse", "HEAD");
    const windows = await cut(place.git, { repository: place.source, head, merges: MERGES, window: 6 });
    expect(windows.flatMap(({ pieces }) => pieces).length).toBeGreaterThan(MERGES);
    let landed = 0;
    for (const [at, window] of windows.entries()) {
      const played = await play(place, `window-${at}`, window, shuffled(window.pieces.length, SEED + at));
      landed += played.landed;
      expect(played).toMatchObject({ unexplained: [], red: [] });
      expect(played.landed + played.conflicts.length - played.redone).toBe(played.pieces);
      for (const { files } of played.conflicts) expect(files).not.toEqual([]);
    }
    expect(landed).toBeGreaterThan(MERGES / 2);
  });

  it("comes out whole where each branch is handed in by itself", async () => {
    const root = await makeHistory();
    await using place = await openReplayPlace({ folder, path: root, batch: 1, gate: [] });
    const head = await history.ask(root, "rev-parse", "HEAD");
    const windows = await cut(place.git, { repository: place.source, head, merges: MERGES, window: 1 });
    expect(windows.length).toBeGreaterThanOrEqual(MERGES);
    for (const [at, window] of windows.entries()) {
      const played = await play(place, `window-${at}`, window, [...window.pieces.keys()]);
      expect(played).toMatchObject({ differing: [], conflicts: [], red: [], landed: played.pieces });
      expect(played.kept).toBe(played.commits);
    }
  });
});
