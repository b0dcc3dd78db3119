import * as fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type CommitPair, mergeMany } from "../platform/git/merge-many.ts";
import { ownChanges } from "../platform/git/own-changes.ts";
import { type GitFixture, createGitFixture } from "../platform/git/testing/git-fixture.ts";
import { footprintOf, mayCollide } from "./footprint.ts";
import { problemFiles } from "./problem-files.ts";

const SEED = 20_261_121;
const PAIRS = 150;

/** Enough alike within a folder, and different between them, for git to see what was moved. */
const BASE: Readonly<Record<string, string>> = Object.fromEntries(
  ["a/one", "a/two", "a/in/three", "b/four", "b/five", "six"].map((path) => [
    path,
    Array.from({ length: 12 }, (_, line) => `${path} ${line}\n`).join(""),
  ]),
);

const paths = fc.constantFrom(...Object.keys(BASE), "a/new", "b/new", "new", "a", "b/four/deep", "six/deep");
const folders = fc.constantFrom("a", "a/in", "b", "c");
const deed = fc.oneof(
  fc.record({ do: fc.constant("edit" as const), path: paths, line: fc.nat(11), text: fc.constantFrom("x", "y") }),
  fc.record({ do: fc.constant("remove" as const), path: paths }),
  fc.record({ do: fc.constant("move" as const), path: paths, to: paths }),
  fc.record({ do: fc.constant("move-folder" as const), path: folders, to: folders }),
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;
const branch = fc.array(deed, { minLength: 1, maxLength: 4 });

let fixture: GitFixture;
let repository: string;

beforeEach(async () => {
  fixture = await createGitFixture();
  repository = await fixture.repository("r");
});

afterEach(() => fixture[Symbol.asyncDispose]());

/** The files of a branch after all that was done; what cannot be done is not. */
function after(deeds: readonly Deed[]): ReadonlyMap<string, string> {
  const files = new Map(Object.entries(BASE));
  const put = (path: string, text: string) => {
    // No file is a folder as well: what is put last stays.
    for (const other of [...files.keys()]) {
      if (other.startsWith(`${path}/`) || path.startsWith(`${other}/`)) files.delete(other);
    }
    files.set(path, text);
  };
  const take = (path: string) => {
    const text = files.get(path);
    files.delete(path);
    return text;
  };
  for (const one of deeds) {
    if (one.do === "edit") {
      const lines = (files.get(one.path) ?? `${one.path}\n`).split("\n");
      lines[Math.min(one.line, lines.length - 1)] = `${one.text} in ${one.line}`;
      put(one.path, lines.join("\n"));
    } else if (one.do === "remove") {
      files.delete(one.path);
    } else {
      const moved = [...files.keys()].filter((path) =>
        one.do === "move" ? path === one.path : path.startsWith(`${one.path}/`),
      );
      for (const path of moved) {
        const text = take(path);
        if (text !== undefined) put(`${one.to}${path.slice(one.path.length)}`, text);
      }
    }
  }
  return files;
}

/** Commits of those files, all upon the base, made in one go. */
async function commits(
  trees: readonly ReadonlyMap<string, string>[],
): Promise<{ readonly base: string; readonly tips: readonly string[] }> {
  const commit = (ref: string, from: string, files: ReadonlyMap<string, string>) =>
    `commit ${ref}\ncommitter A <a@example.org> 1700000000 +0000\ndata 1\nC\n${from}deleteall\n` +
    [...files].map(([path, text]) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`).join("");
  const stdin = [
    commit("refs/heads/main", "", new Map(Object.entries(BASE))),
    ...trees.map((files, index) => commit(`refs/heads/t${index}`, "from refs/heads/main\n", files)),
  ].join("");
  await fixture.git.run(["fast-import", "--quiet"], { cwd: repository, stdin });
  const refs = await fixture.ask(repository, "rev-parse", "main", ...trees.map((_, index) => `t${index}`));
  const [base = "", ...tips] = refs.split("\n");
  return { base, tips };
}

it(`passes over no pair that git would not merge, and names a file of each (seed ${SEED})`, async () => {
  const pairs = fc.sample(fc.tuple(branch, branch), { numRuns: PAIRS, seed: SEED });
  const { base, tips } = await commits(pairs.flat().map(after));
  const footprints = await Promise.all(
    tips.map(async (tip) => footprintOf((await ownChanges(fixture.git, { repository, tip, from: base })) ?? [])),
  );
  const asked = pairs.map((_, index): CommitPair => [tips[index * 2] ?? "", tips[index * 2 + 1] ?? ""]);
  const answers = await mergeMany(fixture.git, asked, { repository });
  let conflicts = 0;
  for (const [index, answer] of answers.entries()) {
    const [one, other] = [footprints[index * 2], footprints[index * 2 + 1]];
    if (answer.kind !== "conflict" || one === undefined || other === undefined) continue;
    conflicts += 1;
    const told = JSON.stringify({ pair: pairs[index], problems: answer.problems });
    expect(mayCollide(one, other), told).toBe(true);
    // Nothing has landed in between that could be to blame instead.
    expect(problemFiles(answer.problems, [one, other]).length, told).toBeGreaterThan(0);
  }
  // Else nothing was shown.
  expect(conflicts).toBeGreaterThan(PAIRS / 10);
  const spared = asked.filter((_, index) => {
    const [one, other] = [footprints[index * 2], footprints[index * 2 + 1]];
    return one !== undefined && other !== undefined && !mayCollide(one, other);
  });
  expect(spared.length).toBeGreaterThan(PAIRS / 10);
});
