import type { FileSide } from "../platform/git/diff-files.ts";
import type { Git } from "../platform/git/git.ts";

/** What Git LFS commits in place of a large file. */
export interface LfsPointer {
  readonly oid: string;
  /** Bytes of the file it stands for. */
  readonly size: number;
}

/** The specification allows pointers no more. */
const MAX_POINTER_BYTES = 1_024;
const POINTER =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:ext-\d-\S+ \S+\n)*oid sha256:([0-9a-f]{64})\nsize (\d+)\n$/;

/** Undefined for any other file. */
export async function readLfsPointer(
  git: Git,
  repository: string,
  side: FileSide | undefined,
): Promise<LfsPointer | undefined> {
  if (side?.size === undefined || side.size > MAX_POINTER_BYTES) return undefined;
  const { stdout } = await git.run(["cat-file", "blob", side.id], { cwd: repository });
  const match = POINTER.exec(stdout.toString());
  return match === null ? undefined : { oid: match[1] ?? "", size: Number(match[2]) };
}
