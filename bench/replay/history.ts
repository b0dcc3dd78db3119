import { aheadOf } from "../../src/main/core/platform/git/ancestry.ts";
import { diffNames } from "../../src/main/core/platform/git/diff.ts";
import type { Git, ObjectId } from "../../src/main/core/platform/git/git.ts";
import { type LogEntry, readLog } from "../../src/main/core/platform/git/log.ts";
import { mergeTree } from "../../src/main/core/platform/git/merge-tree.ts";
import { DROVER_PERSON } from "../../src/main/core/platform/git/person.ts";
import { replay } from "../../src/main/core/platform/git/replay.ts";

/** One step of the main line, as a branch that somebody could have handed in. */
export interface Piece {
  readonly subject: string;
  /** What is handed in, and where it parts from the start of its window. */
  readonly tip: ObjectId;
  readonly base: ObjectId;
  /** The main line just before that step, and after it. */
  readonly before: ObjectId;
  readonly after: ObjectId;
  /**
   * `branch`: what was merged, as it was. `branch-with-merge`: the merge too, since somebody resolved or added something in it.
   * `commit`: one made on the main line itself, on the start of its window. `successor`: such a one that needs what came before it, so that
   * nobody could have begun it earlier.
   */
  readonly shape: "branch" | "branch-with-merge" | "commit" | "successor";
}

/** A stretch of the main line whose branches were under way at the same time. */
export interface Window {
  readonly start: ObjectId;
  readonly end: ObjectId;
  readonly pieces: readonly Piece[];
}

export interface CutRequest {
  /** A bare repository that objects may be written to. */
  readonly repository: string;
  readonly head: ObjectId;
  /** Merges of the main line to go back. */
  readonly merges: number;
  /** Merges in one window. */
  readonly window: number;
}

/** Cuts the newest part of a history into windows, and those into branches. */
export async function cut(git: Git, request: CutRequest): Promise<readonly Window[]> {
  const { repository, head, merges, window } = request;
  const line = await mainLine(git, repository, head);
  const from = nthMerge(line, merges);
  const windows: Window[] = [];
  let open: LogEntry[] = [];
  for (const step of line.slice(from)) {
    open.push(step);
    if (open.filter(isMerge).length < window) continue;
    windows.push(await cutWindow(git, repository, open));
    open = [];
  }
  if (open.length > 0) windows.push(await cutWindow(git, repository, open));
  return windows;
}

/** Oldest first, without the first commit of all. */
async function mainLine(git: Git, repository: string, head: ObjectId): Promise<readonly LogEntry[]> {
  const all = new Map((await readLog(git, repository, { from: head })).map((entry) => [entry.id, entry]));
  const line: LogEntry[] = [];
  for (let at = all.get(head); at !== undefined; at = all.get(at.parents[0] ?? "")) line.push(at);
  return line.toReversed().slice(1);
}

function isMerge({ parents }: LogEntry): boolean {
  return parents.length > 1;
}

/** Where the newest `count` merges of a main line begin. */
function nthMerge(line: readonly LogEntry[], count: number): number {
  const at = line.flatMap((entry, index) => (isMerge(entry) ? [index] : []));
  return at.slice(-count)[0] ?? 0;
}

async function cutWindow(git: Git, repository: string, steps: readonly LogEntry[]): Promise<Window> {
  const start = steps[0]?.parents[0] ?? "";
  const pieces: Piece[] = [];
  for (const step of steps) {
    const [before = ""] = step.parents;
    const { tip, shape } = await branchOf(git, repository, { step, start });
    const { count, base = start } = await aheadOf(git, repository, [tip, start]);
    // A merge of what the start has already brings nothing.
    if (count > 0) pieces.push({ subject: step.subject, tip, base, before, after: step.id, shape });
  }
  return { start, end: steps.at(-1)?.id ?? start, pieces };
}

async function branchOf(
  git: Git,
  repository: string,
  { step, start }: { readonly step: LogEntry; readonly start: ObjectId },
): Promise<Pick<Piece, "tip" | "shape">> {
  const [before = "", merged, third] = step.parents;
  if (merged !== undefined) {
    const plain = third === undefined ? await mergeTree(git, repository, [before, merged]) : undefined;
    const isPlain = plain?.kind === "clean" && plain.tree === step.tree;
    return isPlain ? { tip: merged, shape: "branch" } : { tip: step.id, shape: "branch-with-merge" };
  }
  const alone = await replay(git, {
    repository,
    tip: step.id,
    base: before,
    onto: start,
    committer: { ...DROVER_PERSON, at: step.committer.at },
  });
  const successor = { tip: step.id, shape: "successor" } as const;
  if (alone.kind !== "done") return successor;
  // To remove what is not there yet is no change: then it is not the same piece of work any more.
  const [then, now] = await Promise.all([
    diffNames(git, repository, { from: before, to: step.id }),
    diffNames(git, repository, { from: start, to: alone.head }),
  ]);
  return then.join("\n") === now.join("\n") ? { tip: alone.head, shape: "commit" } : successor;
}
