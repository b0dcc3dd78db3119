import { cp, mkdir, readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import { type GitRequest, type ProcessOutcome, ProcessStartError } from "../platform/process/process-runner.ts";
import type { FeatureFile } from "./item-text.ts";

export type RunGit = (request: GitRequest) => Promise<ProcessOutcome>;

interface PastCommit {
  readonly subject: string;
  readonly author: string;
  /** Days before the newest one. */
  readonly daysAgo: number;
  /** Paths that it brings, folders with all in them. */
  readonly paths: readonly string[];
}

/** How the sample came to be; whatever is left comes with the last. */
const HISTORY: readonly PastCommit[] = [
  {
    subject: "Begin a pantry",
    author: "Ida Kern",
    daysAgo: 41,
    paths: [".gitignore", "LICENSE", "README.md", "package.json"],
  },
  {
    subject: "Keep items in a file",
    author: "Ida Kern",
    daysAgo: 38,
    paths: [
      "src/store.js",
      "src/item.js",
      "src/errors.js",
      "src/dates.js",
      "test/store.test.js",
      "test/dates.test.js",
      "test/helpers",
    ],
  },
  {
    subject: "Know units and turn one into another",
    author: "Jonas Adeyemi",
    daysAgo: 25,
    paths: ["src/units.js", "src/units", "test/units.test.js"],
  },
  {
    subject: "Describe items by fields, in tables",
    author: "Ida Kern",
    daysAgo: 12,
    paths: ["src/fields.js", "src/fields", "src/table.js", "src/sorts.js", "src/sorts", "test/table.test.js"],
  },
  { subject: "Add, use and list from the command line", author: "Jonas Adeyemi", daysAgo: 3, paths: ["."] },
];

/** The newest commit's time, the same in every sample: with the same seed every object has the same name. */
const NEWEST = Date.UTC(2026, 0, 30, 9, 30);
const DAY_MS = 24 * 3_600_000;

export interface SampleDeps {
  readonly git: RunGit;
  /** The program and its features, as files. */
  readonly resourcesDir: string;
}

/** Makes the sample in `folder`, which must not exist: a repository with a history, its branch `main` checked out. */
export async function makeSample(
  { git, resourcesDir }: SampleDeps,
  folder: string,
): Promise<Result<void, Failure<"git-missing" | "start-failed">>> {
  await mkdir(path.dirname(folder), { recursive: true });
  await cp(path.join(resourcesDir, "demo", "pantry"), folder, { recursive: true, errorOnExist: true, force: false });
  const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const { exitCode, stderr } = await git({ args, cwd: folder, env });
    if (exitCode !== 0) throw new SampleGitError(args, new TextDecoder().decode(stderr));
  };
  try {
    await run(["init", "--quiet", "--initial-branch=main"]);
    for (const { subject, author, daysAgo, paths } of HISTORY) {
      const who = { name: author, email: `${author.toLowerCase().replace(" ", ".")}@example.org` };
      const when = new Date(NEWEST - daysAgo * DAY_MS).toISOString();
      await run(["add", "--", ...paths]);
      await run(["commit", "--quiet", "--message", subject], {
        GIT_AUTHOR_NAME: who.name,
        GIT_AUTHOR_EMAIL: who.email,
        GIT_AUTHOR_DATE: when,
        GIT_COMMITTER_NAME: who.name,
        GIT_COMMITTER_EMAIL: who.email,
        GIT_COMMITTER_DATE: when,
      });
    }
  } catch (error) {
    if (error instanceof ProcessStartError) {
      return fail("git-missing", `Git could not be started: ${error.message}`, {
        remedy: "Install git 2.38 or newer.",
      });
    }
    if (error instanceof SampleGitError) return fail("start-failed", error.message);
    throw error;
  }
  return ok();
}

class SampleGitError extends Error {
  constructor(args: readonly string[], stderr: string) {
    super(`The sample repository could not be made: git ${args.join(" ")} failed: ${stderr.trim()}`);
  }
}

/** Files of a feature in the order of their paths: what it is before how it is tested. */
export async function readFeature(resourcesDir: string, key: string): Promise<readonly FeatureFile[]> {
  const root = path.join(resourcesDir, "demo", "features", key);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return Promise.all(
    files.toSorted().map(async (file) => ({
      path: path.relative(root, file).replaceAll(path.sep, "/"),
      text: await readFile(file, "utf8"),
    })),
  );
}
