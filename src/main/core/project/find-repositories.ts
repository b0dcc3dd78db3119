import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";

export interface FoundRepository {
  /** Absolute. */
  readonly path: string;
  /** When something was last done there, in milliseconds since 1970, as far as git's own files tell. */
  readonly activeAt: number;
}

export interface FoundRepositories {
  /** Those worked on last come first. */
  readonly repositories: readonly FoundRepository[];
  /** Whether everything was looked at; a large home is not. */
  readonly isComplete: boolean;
}

export interface FindOptions {
  /** Where to begin. */
  readonly root: string;
  /** Folders that are not looked into. */
  readonly except: readonly string[];
  /** Ends the search early; what was found by then counts. */
  readonly signal: AbortSignal;
}

/** Deeper than `~/work/clients/acme/backend/api` people do not keep repositories that they forget the path of. */
const DEPTH = 5;
/** Folders that are read at most: a second or two on a disk that is cold. */
const MOST_FOLDERS = 12_000;
/** Read at the same time. */
const WIDTH = 16;
/** Full of folders, and never of repositories that people work on. */
const PASSED_OVER = new Set([
  "node_modules",
  "vendor",
  "target",
  "dist",
  "build",
  "venv",
  "__pycache__",
  "Library",
  "Applications",
  "AppData",
  "Music",
  "Movies",
  "Videos",
  "Pictures",
  "snap",
]);

/**
 * Looks for git repositories below a folder, breadth first, so that what is near is found though the rest is too much. Nothing
 * is run and nothing but folders' names is read; hidden folders, links and what lies inside of repositories are left out.
 */
export async function findRepositories({ root, except, signal }: FindOptions): Promise<FoundRepositories> {
  const found: FoundRepository[] = [];
  let level = [root];
  let left = MOST_FOLDERS;
  for (let depth = 0; depth <= DEPTH && level.length > 0; depth += 1) {
    const now = level.slice(0, Math.max(0, left));
    left -= level.length;
    const next: string[] = [];
    for (let at = 0; at < now.length; at += WIDTH) {
      if (signal.aborted) return { repositories: newestFirst(found), isComplete: false };
      const seen = await Promise.all(now.slice(at, at + WIDTH).map(lookAt));
      for (const one of seen) {
        if (one.repository !== undefined) found.push(one.repository);
        next.push(...one.folders.filter((folder) => !except.includes(folder)));
      }
    }
    if (left < 0) return { repositories: newestFirst(found), isComplete: false };
    level = next;
  }
  return { repositories: newestFirst(found), isComplete: true };
}

async function lookAt(folder: string): Promise<{ repository?: FoundRepository; folders: readonly string[] }> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch {
    // Not ours to read, or gone since: then there is nothing to offer either.
    return { folders: [] };
  }
  const git = entries.find(({ name }) => name === ".git");
  // A file stands there in worktrees and submodules, which belong to a repository elsewhere.
  if (git !== undefined && !git.isDirectory()) return { folders: [] };
  if (git !== undefined) return { repository: { path: folder, activeAt: await activeAt(folder) }, folders: [] };
  const folders = entries.filter((one) => one.isDirectory() && !one.name.startsWith(".") && !PASSED_OVER.has(one.name));
  return { folders: folders.map(({ name }) => path.join(folder, name)) };
}

/** Commits, checkouts and staging each write one of these. */
async function activeAt(repository: string): Promise<number> {
  const times = await Promise.all(
    ["HEAD", "index", "logs/HEAD"].map((file) =>
      stat(path.join(repository, ".git", file)).then(
        ({ mtimeMs }) => Math.round(mtimeMs),
        () => 0,
      ),
    ),
  );
  return Math.max(...times);
}

function newestFirst(found: readonly FoundRepository[]): readonly FoundRepository[] {
  return found.toSorted((a, b) => b.activeAt - a.activeAt || (a.path < b.path ? -1 : 1));
}
