import { randomBytes } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "../fs/exists.ts";
import type { WorktreePlace } from "./worktree-files.ts";

/** A way to look at a work tree in which git converts nothing: what is in a file is what is in its blob, bit by bit. */
export interface RawPlace extends AsyncDisposable {
  readonly cwd: string;
  /** For git: a folder of its own as repository, the clone's objects, and a copy of the work tree's index. */
  readonly env: Readonly<Record<string, string>>;
}

/** Before any other attribute: no line ends are converted, no keywords expanded, no encodings changed, no filters run. */
const NOTHING_CONVERTED = "* -text !eol !crlf -ident !filter !working-tree-encoding\n";

/**
 * Opens one. Neither the attributes nor the configuration that agents can write have a say in it, but what the repository
 * ignores (`info/exclude`) stays ignored. The copy of the index has its times, by which unchanged files need not be read.
 */
export async function openRawPlace({ path: worktree, gitDir }: WorktreePlace): Promise<RawPlace> {
  const folder = path.join(gitDir, `drover-raw-${randomBytes(6).toString("hex")}`);
  const common = path.resolve(gitDir, "..", "..");
  try {
    for (const name of ["objects", "refs", "info"]) await mkdir(path.join(folder, name), { recursive: true });
    await writeFile(path.join(folder, "HEAD"), "ref: refs/heads/none\n");
    await writeFile(path.join(folder, "config"), await formatOf(common));
    await writeFile(path.join(folder, "info", "attributes"), NOTHING_CONVERTED);
    await copyIfThere(path.join(common, "info", "exclude"), path.join(folder, "info", "exclude"));
    await copyIndex(path.join(gitDir, "index"), path.join(folder, "index"));
    // What an index that was split refers to.
    for (const name of await readdir(gitDir)) {
      if (name.startsWith("sharedindex.")) await copyIfThere(path.join(gitDir, name), path.join(folder, name));
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    cwd: worktree,
    env: {
      GIT_DIR: folder,
      GIT_WORK_TREE: worktree,
      GIT_OBJECT_DIRECTORY: path.join(common, "objects"),
      GIT_INDEX_FILE: path.join(folder, "index"),
    },
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Only the kind of object names is taken over. */
async function formatOf(common: string): Promise<string> {
  const config = await readFile(path.join(common, "config"), "utf8").catch(() => "");
  const isSha256 = /^\s*objectformat\s*=\s*sha256\s*$/im.test(config);
  return isSha256
    ? "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n"
    : "[core]\n\trepositoryformatversion = 0\n";
}

/** In whole seconds git compares, and none of our own may be in between. */
const OLDER_SECONDS = 2;

/**
 * Git reads a file whose time is not older than the index's again, since it may have changed without it showing. A copy that
 * is younger than its original would make it believe such a file unchanged.
 */
async function copyIndex(from: string, to: string): Promise<void> {
  const stats = await stat(from).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    return undefined;
  });
  if (stats === undefined) return;
  await copyFile(from, to);
  const time = Math.floor(stats.mtimeMs / 1_000) - OLDER_SECONDS;
  await utimes(to, time, time);
}

async function copyIfThere(from: string, to: string): Promise<void> {
  await copyFile(from, to).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}
