import type { Git, ObjectId } from "./git.ts";
import { objectId, zeroId } from "./object-id.ts";
import { refName } from "./ref-name.ts";

/** One step of a transaction: from what a ref has to name to what it shall name; `undefined` is "nothing". */
export interface RefChange {
  readonly ref: string;
  readonly from: ObjectId | undefined;
  readonly to: ObjectId | undefined;
}

/** `moved`: a ref did not name what was expected, and none was changed. */
export type UpdateRefsOutcome = { readonly kind: "updated" } | { readonly kind: "moved"; readonly reason: string };

/** Changes all of the refs or none, comparing each with what it has to name before. Synced to disk. */
export async function updateRefs(
  git: Git,
  repository: string,
  changes: readonly RefChange[],
): Promise<UpdateRefsOutcome> {
  const outcome = await git.run(["-c", "core.fsync=reference", "update-ref", "-z", "--no-deref", "--stdin"], {
    cwd: repository,
    stdin: changes.map(encodeChange).join(""),
    expect: ["ref-moved"],
  });
  return outcome.reason === undefined ? { kind: "updated" } : { kind: "moved", reason: outcome.stderr.trim() };
}

/** A line of `update-ref -z --stdin`. */
export function encodeChange({ ref, from, to }: RefChange): string {
  const name = refName(ref);
  if (to === undefined) return `delete ${name}\0${from === undefined ? "" : objectId(from)}\0`;
  const target = objectId(to);
  return `update ${name}\0${target}\0${from === undefined ? zeroId(target) : objectId(from)}\0`;
}
