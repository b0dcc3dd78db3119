import path from "node:path";
import { exists } from "../fs/exists.ts";
import type { Git, GitOptions } from "./git.ts";
import type { IndexEntry } from "./index-entries.ts";
import { placeEnv, type WorktreePlace } from "./worktree-files.ts";

type Where = Required<Pick<GitOptions, "cwd" | "env">>;

/** A repository within a work tree. Git takes along which commit it is at, at most, and nothing of its files. */
export interface Embedded {
  /** Below the work tree, without a slash at its end. */
  readonly path: string;
  /** In words, what would be lost with it; empty for a submodule as its superproject has it written down. */
  readonly state: string;
}

/** What lies in a work tree and is not in its index. */
export interface Untracked {
  readonly files: readonly string[];
  /** Repositories that somebody made or cloned there. */
  readonly repositories: readonly string[];
}

export async function readUntracked(git: Git, where: Where): Promise<Untracked> {
  const { stdout } = await git.run(["ls-files", "-z", "--others", "--exclude-standard", "--full-name", ":/"], where);
  const names = stdout
    .toString()
    .split("\0")
    .filter((name) => name !== "");
  return {
    files: names.filter((name) => !name.endsWith("/")),
    // Git does not look into them, and lists them as folders.
    repositories: names.filter((name) => name.endsWith("/")).map((name) => name.slice(0, -1)),
  };
}

/** Repositories within a work tree, submodules that are checked out included. */
export async function embeddedIn(
  git: Git,
  place: WorktreePlace,
  { entries, untracked }: { readonly entries: readonly IndexEntry[]; readonly untracked: Untracked },
): Promise<readonly Embedded[]> {
  const links = new Set(entries.filter((entry) => entry.mode === "160000").map((entry) => entry.path));
  const there: string[] = [];
  for (const link of links) if (await exists(path.join(place.path, link, ".git"))) there.push(link);
  const states = there.length === 0 ? new Map<string, string>() : await submoduleStates(git, place);
  return [
    ...there.map((link) => ({ path: link, state: states.get(link) ?? "" })),
    ...untracked.repositories.map((repository) => ({ path: repository, state: "a repository of its own" })),
  ];
}

/** What git says of submodules: whether they are at another commit, have changes, have untracked files. */
async function submoduleStates(git: Git, place: WorktreePlace): Promise<ReadonlyMap<string, string>> {
  const where = { cwd: place.path, env: placeEnv(place) };
  const args = ["status", "--porcelain=v2", "-z", "--untracked-files=no", "--ignore-submodules=none"];
  const { stdout } = await git.run(args, where);
  const states = new Map<string, string>();
  for (const line of stdout.toString().split("\0")) {
    const match = /^[12u] \S\S S(.)(.)(.) /.exec(line);
    if (match === null) continue;
    const [, commit, modified, untracked] = match;
    const words = [
      ...(commit === "C" ? ["another commit"] : []),
      ...(modified === "M" ? ["modified files"] : []),
      ...(untracked === "U" ? ["untracked files"] : []),
    ];
    states.set(pathIn(line), words.length === 0 ? "staged anew" : words.join(", "));
  }
  return states;
}

/** A path comes after eight fields, ten for a conflict; a rename has a score before it. */
function pathIn(line: string): string {
  const fields = line.startsWith("u ") ? 10 : line.startsWith("2 ") ? 9 : 8;
  return line.split(" ").slice(fields).join(" ");
}
