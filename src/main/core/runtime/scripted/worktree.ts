import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Result, fail, ok } from "../../../../shared/model/result.ts";
import { type ProgramEnd, runProgram } from "./run-program.ts";

/** The agent's worktree. Commits carry the author that the session's environment names. */
export interface Worktree {
  readonly folder: string;
  /** Undefined for a file that is not there. */
  read(path: string): Promise<string | undefined>;
  write(path: string, text: string): Promise<void>;
  /** Subjects of the commits since `base`, the newest first; of none where there is no base. */
  subjectsSince(base: string | undefined): Promise<readonly string[]>;
  /** Paths that differ from `base`, committed or not, and new ones. */
  changedSince(base: string | undefined): Promise<ReadonlySet<string>>;
  isDirty(): Promise<boolean>;
  /** Everything that changed. Answers git's summary; undefined when there was nothing to commit. */
  commit(message: string): Promise<Result<string | undefined>>;
  git(args: readonly string[]): Promise<ProgramEnd>;
}

export function createWorktree(folder: string): Worktree {
  const git = (args: readonly string[]) =>
    runProgram({ file: "git", args, cwd: folder, env: { ...process.env, GIT_EDITOR: "true", GIT_PAGER: "cat" } });

  async function lines(args: readonly string[]): Promise<readonly string[]> {
    const end = await git(args);
    return end.code === 0 ? end.stdout.split(args.includes("-z") ? "\0" : "\n").filter((line) => line !== "") : [];
  }

  return {
    folder,
    git,
    async read(path) {
      try {
        return await readFile(join(folder, path), "utf8");
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
      }
    },
    async write(path, text) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    subjectsSince: (base) =>
      base === undefined ? Promise.resolve([]) : lines(["log", "--format=%s", `${base}..HEAD`]),
    async changedSince(base) {
      const tracked = await lines(["diff", "--name-only", "-z", base ?? "HEAD"]);
      const fresh = await lines(["ls-files", "--others", "--exclude-standard", "-z"]);
      return new Set([...tracked, ...fresh]);
    },
    isDirty: async () => (await lines(["status", "--porcelain", "-z"])).length > 0,
    async commit(message) {
      const added = await git(["add", "--all"]);
      if (added.code !== 0) return fail("git-failed", added.stderr.trim());
      const committed = await git(["commit", "--message", message]);
      if (committed.code === 0) return ok(summaryOf(committed.stdout));
      const staged = await git(["diff", "--cached", "--quiet"]);
      if (staged.code === 0) return ok(undefined);
      return fail("git-failed", (committed.stderr || committed.stdout).trim());
    },
  };
}

/** Of `[branch 1a2b3c4] Subject`, ` 1 file changed, …` and what follows: the commit and what it changed. */
function summaryOf(said: string): string {
  const [first = "", changed = ""] = said.split("\n");
  return `${/ ([0-9a-f]+)\]/.exec(first)?.[1] ?? ""} ${changed.trim()}`.trim();
}
