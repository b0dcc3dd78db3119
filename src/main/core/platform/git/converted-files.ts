import { lstatSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { createPause } from "../../base/slices.ts";
import { exists } from "../fs/exists.ts";
import type { Git, GitOptions, ObjectId } from "./git.ts";
import type { IndexEntry } from "./index-entries.ts";
import { placeEnv, type WorktreePlace } from "./worktree-files.ts";

type Where = Required<Pick<GitOptions, "cwd" | "env">>;

/**
 * Whether git may have converted something between files and blobs here: line ends, keywords, encodings. Where it may not,
 * files that git takes for unchanged are what their blobs are.
 */
export async function mayConvert(git: Git, place: WorktreePlace, paths: readonly string[]): Promise<boolean> {
  if (paths.some((file) => file === ".gitattributes" || file.endsWith("/.gitattributes"))) return true;
  const common = path.resolve(place.gitDir, "..", "..");
  const info = await readFile(path.join(common, "info", "attributes"), "utf8").catch(() => "");
  if (info.trim() !== "") return true;
  const asked = ["config", "--get-regexp", String.raw`^core\.(autocrlf|eol|attributesfile)$`];
  const { exitCode } = await git.run(asked, { cwd: place.gitDir, env: placeEnv(place), okCodes: [0, 1] });
  return exitCode === 0 || (await exists(path.join(place.path, ".gitattributes")));
}

/** Files whose bytes are not those of the blob that git has for them. */
export interface Converted {
  /** What git makes of its blob when it checks it out, with that blob. */
  readonly reproducible: readonly IndexEntry[];
  /** Nothing but the file has these bytes, though git takes it for unchanged. */
  readonly peculiar: readonly IndexEntry[];
}

export interface ConvertedRequest {
  readonly place: WorktreePlace;
  /** Of a raw place. */
  readonly where: Where;
  /** The index as it was, and as it is with all files added as they are. */
  readonly before: readonly IndexEntry[];
  readonly after: readonly IndexEntry[];
}

/** A conversion changes a file's length, but for some of encodings. */
export async function convertedFiles(git: Git, request: ConvertedRequest): Promise<Converted> {
  const { place, where, before, after } = request;
  const known = new Map(before.filter(isFile).map((entry) => [entry.path, entry]));
  const changed: IndexEntry[] = [];
  const unchanged: IndexEntry[] = [];
  for (const entry of after.filter(isFile)) {
    const was = known.get(entry.path);
    // A mode is never converted.
    if (was !== undefined) (was.id === entry.id ? unchanged : changed).push({ ...was, mode: entry.mode });
  }
  const others = await ofOtherBytes(git, { place, where, files: unchanged });
  const isSame = await checkedOutAs(git, { place, where, files: [...changed, ...others] });
  return {
    reproducible: [...changed, ...others].filter((entry) => isSame.has(entry.path)),
    peculiar: others.filter((entry) => !isSame.has(entry.path)),
  };
}

function isFile({ mode, stage }: IndexEntry): boolean {
  return stage === 0 && mode.startsWith("100");
}

interface Files {
  readonly place: WorktreePlace;
  readonly where: Where;
  readonly files: readonly IndexEntry[];
}

async function ofOtherBytes(git: Git, request: Files): Promise<readonly IndexEntry[]> {
  const { where, files } = request;
  if (files.length === 0) return [];
  const [sizes, encoded] = await Promise.all([blobSizes(git, where, files), reEncoded(git, request)]);
  const pause = createPause();
  const found: IndexEntry[] = [];
  for (const entry of files) {
    const stats = lstatSync(path.join(where.cwd, entry.path), { throwIfNoEntry: false });
    const isOther = stats?.isFile() === true && (stats.size !== sizes.get(entry.id) || encoded.has(entry.path));
    if (isOther) found.push(entry);
    const due = pause();
    if (due !== undefined) await due;
  }
  return found;
}

/** Checks them out beside the work tree, as git does, and says which have the same bytes. */
async function checkedOutAs(git: Git, { place, where, files }: Files): Promise<ReadonlySet<string>> {
  const beside = path.join(where.env["GIT_DIR"] ?? place.gitDir, "checked-out");
  const same = new Set<string>();
  if (files.length === 0) return same;
  await git.run(["checkout-index", "--force", "--quiet", `--prefix=${beside}/`, "-z", "--stdin"], {
    cwd: place.path,
    env: placeEnv(place),
    stdin: files.map(({ path: file }) => `${file}\0`).join(""),
  });
  for (const { path: file } of files) {
    if (await haveSameBytes(path.join(place.path, file), path.join(beside, file))) same.add(file);
  }
  await rm(beside, { recursive: true, force: true });
  return same;
}

async function haveSameBytes(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([readFile(one).catch(() => undefined), readFile(other).catch(() => undefined)]);
  return a !== undefined && b !== undefined && a.equals(b);
}

/** Writes those files as they are into the objects and the index of that place. */
export async function takeRaw(git: Git, where: Where, files: readonly IndexEntry[]): Promise<void> {
  if (files.length === 0) return;
  const { stdout } = await git.run(["hash-object", "-w", "--no-filters", "--stdin-paths"], {
    ...where,
    stdin: files.map(({ path: file }) => `${quoted(file)}\n`).join(""),
  });
  const ids = stdout.toString().split("\n");
  await putEntries(
    git,
    where,
    files.map((entry, at) => ({ ...entry, id: ids[at] ?? "" })),
  );
}

/** Sets entries of an index to the blobs given. */
export async function putEntries(git: Git, where: Where, entries: readonly IndexEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const stdin = entries.map(({ mode, id, path: file }) => `${mode} ${id} 0\t${file}\0`).join("");
  await git.run(["update-index", "-z", "--index-info"], { ...where, stdin });
}

async function blobSizes(git: Git, where: Where, files: readonly IndexEntry[]): Promise<ReadonlyMap<ObjectId, number>> {
  const { stdout } = await git.run(["cat-file", "--batch-check=%(objectname) %(objectsize)"], {
    ...where,
    stdin: files.map(({ id }) => `${id}\n`).join(""),
  });
  const sizes = new Map<ObjectId, number>();
  for (const line of stdout.toString().split("\n")) {
    const space = line.indexOf(" ");
    if (space > 0) sizes.set(line.slice(0, space), Number(line.slice(space + 1)));
  }
  return sizes;
}

async function reEncoded(git: Git, { place, files }: Files): Promise<ReadonlySet<string>> {
  const { stdout } = await git.run(["check-attr", "-z", "--stdin", "working-tree-encoding"], {
    cwd: place.path,
    env: placeEnv(place),
    stdin: files.map(({ path: file }) => `${file}\0`).join(""),
  });
  const parts = stdout.toString().split("\0");
  const found = new Set<string>();
  for (let at = 0; at + 2 < parts.length; at += 3) {
    const [file = "", , value = ""] = parts.slice(at, at + 3);
    if (value !== "unspecified") found.add(file);
  }
  return found;
}

/** As git reads a path from a line: in C style where it holds what a line cannot. */
function quoted(file: string): string {
  if (!/^"|[\n\\]/.test(file)) return file;
  return `"${file
    .replaceAll("\\", String.raw`\\`)
    .replaceAll('"', String.raw`\"`)
    .replaceAll("\n", String.raw`\n`)}"`;
}
