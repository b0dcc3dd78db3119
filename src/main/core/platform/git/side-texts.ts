import type { Git, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";

/** What a blob or a submodule's commit holds, for reading. */
export type ObjectText =
  /** Cut at the limit when `truncated`. */
  | { readonly kind: "text"; readonly text: string; readonly truncated: boolean }
  | { readonly kind: "binary"; readonly bytes: number }
  | { readonly kind: "submodule"; readonly commit: ObjectId };

/** Git itself looks no further for a NUL. */
const LOOKED_AT = 8_000;
/** Longer ones are not read at all: they would be read whole. */
const READ_BYTES = 48 * 1024 * 1024;

/** What is no blob here is a commit of another repository, as a submodule names one. */
export async function readObjectText(
  git: Git,
  repository: string,
  { id, maxBytes }: { readonly id: ObjectId; readonly maxBytes: number },
): Promise<ObjectText> {
  const { stdout: told } = await git.run(["cat-file", "--batch-check=%(objecttype) %(objectsize)"], {
    cwd: repository,
    stdin: `${objectId(id)}\n`,
  });
  const [, size] = /^blob (\d+)$/m.exec(told.toString()) ?? [];
  if (size === undefined) return { kind: "submodule", commit: id };
  const bytes = Number(size);
  if (bytes > READ_BYTES) return { kind: "binary", bytes };
  const { stdout } = await git.run(["cat-file", "blob", objectId(id)], { cwd: repository });
  if (stdout.subarray(0, LOOKED_AT).includes(0)) return { kind: "binary", bytes };
  const isLong = stdout.length > maxBytes;
  const end = isLong ? Math.max(stdout.lastIndexOf(0x0a, maxBytes) + 1, 1) : stdout.length;
  return { kind: "text", text: stdout.subarray(0, end).toString(), truncated: isLong };
}
