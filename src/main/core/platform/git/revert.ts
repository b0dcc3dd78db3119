import type { Git, ObjectId } from "./git.ts";
import { type LogEntry, readLog } from "./log.ts";
import { mergeTreeGuarded } from "./merge-tree.ts";
import { writeCommit } from "./objects.ts";
import type { Person } from "./person.ts";
import { type RewriteOutcome, type RewriteRequest, standIn } from "./replay.ts";
import { resolveTree } from "./resolve.ts";
import { writeSignedCommit } from "./signing.ts";

export type RevertRequest = Pick<RewriteRequest, "repository" | "onto" | "committer" | "attributes" | "signing"> & {
  /** What a branch named before the landing, and after it: what is between the two along first parents is undone. */
  readonly from: ObjectId;
  readonly to: ObjectId;
  readonly author: Person;
  /** `each`: a commit for each, newest first; a merge is undone whole. `one`: a single commit for all of it. */
  readonly as: "each" | "one";
  /** Title of the single commit; the last subject's when left out. */
  readonly title?: string;
  /** Goes below each message. */
  readonly trailer?: string;
};

/**
 * Writes what undoes a landing, on top of `onto`, without a work tree. What was undone already is left out: `nothing` is when
 * all of it was. A conflict is that of the first commit that cannot be undone, `ours` being what stands now and `theirs` what stood before.
 */
export async function revertRange(git: Git, request: RevertRequest): Promise<RewriteOutcome> {
  const { repository, from, to, onto, as } = request;
  const [log, guarded, start] = await Promise.all([
    readLog(git, repository, { from: to, notIn: [from] }),
    git.guard({ cwd: repository }),
    resolveTree(git, repository, onto),
  ]);
  if (start === undefined) throw new Error(`${onto} is no commit of ${repository}`);
  const row = firstParents(log, to);
  const undone = (as === "one" ? [whole(request, row)] : row.map((one) => each(request, one))).filter(
    (one) => one !== undefined,
  );
  let [head, tree] = [onto, start];
  for (const { after, before, message } of undone) {
    const merged = await undo(guarded, request, { after, before, tree });
    if (merged.kind === "conflict") return { ...merged, commit: after };
    if (merged.tree === tree) continue;
    const { author, committer, signing } = request;
    const parents = [head];
    const written = await writeSignedCommit(guarded, repository, {
      tree: merged.tree,
      parents,
      message,
      author,
      committer,
      signing,
    });
    if (written.kind === "unsigned") return written;
    [head, tree] = [written.commit, merged.tree];
  }
  return head === onto ? { kind: "nothing" } : { kind: "done", head, tree };
}

interface Undone {
  readonly after: ObjectId;
  readonly before: ObjectId;
  readonly message: string;
}

/** A commit that began a history has nothing before it to go back to. */
function each({ trailer }: RevertRequest, { id, parents: [before], subject }: LogEntry): Undone | undefined {
  if (before === undefined) return undefined;
  return { after: id, before, message: messageOf(`Revert "${subject}"`, `This reverts commit ${id}.`, trailer) };
}

function whole({ from, to, title, trailer }: RevertRequest, row: readonly LogEntry[]): Undone | undefined {
  const [last] = row;
  if (last === undefined) return undefined;
  const commits = row.map(({ id, subject }) => `- ${id} ${subject}`).join("\n");
  const message = messageOf(`Revert "${title ?? last.subject}"`, `This reverts ${from}..${to}:\n\n${commits}`, trailer);
  return { after: to, before: from, message };
}

function messageOf(...parts: readonly (string | undefined)[]): string {
  return `${parts.filter((part) => part !== undefined).join("\n\n")}\n`;
}

function firstParents(log: readonly LogEntry[], to: ObjectId): readonly LogEntry[] {
  const entries = new Map(log.map((entry) => [entry.id, entry]));
  const row: LogEntry[] = [];
  for (let at = entries.get(to); at !== undefined; at = entries.get(at.parents[0] ?? "")) row.push(at);
  return row;
}

/** Merges what stands now with what stood before, as if both had been made from what came after. */
async function undo(
  guarded: Git,
  { repository, attributes }: RevertRequest,
  { after, before, tree }: Pick<Undone, "after" | "before"> & { readonly tree: ObjectId },
) {
  const earlier = await resolveTree(guarded, repository, before);
  if (earlier === undefined) throw new Error(`${before} is no commit of ${repository}`);
  const [ours, theirs] = await Promise.all(
    [tree, earlier].map((one) => writeCommit(guarded, repository, standIn(one, after))),
  );
  const merged = await mergeTreeGuarded(guarded, repository, [ours ?? "", theirs ?? ""], { attributes });
  if (merged.kind === "unrelated") throw new Error(`${ours} and ${theirs} in ${repository} do have ${after} in common`);
  return merged;
}
