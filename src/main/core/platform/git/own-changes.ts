import { mergeBase } from "./ancestry.ts";
import type { Git, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";

export interface PathChange {
  readonly path: string;
  /** A file that was moved is removed at its old place and added at its new one. */
  readonly how: "added" | "removed" | "changed";
}

export interface OwnChangesRequest {
  readonly repository: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly tip: ObjectId;
  /** What the branch parted from. */
  readonly from: ObjectId;
}

/** What a branch changed since it parted from another; undefined where the two have nothing in common. */
export async function ownChanges(git: Git, request: OwnChangesRequest): Promise<readonly PathChange[] | undefined> {
  const { repository: cwd, env = {}, tip, from } = request;
  const diff = ["diff-tree", "-r", "-z", "--no-ext-diff", "--no-textconv", "--no-renames", "--name-status"];
  const range = [objectId(from), objectId(tip)];
  const asked = await git.run([...diff, "--merge-base", ...range], { cwd, env, okCodes: [0, 128] });
  if (asked.exitCode === 0) return parseChanges(asked.stdout.toString());
  // Where they parted more than once, as after merges in both directions, any of those places will do.
  const base = await mergeBase(git, cwd, [from, tip], env);
  if (base === undefined) return undefined;
  const { stdout } = await git.run([...diff, base, objectId(tip)], { cwd, env });
  return parseChanges(stdout.toString());
}

/** What differs between two commits. */
export async function changesBetween(git: Git, request: OwnChangesRequest): Promise<readonly PathChange[]> {
  const { repository: cwd, env = {}, tip, from } = request;
  const diff = ["diff-tree", "-r", "-z", "--no-ext-diff", "--no-textconv", "--no-renames", "--name-status"];
  const { stdout } = await git.run([...diff, objectId(from), objectId(tip)], { cwd, env });
  return parseChanges(stdout.toString());
}

function parseChanges(text: string): readonly PathChange[] {
  const fields = text.split("\0").values();
  const changes: PathChange[] = [];
  for (const status of fields) {
    if (status === "") continue;
    const { value: path } = fields.next();
    if (path === undefined) break;
    changes.push({ path, how: status === "A" ? "added" : status === "D" ? "removed" : "changed" });
  }
  return changes;
}
