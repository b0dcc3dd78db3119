import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findRepositories } from "./find-repositories.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "drover-find-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** A folder that looks like a repository, worked on at that second. */
async function repository(name: string, at = 1_000): Promise<string> {
  const git = path.join(root, name, ".git");
  await mkdir(git, { recursive: true });
  await writeFile(path.join(git, "HEAD"), "ref: refs/heads/main\n");
  await utimes(path.join(git, "HEAD"), at, at);
  return path.join(root, name);
}

const find = async (options: { except?: readonly string[]; signal?: AbortSignal } = {}) =>
  findRepositories({ root, except: [], signal: new AbortController().signal, ...options });

test("finds repositories at any usual depth, those worked on last first", async () => {
  const old = await repository("code/old", 1_000);
  const fresh = await repository("work/clients/acme/backend/api", 3_000);
  const middle = await repository("toy", 2_000);
  expect(await find()).toEqual({
    repositories: [
      { path: fresh, activeAt: 3_000_000 },
      { path: middle, activeAt: 2_000_000 },
      { path: old, activeAt: 1_000_000 },
    ],
    isComplete: true,
  });
});

test("leaves out what is hidden, built, linked, inside of a repository or excepted", async () => {
  const own = await repository("own");
  await repository("own/nested");
  await repository(".cache/hidden");
  await repository("app/node_modules/dep");
  await repository("Drover/projects/demo");
  await symlink(own, path.join(root, "link"));
  const { repositories } = await find({ except: [path.join(root, "Drover")] });
  expect(repositories.map((one) => one.path)).toEqual([own]);
});

test("a worktree and a submodule are no repositories of their own", async () => {
  await mkdir(path.join(root, "worktree"));
  await writeFile(path.join(root, "worktree/.git"), "gitdir: /elsewhere\n");
  expect((await find()).repositories).toEqual([]);
});

test("a folder that is not there or is told to stop ends the search, and says that it is not complete", async () => {
  await repository("one");
  expect(await find({ signal: AbortSignal.abort() })).toEqual({ repositories: [], isComplete: false });
  const gone = await findRepositories({
    root: path.join(root, "gone"),
    except: [],
    signal: new AbortController().signal,
  });
  expect(gone).toEqual({ repositories: [], isComplete: true });
});
