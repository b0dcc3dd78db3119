import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createLocalRunner } from "../../process/local-runner.ts";
import type { ProcessRunner } from "../../process/process-runner.ts";
import { commit } from "../commit.ts";
import { createGitCommand } from "../git-command.ts";
import { findGit } from "../git-location.ts";
import { createGit, type Git } from "../git.ts";
import type { Person } from "../person.ts";

export const ADA: Person = { name: "Ada", email: "ada@example.org", at: Date.UTC(2026, 0, 2) };
export const DROVER: Person = { name: "Drover", email: "drover@example.org", at: Date.UTC(2026, 0, 3) };

/** Names that must go through everything unharmed. */
export const HARD_NAMES = [
  "with space.txt",
  "-dash.txt",
  "--help",
  'quo"te.txt',
  "apo'strophe.txt",
  "line\nbreak.txt",
  "tab\there.txt",
  "back\\slash.txt",
  "🐑 sheep.txt",
  ":(top)magic.txt",
  "glob*[x]?.txt",
  "ünï/cödé/näme.txt",
];

export interface GitFixture extends AsyncDisposable {
  /** Real git, with a home of its own: the machine's settings do not count. */
  readonly git: Git;
  readonly runner: ProcessRunner;
  readonly folder: string;
  path(...parts: string[]): string;
  write(folder: string, files: Readonly<Record<string, string>>): Promise<void>;
  /** A repository with a work tree and, where files are given, a first commit on `main`. */
  repository(name: string, files?: Readonly<Record<string, string>>): Promise<string>;
  /** Writes and commits; gives the commit. */
  commit(folder: string, files: Readonly<Record<string, string>>, message?: string): Promise<string>;
  /** What git prints, without the last line feed. */
  ask(cwd: string, ...args: string[]): Promise<string>;
}

/** Real git that has `folder` for its home. The runner is the caller's to dispose of. */
export async function createHomeGit(folder: string): Promise<Pick<GitFixture, "git" | "runner">> {
  const env = { PATH: process.env["PATH"], HOME: folder, GIT_CONFIG_NOSYSTEM: "1" };
  const plain = createLocalRunner();
  const found = await findGit({ runner: plain, env });
  await plain[Symbol.asyncDispose]();
  if (!found.ok) throw new Error(found.error.message);
  const runner = createLocalRunner({ git: createGitCommand(found.value, env) });
  return { git: createGit({ runner }), runner };
}

export async function createGitFixture(): Promise<GitFixture> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "drover-git-")));
  const { git, runner } = await createHomeGit(folder);

  async function write(into: string, files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(into, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }

  async function commitFiles(
    into: string,
    files: Readonly<Record<string, string>>,
    message = "Change",
  ): Promise<string> {
    await write(into, files);
    const outcome = await commit(git, { worktree: into, message, author: ADA, committer: ADA, all: true });
    if (outcome.kind !== "committed") throw new Error("Nothing to commit");
    return outcome.commit;
  }

  return {
    git,
    runner,
    folder,
    path: (...parts) => path.join(folder, ...parts),
    write,
    async repository(name, files) {
      const made = path.join(folder, name);
      await git.run(["init", "-q", "--initial-branch=main", "--", made], { cwd: folder });
      if (files !== undefined) await commitFiles(made, files, "Begin");
      return made;
    },
    commit: commitFiles,
    async ask(cwd, ...args) {
      return (await git.run(args, { cwd })).stdout.toString().replace(/\n$/, "");
    },
    async [Symbol.asyncDispose]() {
      await runner[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
