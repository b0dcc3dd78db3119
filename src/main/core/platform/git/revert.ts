import type { Git, ObjectId } from "./git.ts";
import { type LogEntry, readLog } from "./log.ts";
import { mergeTreeGuarded } from "./merge-tree.ts";
import { writeCommit } from "./objects.ts";
import type { Person } from "./person.ts";
import { type RewriteOutcome, type RewriteRequest, standIn } from "./replay.ts";
import { resolveTree } from "./resolve.ts";
import { writeSignedCommit } from "./signing.ts";

export type RevertRequest = Pick<RewriteRequest, "repository" | "onto" | "committer" | "attributes" | "signing"> & {
  /** What a branch named before the landing, and after it. */
  readonly from: ObjectId;
  readonly to: ObjectId;
  readonly author: Person;
  readonly title: string;
  /** Goes below the message. */
  readonly trailer?: string;
};

/**
 * Writes one commit that undoes a landing, on top of `onto`, without a work tree; `nothing` when all of it was undone already. In a
 * conflict `ours` is what stands now, and `theirs` what stood before the landing.
 */
export async function revertRange(git: Git, request: RevertRequest): Promise<RewriteOutcome> {
  const { repository, from, to, onto, author, committer, attributes, signing } = request;
  const [log, guarded, start, earlier] = await Promise.all([
    readLog(git, repository, { from: to, notIn: [from] }),
    git.guard({ cwd: repository }),
    resolveTree(git, repository, onto),
    resolveTree(git, repository, from),
  ]);
  if (start === undefined || earlier === undefined) throw new Error(`${onto} or ${from} is no commit of ${repository}`);
  // What stands now and what stood before are merged as if both had been made from what came after the landing.
  const [ours = "", theirs = ""] = await Promise.all(
    [start, earlier].map((tree) => writeCommit(guarded, repository, standIn(tree, to))),
  );
  const merged = await mergeTreeGuarded(guarded, repository, [ours, theirs], { attributes });
  if (merged.kind === "unrelated") throw new Error(`${ours} and ${theirs} in ${repository} do have ${to} in common`);
  if (merged.kind === "conflict") return { ...merged, commit: to };
  const { tree } = merged;
  if (tree === start) return { kind: "nothing" };
  const message = messageFor(request, log);
  const written = await writeSignedCommit(guarded, repository, {
    tree,
    parents: [onto],
    message,
    author,
    committer,
    signing,
  });
  return written.kind === "unsigned" ? written : { kind: "done", head: written.commit, tree };
}

/** Names each commit of the branch itself: what a merge among them brought goes with it. */
function messageFor({ from, to, title, trailer }: RevertRequest, log: readonly LogEntry[]): string {
  const entries = new Map(log.map((entry) => [entry.id, entry]));
  const lines: string[] = [];
  for (let at = entries.get(to); at !== undefined; at = entries.get(at.parents[0] ?? "")) {
    lines.push(`- ${at.id} ${at.subject}`);
  }
  const parts = [`Revert "${title}"`, `This reverts ${from}..${to}:`, lines.join("\n"), trailer ?? ""];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
