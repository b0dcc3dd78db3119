import type { OutputOf, ParsedInputOf } from "../../../shared/contract/contract.ts";
import type { FileDiff } from "../../../shared/contract/review.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import { isAncestor } from "../platform/git/ancestry.ts";
import type { FileChange, FileSide } from "../platform/git/diff-files.ts";
import { diffHunks } from "../platform/git/diff-hunks.ts";
import type { DiffRange } from "../platform/git/diff.ts";
import type { Git } from "../platform/git/git.ts";
import { readLog } from "../platform/git/log.ts";
import { writeTree } from "../platform/git/objects.ts";
import { resolveCommit } from "../platform/git/resolve.ts";
import type { ChangedFiles } from "./changed-files.ts";
import { imageType, viewFile } from "./file-kinds.ts";
import { readLfsPointer } from "./lfs-pointer.ts";
import type { Found } from "./subject.ts";

/** Files and commits listed; more than that nobody reviews. */
const MAX_FILES = 5_000;
const MAX_COMMITS = 500;
/** Files that one page of differences has at most, and bytes of patches after which it ends. */
const PAGE_FILES = 50;
const PAGE_BYTES = 1024 * 1024;
/** Of one file's patch: some 50,000 lines. */
const MAX_PATCH_BYTES = 2 * 1024 * 1024;
/** A file that large is not compared line by line. */
const MAX_COMPARED_BYTES = 24 * 1024 * 1024;
const MAX_TEXT_BYTES = 4 * 1024 * 1024;
const MAX_IMAGE_BYTES = 3 * 1024 * 1024;
const DEFAULT_CONTEXT = 3;

type CommitMissing = Failure<"commit-not-found">;
type PathMissing = Failure<"path-not-found">;

export interface LookDeps {
  readonly git: Git;
  readonly changes: ChangedFiles;
}

/** All that a subject changes, or one of its commits. */
export async function rangeOf(
  git: Git,
  { repository, subject }: Found,
  commit: string | undefined,
): Promise<Result<DiffRange, CommitMissing>> {
  if (commit === undefined) return ok({ from: subject.base, to: subject.tip });
  const known = await resolveCommit(git, repository, commit);
  if (known === undefined || !(await isAncestor(git, repository, [commit, subject.tip]))) {
    return fail("commit-not-found", `${commit.slice(0, 10)} is no commit of what is looked at.`, {
      remedy: `List them with \`drover review show ${subject.submission?.id ?? subject.item} --stat\`.`,
    });
  }
  const [entry] = await readLog(git, repository, { from: commit, limit: 1 });
  return ok({ from: entry?.parents[0] ?? (await writeTree(git, repository, [])), to: commit });
}

export async function showFiles(
  { git, changes: changed }: LookDeps,
  found: Found,
  { commit, whitespace }: Pick<ParsedInputOf<"review.files">, "commit" | "whitespace">,
): Promise<Result<OutputOf<"review.files">, CommitMissing>> {
  const { repository, subject } = found;
  const range = await rangeOf(git, found, commit);
  if (!range.ok) return range;
  const [changes, log] = await Promise.all([
    changed(repository, { ...range.value, ignoreWhitespace: whitespace === "hide" }),
    readLog(git, repository, { from: subject.tip, notIn: [subject.base], limit: MAX_COMMITS + 1 }),
  ]);
  return ok({
    subject,
    commits: log.slice(0, MAX_COMMITS).map((entry) => ({
      id: entry.id,
      subject: entry.subject,
      body: entry.message.slice(entry.subject.length).trim(),
      author: entry.author.name,
      at: entry.author.at,
      isMerge: entry.parents.length > 1,
    })),
    files: changes.slice(0, MAX_FILES).map(viewFile),
    isTruncated: changes.length > MAX_FILES || log.length > MAX_COMMITS,
  });
}

type DiffInput = Pick<ParsedInputOf<"review.diff">, "commit" | "whitespace" | "path" | "context" | "offset">;

export async function showDiff(
  { git, changes: changed }: LookDeps,
  found: Found,
  { commit, whitespace, path, context = DEFAULT_CONTEXT, offset = 0 }: DiffInput,
): Promise<Result<OutputOf<"review.diff">, CommitMissing | PathMissing>> {
  const { repository, subject } = found;
  const range = await rangeOf(git, found, commit);
  if (!range.ok) return range;
  const how = { ...range.value, context, ignoreWhitespace: whitespace === "hide" };
  const changes = await changed(repository, how);
  if (path !== undefined) {
    const change = changes.find((one) => one.path === path);
    if (change === undefined) return fail("path-not-found", `${path} is not changed there.`);
    return ok({ tip: subject.tip, files: [(await diffOf(git, repository, { change, ...how })).diff] });
  }
  const files: FileDiff[] = [];
  let bytes = 0;
  let next = offset;
  for (; next < changes.length && files.length < PAGE_FILES && bytes < PAGE_BYTES; next++) {
    const change = changes[next];
    if (change === undefined) break;
    const one = await diffOf(git, repository, { change, ...how });
    files.push(one.diff);
    bytes += one.bytes;
  }
  return ok({ tip: subject.tip, files, ...(next < changes.length ? { next } : {}) });
}

