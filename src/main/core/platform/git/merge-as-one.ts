import type { Git } from "./git.ts";
import type { LogEntry } from "./log.ts";
import { mergeTreeGuarded, type MergeTreeOutcome } from "./merge-tree.ts";
import { writeCommit } from "./objects.ts";
import type { Person } from "./person.ts";
import { emptyCommit, type RewriteOutcome, type RewriteRequest, standIn } from "./replay.ts";
import { resolveTree } from "./resolve.ts";
import { writeSignedCommit } from "./signing.ts";

export type MergedBranch = Exclude<MergeTreeOutcome, { readonly kind: "unrelated" }>;

type Sides = Pick<RewriteRequest, "repository" | "tip" | "base" | "onto" | "attributes"> & {
  /** Whether `onto` is the base or follows on it. */
  readonly isForward: boolean;
};

/**
 * Merges the whole of a branch with what it is to be put on. Where `onto` has lost the base, as after a forced push, the base
 * is what both are compared with all the same: what was dropped is nothing that the branch has changed.
 */
export async function mergeBranch(guarded: Git, sides: Sides): Promise<MergedBranch> {
  const { repository, tip, base, onto, attributes, isForward } = sides;
  if (isForward) {
    const merged = await mergeTreeGuarded(guarded, repository, [onto, tip], { attributes });
    if (merged.kind !== "unrelated") return merged;
  }
  const before = isForward ? await emptyCommit(guarded, repository) : base;
  const pair = await Promise.all(
    [onto, tip].map(async (commit) => {
      const tree = await resolveTree(guarded, repository, commit);
      if (tree === undefined) throw new Error(`${commit} is no commit of ${repository}`);
      return await writeCommit(guarded, repository, standIn(tree, before));
    }),
  );
  const [ours = "", theirs = ""] = pair;
  const merged = await mergeTreeGuarded(guarded, repository, [ours, theirs], { attributes });
  if (merged.kind === "unrelated") {
    throw new Error(`${ours} and ${theirs} in ${repository} do have ${before} in common`);
  }
  return merged;
}

export type JoinRequest = RewriteRequest & {
  readonly isForward: boolean;
  /** The branch's own commits, oldest first, merges included. */
  readonly log: readonly LogEntry[];
  readonly tree: string;
  /** Of a merge; the subject of the branch's last commit when left out. */
  readonly title?: string | undefined;
  /** Says it all, instead of what is made up from the commits. */
  readonly message?: string | undefined;
  /** Its tip's when left out. */
  readonly author?: Person | undefined;
};

/**
 * Writes the one commit by which a branch gets there whole: a merge of both, so that its commits stay what they are. Where that would
 * bring back what `onto` has dropped it is a plain commit, with the messages of all.
 */
export async function joinBranch(guarded: Git, request: JoinRequest): Promise<RewriteOutcome> {
  const { repository, tip, onto, tree, log, isForward, committer, signing, title } = request;
  const last = log.at(-1);
  if (last === undefined) return { kind: "nothing" };
  const author = request.author ?? last.author;
  const subject = title ?? last.subject;
  const written = await writeSignedCommit(guarded, repository, {
    tree,
    parents: isForward ? [onto, tip] : [onto],
    message: request.message ?? (isForward ? `Merge: ${subject}\n` : together(log, author)),
    author,
    committer,
    signing,
  });
  return written.kind === "unsigned" ? written : { kind: "done", head: written.commit, tree };
}

/** All that was said of them, and by whom. */
function together(log: readonly LogEntry[], author: Person): string {
  const own = log.filter(({ parents }) => parents.length < 2);
  const messages = own.map(({ message }) => message);
  const name = (person: Person) => `${person.name} <${person.email}>`;
  const others = [...new Set(own.map((commit) => name(commit.author)))].filter((other) => other !== name(author));
  const trailers = others.map((other) => `Co-authored-by: ${other}`).join("\n");
  return `${[...messages, trailers].filter((part) => part !== "").join("\n\n")}\n`;
}
