import type { Git, ObjectId } from "./git.ts";
import { readLog } from "./log.ts";
import { mergeTreeGuarded } from "./merge-tree.ts";
import { writeCommit } from "./objects.ts";
import type { Person } from "./person.ts";
import { resolveTree } from "./resolve.ts";

export interface ReplayRequest {
  readonly repository: string;
  readonly tip: ObjectId;
  /** Commits that are reached from here are not replayed. */
  readonly base: ObjectId;
  readonly onto: ObjectId;
  readonly committer: Person;
}

export type ReplayOutcome =
  | { readonly kind: "done"; readonly head: ObjectId }
  /** All its changes are in the new base already. */
  | { readonly kind: "nothing" }
  | { readonly kind: "conflict"; readonly commit: ObjectId; readonly files: readonly string[] };

/**
 * Rebases `base..tip` onto another commit without a work tree: each commit is merged by merge-tree against a commit that has
 * the new base's tree and the old parent, so that the old parent is their merge base. Writes objects only.
 * Merges in between are left out, as `git rebase` does it.
 */
export async function replay(git: Git, request: ReplayRequest): Promise<ReplayOutcome> {
  const { repository, tip, base, onto, committer } = request;
  const [log, guarded, start] = await Promise.all([
    readLog(git, repository, { from: tip, notIn: [base], merges: false, order: "oldest-first" }),
    git.guard({ cwd: repository }),
    resolveTree(git, repository, onto),
  ]);
  const commits = log.filter((commit) => commit.parents.length > 0);
  let head = onto;
  let tree = start;
  if (tree === undefined) throw new Error(`${onto} is no commit of ${repository}`);
  for (const { id, parents, tree: own, author, message } of commits) {
    const [parent = base] = parents;
    if (parent === head) {
      head = id;
      tree = own;
      continue;
    }
    const stand = { tree, parents: [parent], message: "", author: committer, committer };
    const synthetic = await writeCommit(guarded, repository, stand);
    const merged = await mergeTreeGuarded(guarded, repository, [synthetic, id]);
    if (merged.kind !== "clean") {
      return { kind: "conflict", commit: id, files: merged.kind === "conflict" ? merged.files : [] };
    }
    if (merged.tree === tree) continue;
    tree = merged.tree;
    head = await writeCommit(guarded, repository, { tree, parents: [head], message, author, committer });
  }
  return head === onto ? { kind: "nothing" } : { kind: "done", head };
}