interface DiffRequest extends DiffRange {
  readonly change: FileChange;
  readonly context: number;
  readonly ignoreWhitespace: boolean;
}

async function diffOf(
  git: Git,
  repository: string,
  { change, ...range }: DiffRequest,
): Promise<{ readonly diff: FileDiff; readonly bytes: number }> {
  const { path, from } = change;
  const named = { path, ...(from === undefined ? {} : { from }) };
  const hasText = change.added !== undefined && change.added + (change.removed ?? 0) > 0;
  const size = (change.before?.size ?? 0) + (change.after?.size ?? 0);
  if (!hasText || size > MAX_COMPARED_BYTES) {
    return { diff: { ...named, hunks: [], isTruncated: hasText }, bytes: 0 };
  }
  const paths = from === undefined ? [path] : [from, path];
  const { hunks, isTruncated } = await diffHunks(git, repository, { ...range, paths, maxBytes: MAX_PATCH_BYTES });
  const [before, after] = await Promise.all([
    readLfsPointer(git, repository, change.before),
    readLfsPointer(git, repository, change.after),
  ]);
  const isLfs =
    (before !== undefined || after !== undefined) &&
    (change.before === undefined || before !== undefined) &&
    (change.after === undefined || after !== undefined);
  const lfs = { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
  const bytes = hunks.reduce((sum, hunk) => sum + hunk.lines.reduce((all, line) => all + line.length, 0), 0);
  return { diff: { ...named, hunks: [...hunks], isTruncated, ...(isLfs ? { lfs } : {}) }, bytes };
}

export async function showContent(
  git: Git,
  found: Found,
  { commit, path, side }: Pick<ParsedInputOf<"review.content">, "commit" | "path" | "side">,
): Promise<Result<OutputOf<"review.content">, CommitMissing | PathMissing>> {
  const range = await rangeOf(git, found, commit);
  if (!range.ok) return range;
  const { repository } = found;
  const at = side === "before" ? range.value.from : range.value.to;
  const blob = await blobAt(git, repository, at, path);
  if (blob === undefined) return fail("path-not-found", `${path} is no file on the side ${side}.`);
  const { size: bytes } = blob;
  const type = imageType(path);
  if (bytes > (type === undefined ? MAX_TEXT_BYTES : MAX_IMAGE_BYTES)) {
    return ok({ kind: "opaque", isBinary: type !== undefined, bytes });
  }
  const { stdout } = await git.run(["cat-file", "blob", blob.id], { cwd: repository });
  if (type !== undefined) return ok({ kind: "image", type, data: stdout.toString("base64"), bytes });
  if (stdout.subarray(0, 8_000).includes(0)) return ok({ kind: "opaque", isBinary: true, bytes });
  return ok({ kind: "text", text: stdout.toString(), bytes });
}

/** The lines of a file in a commit, without their ends; undefined for what is none, is not text or is too long. */
export async function readLines(
  git: Git,
  repository: string,
  { commit, path }: { readonly commit: string; readonly path: string },
): Promise<readonly string[] | undefined> {
  const blob = await blobAt(git, repository, commit, path);
  if (blob === undefined || blob.size > MAX_TEXT_BYTES) return undefined;
  const { stdout } = await git.run(["cat-file", "blob", blob.id], { cwd: repository });
  if (stdout.subarray(0, 8_000).includes(0)) return undefined;
  return stdout.toString().replace(/\n$/, "").split("\n");
}

async function blobAt(
  git: Git,
  repository: string,
  commit: string,
  path: string,
): Promise<(Required<Pick<FileSide, "id">> & { readonly size: number }) | undefined> {
  const args = ["--literal-pathspecs", "ls-tree", "-z", "--long", "--full-tree", commit, "--", path];
  const { stdout } = await git.run(args, { cwd: repository });
  for (const entry of stdout.toString().split("\0")) {
    const match = /^\d+ blob ([0-9a-f]+) +(\d+)\t([^]*)$/.exec(entry);
    if (match !== null && match[3] === path) return { id: match[1] ?? "", size: Number(match[2]) };
  }
  return undefined;
}
