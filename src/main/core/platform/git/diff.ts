import type { Git, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";

/** From one commit or tree to another. */
export interface DiffRange {
  readonly from: ObjectId;
  readonly to: ObjectId;
}

export interface ChangedFile {
  readonly path: string;
  /** Where a renamed one was before. */
  readonly from?: string;
  /** Lines; undefined for a binary file. */
  readonly added: number | undefined;
  readonly removed: number | undefined;
}

/** The files that differ, with how many lines. */
export async function diffStat(git: Git, repository: string, range: DiffRange): Promise<readonly ChangedFile[]> {
  const { stdout } = await git.run([...command(range), "--numstat", "-z", "-M"], { cwd: repository });
  const files: ChangedFile[] = [];
  const parts = stdout.toString().split("\0").values();
  for (const part of parts) {
    const match = /^(\d+|-)\t(\d+|-)\t([^]*)$/.exec(part);
    if (match === null) continue;
    const [, plus = "", minus = "", name = ""] = match;
    const counts = { added: lines(plus), removed: lines(minus) };
    // A rename leaves the name empty and gives both after it.
    if (name !== "") files.push({ path: name, ...counts });
    else {
      const from = parts.next().value ?? "";
      files.push({ path: parts.next().value ?? "", from, ...counts });
    }
  }
  return files;
}

/** Only the paths; a renamed file counts as both. */
export async function diffNames(git: Git, repository: string, range: DiffRange): Promise<readonly string[]> {
  const { stdout } = await git.run([...command(range), "--name-only", "-z", "--no-renames"], { cwd: repository });
  return stdout
    .toString()
    .split("\0")
    .filter((name) => name !== "");
}

/** As a patch, for reading and for `git apply`. `truncated` when there is more than the limit in bytes, cut at a line. */
export async function diffPatch(
  git: Git,
  repository: string,
  range: DiffRange & { readonly paths?: readonly string[]; readonly maxBytes?: number },
): Promise<{ readonly text: string; readonly truncated: boolean }> {
  const { maxBytes = 4 * 1024 * 1024, paths = [] } = range;
  const args = [
    ...command(range),
    "--patch",
    "--full-index",
    "--binary",
    "-M",
    "--no-color",
    "--src-prefix=a/",
    "--dst-prefix=b/",
  ];
  const { stdout } = await git.run(["--literal-pathspecs", ...args, "--", ...paths], { cwd: repository });
  if (stdout.length <= maxBytes) return { text: stdout.toString(), truncated: false };
  return { text: stdout.subarray(0, stdout.lastIndexOf(0x0a, maxBytes) + 1).toString(), truncated: true };
}

/** Plumbing: it asks no configuration and no driver how a diff should look. */
function command({ from, to }: DiffRange): readonly string[] {
  return ["diff-tree", "-r", "--no-ext-diff", "--no-textconv", objectId(from), objectId(to)];
}

function lines(text: string): number | undefined {
  return text === "-" ? undefined : Number(text);
}
