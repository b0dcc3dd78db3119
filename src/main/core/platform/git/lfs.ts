import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { copyFile, mkdir, readFile, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { pathToFileURL } from "node:url";
import { exists } from "../fs/exists.ts";
import type { Git, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";

/** A pointer is this short, in Git LFS's own words. */
const POINTER_BYTES = 1024;
const POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:[^]*\n)?oid sha256:([0-9a-f]{64})\n/;
/** One command line takes so many. */
const AT_ONCE = 200;
/** A large file on a slow line. */
const PUSH_LIMIT_MS = 30 * 60_000;

export type LfsOutcome =
  | { readonly kind: "pushed"; readonly objects: number }
  /** Objects are here that the origin has to get, and there is no program that could send them. */
  | { readonly kind: "no-git-lfs"; readonly objects: number }
  | { readonly kind: "failed"; readonly reason: string };

export interface LfsPush {
  /** Bare, Drover's alone. */
  readonly vault: string;
  /** Where agents work: Git LFS keeps there what they have added. */
  readonly clone: string;
  /** Path or URL. */
  readonly origin: string;
  readonly from: ObjectId;
  readonly to: ObjectId;
}

/**
 * Sends the contents that pointers in `from..to` name and that agents have here. What is not here came from the origin. Nothing that the
 * clone's configuration names takes part.
 */
export async function pushLfs(git: Git, request: LfsPush): Promise<LfsOutcome> {
  const { vault, clone, origin } = request;
  const here: string[] = [];
  for (const oid of await pointers(git, request)) if (await keepObject({ vault, clone, oid })) here.push(oid);
  if (here.length === 0) return { kind: "pushed", objects: 0 };
  if (!(await hasGitLfs(git, vault))) return { kind: "no-git-lfs", objects: here.length };
  for (let at = 0; at < here.length; at += AT_ONCE) {
    const args = ["lfs", "push", "--object-id", lfsUrl(origin), ...here.slice(at, at + AT_ONCE)];
    const pushed = await git.run(args, { cwd: vault, okCodes: "any", timeoutMs: PUSH_LIMIT_MS });
    if (pushed.exitCode !== 0) {
      return { kind: "failed", reason: `${pushed.stderr.trim()}\n${pushed.stdout.toString().trim()}`.trim() };
    }
  }
  return { kind: "pushed", objects: here.length };
}

export async function hasGitLfs(git: Git, cwd: string): Promise<boolean> {
  return (await git.run(["lfs", "version"], { cwd, okCodes: "any" })).exitCode === 0;
}

/** The server that Git LFS would ask for contents if it were run in a clone of that origin: a path or URL. */
export function lfsServer(origin: string): string {
  if (!/^https?:\/\//.test(origin)) return lfsUrl(origin);
  return `${origin.replace(/\/*$/, "").replace(/\.git$/, "")}.git/info/lfs`;
}

/** Git LFS takes a path for the name of a remote. */
export function lfsUrl(origin: string): string {
  return path.isAbsolute(origin) ? pathToFileURL(origin).href : origin;
}

/** The objects that pointers name which came with those commits. */
async function pointers(git: Git, { vault, from, to }: LfsPush): Promise<ReadonlySet<string>> {
  const filter = `--filter=combine:object:type=blob+blob:limit=${POINTER_BYTES}`;
  const range = [objectId(to), `^${objectId(from)}`];
  const listed = await git.run(["rev-list", "--objects", "--no-object-names", filter, ...range], { cwd: vault });
  const { stdout } = await git.run(["cat-file", "--batch"], { cwd: vault, stdin: listed.stdout });
  const found = new Set<string>();
  for (let at = 0; at < stdout.length;) {
    const feed = stdout.indexOf(0x0a, at);
    const size = Number(/ (\d+)$/.exec(stdout.toString("latin1", at, feed))?.[1] ?? "0");
    const oid = pointedAt(stdout.subarray(feed + 1, feed + 1 + size));
    if (oid !== undefined) found.add(oid);
    at = feed + 1 + size + 1;
  }
  return found;
}

/** Where Git LFS keeps an object in a bare repository. */
export function storedAt(repository: string, oid: string): string {
  return path.join(repository, "lfs", "objects", oid.slice(0, 2), oid.slice(2, 4), oid);
}

/** The object that a file of those bytes points to; undefined where it is no pointer. */
export function pointedAt(bytes: Buffer): string | undefined {
  return bytes.length > POINTER_BYTES ? undefined : POINTER.exec(bytes.toString("latin1"))?.[1];
}

export interface StoredObject {
  readonly vault: string;
  readonly clone: string;
  readonly oid: string;
}

/** Puts it beside the vault's commits. False when agents have it not, or something else under its name. */
export async function keepObject({ vault, clone, oid }: StoredObject): Promise<boolean> {
  const [from, to] = [storedAt(clone, oid), storedAt(vault, oid)];
  if (await exists(to)) return true;
  if (!(await exists(from))) return false;
  await mkdir(path.dirname(to), { recursive: true });
  const draft = `${to}.part`;
  try {
    await copyFile(from, draft, constants.COPYFILE_FICLONE);
    const hash = createHash("sha256");
    await pipeline(createReadStream(draft), hash);
    if (hash.digest("hex") !== oid) return false;
    await rename(draft, to);
    return true;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Whether attributes laid out in that folder, as of `MergeAttributes`, give anything to Git LFS. */
export async function usesLfs(attributes: string | undefined): Promise<boolean> {
  if (attributes === undefined) return false;
  const entries = await readdir(attributes, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const text = await readFile(path.join(entry.parentPath, entry.name), "utf8");
    if (/(?:^|\s)filter=lfs(?:\s|$)/m.test(text)) return true;
  }
  return false;
}
