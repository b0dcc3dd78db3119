import type { Repository } from "./git-access.ts";

/** A commit of the ledger's own line: each continues the one before as its first parent. */
export interface PastCommit {
  readonly oid: string;
  /**
   * When it counts from, in milliseconds: its whole second, or that of a commit before it that claims to be later, so that
   * times never go back. What it holds of our own is older than the end of that second.
   */
  readonly at: number;
  /** It brought in what was written elsewhere. */
  readonly isMerge: boolean;
}

/** The line of commits up to a tip, oldest first. Listed once; when the tip has moved on, only what is new is asked for. */
export interface CommitLine {
  upTo(tip: string): Promise<readonly PastCommit[]>;
}

export function createCommitLine(repository: Repository): CommitLine {
  let known: readonly PastCommit[] = [];
  let listing: Promise<unknown> = Promise.resolve();

  async function list(tip: string): Promise<readonly PastCommit[]> {
    const newest = known.at(-1);
    if (newest?.oid === tip) return known;
    const more = newest === undefined ? undefined : await revList(repository, tip, newest);
    known = more === undefined ? ((await revList(repository, tip, undefined)) ?? []) : [...known, ...more];
    return known;
  }

  return {
    upTo(tip) {
      // One after the other, so that two questions at once do not list the same twice.
      const listed = listing.then(() => list(tip));
      listing = listed.catch(() => undefined);
      return listed;
    },
  };
}

/** Undefined when `after` is not on the line to the tip. */
async function revList(
  repository: Repository,
  tip: string,
  after: PastCommit | undefined,
): Promise<readonly PastCommit[] | undefined> {
  const range = after === undefined ? [tip] : [tip, `^${after.oid}`];
  const listed = await repository.run([
    "rev-list",
    "--first-parent",
    "--parents",
    "--timestamp",
    "--reverse",
    ...range,
  ]);
  if (!listed.ok) throw new Error(listed.error.message);
  const commits: PastCommit[] = [];
  let at = after?.at ?? 0;
  let before = after?.oid;
  for (const line of listed.value.split("\n")) {
    const [seconds = "", oid, parent, second] = line.split(" ");
    if (oid === undefined) continue;
    if (before !== undefined && parent !== before) return undefined;
    before = oid;
    at = Math.max(at, Number(seconds) * 1000);
    commits.push({ oid, at, isMerge: second !== undefined });
  }
  return commits;
}

/** Index of the last commit that counts from before `at`; -1 when there is none. */
export function lastBefore(commits: readonly PastCommit[], at: number): number {
  let low = 0;
  let high = commits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((commits[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
