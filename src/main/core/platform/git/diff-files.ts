import type { DiffRange } from "./diff.ts";
import type { Git, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";

/** How git counts what differs. */
export interface DiffOptions {
  /** Takes lines for the same that differ in white space alone. */
  readonly ignoreWhitespace?: boolean;
}

/** One side of a changed file. */
export interface FileSide {
  /** `100644`, `100755`, `120000` a link, `160000` a submodule. */
  readonly mode: string;
  /** Of a submodule the commit. */
  readonly id: ObjectId;
  /** Bytes; undefined for a submodule. */
  readonly size: number | undefined;
}

export interface FileChange {
  readonly path: string;
  /** Where a renamed one was before. */
  readonly from?: string;
  readonly status: "added" | "modified" | "removed" | "renamed" | "type-changed";
  readonly before: FileSide | undefined;
  readonly after: FileSide | undefined;
  /** Lines; undefined for a binary file. */
  readonly added: number | undefined;
  readonly removed: number | undefined;
}

const STATUS: Readonly<Record<string, FileChange["status"]>> = {
  A: "added",
  M: "modified",
  D: "removed",
  R: "renamed",
  T: "type-changed",
};
/** Pairs of removed and added files that are compared for renames: more would take minutes in a moved folder. */
const RENAME_LIMIT = 1_500;
const SUBMODULE = "160000";

/** Every file that differs, by path, with modes, object names, sizes and counts of lines. */
export async function diffFiles(
  git: Git,
  repository: string,
  range: DiffRange & DiffOptions,
): Promise<readonly FileChange[]> {
  const args = [...diffCommand(range), "--raw", "--numstat", "-z"];
  const { stdout } = await git.run([...args, objectId(range.from), objectId(range.to)], { cwd: repository });
  const parts = stdout.toString().split("\0").values();
  const changes: FileChange[] = [];
  const counts = new Map<string, Pick<FileChange, "added" | "removed">>();
  for (const part of parts) {
    const raw = /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/.exec(part);
    if (raw !== null) {
      const [, modeBefore = "", modeAfter = "", before = "", after = "", letter = ""] = raw;
      const first = parts.next().value ?? "";
      const isRename = letter === "R" || letter === "C";
      changes.push({
        path: isRename ? (parts.next().value ?? "") : first,
        ...(isRename ? { from: first } : {}),
        status: STATUS[letter] ?? "modified",
        before: side(modeBefore, before),
        after: side(modeAfter, after),
        added: undefined,
        removed: undefined,
      });
      continue;
    }
    const stat = /^(\d+|-)\t(\d+|-)\t([^]*)$/.exec(part);
    if (stat === null) continue;
    const [, added = "", removed = "", name = ""] = stat;
    // A rename leaves the name empty and gives both after it.
    if (name === "") parts.next();
    counts.set(name === "" ? (parts.next().value ?? "") : name, { added: lines(added), removed: lines(removed) });
  }
  const sizes = await objectSizes(
    git,
    repository,
    changes.flatMap(({ before, after }) => [before, after]),
  );
  const sized = (one: FileSide | undefined) => one && { ...one, size: sizes.get(one.id) };
  return changes.map((change) => ({
    ...change,
    ...(counts.get(change.path) ?? { added: 0, removed: 0 }),
    before: sized(change.before),
    after: sized(change.after),
  }));
}

/** Plumbing: it asks no configuration and no driver how a diff should look. */
export function diffCommand({ ignoreWhitespace = false }: DiffOptions): readonly string[] {
  return [
    "--literal-pathspecs",
    "diff-tree",
    "-r",
    "-M",
    `-l${RENAME_LIMIT}`,
    "--no-ext-diff",
    "--no-textconv",
    "--diff-algorithm=histogram",
    ...(ignoreWhitespace ? ["--ignore-all-space"] : []),
  ];
}

function side(mode: string, id: string): FileSide | undefined {
  return mode === "000000" ? undefined : { mode, id, size: undefined };
}

/** Bytes by object name, in one question. */
async function objectSizes(
  git: Git,
  repository: string,
  sides: readonly (FileSide | undefined)[],
): Promise<ReadonlyMap<string, number>> {
  const ids = new Set(sides.flatMap((one) => (one === undefined || one.mode === SUBMODULE ? [] : [one.id])));
  if (ids.size === 0) return new Map();
  const { stdout } = await git.run(["cat-file", "--batch-check=%(objectname) %(objectsize)"], {
    cwd: repository,
    stdin: `${[...ids].join("\n")}\n`,
  });
  const sizes = new Map<string, number>();
  for (const line of stdout.toString().split("\n")) {
    const [id = "", size = ""] = line.split(" ");
    if (/^\d+$/.test(size)) sizes.set(id, Number(size));
  }
  return sizes;
}

function lines(text: string): number | undefined {
  return text === "-" ? undefined : Number(text);
}
