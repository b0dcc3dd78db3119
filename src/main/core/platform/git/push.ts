import path from "node:path";
import { isAncestor } from "./ancestry.ts";
import type { Git, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";
import { refName } from "./ref-name.ts";
import { lastWords, REMOTE_REASONS, remoteFailure, type RemoteFailure, withoutSecrets } from "./remote-failure.ts";

export interface PushRequest {
  /** The repository that has the commits: one whose configuration only Drover writes. */
  readonly from: string;
  /** URL or absolute path. */
  readonly to: string;
  /** All of them move, or none does. */
  readonly updates: readonly PushUpdate[];
  /**
   * Lets a branch be moved that a work tree of a repository on this machine has checked out, files included: git does it only
   * where that work tree is clean. By default the other side refuses it.
   */
  readonly intoCheckedOut?: boolean;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

export interface PushUpdate {
  readonly commit: ObjectId;
  /** Full name there. */
  readonly ref: string;
  /** What it has to name before: compare-and-swap. `undefined` means that it must not exist. */
  readonly expected: ObjectId | undefined;
  /** Whether the caller made the commit on top of `expected`, so that git need not be asked. */
  readonly isForward?: boolean;
  /** It is a branch of Drover's alone, which may be moved away from what it names, the lease kept. */
  readonly isOwn?: boolean;
}

export type PushOutcome =
  | { readonly kind: "pushed" }
  /** It names something else by now. */
  | { readonly kind: "moved" }
  /** The other side does not want it: a protected or checked-out branch, a hook. */
  | { readonly kind: "refused"; readonly reason: string }
  | RemoteFailure;

/** What the other side runs. On this machine we say how it treats what is checked out, whatever it is configured to. */
function receiver(to: string, intoCheckedOut: boolean): readonly string[] {
  if (!path.isAbsolute(to) && !to.startsWith("file://")) return [];
  const treatment = intoCheckedOut ? "updateInstead" : "refuse";
  return [`--receive-pack=git -c receive.denyCurrentBranch=${treatment} receive-pack`];
}

/** Lines of --porcelain: our own git knew it beforehand, or the other side when it took its lock. */
const MOVED =
  /\((?:stale info|fetch first|non-fast-forward|needs force)\)|\[remote rejected\].*(?:failed to update ref|cannot lock ref|incorrect old value|reference already exists)/;

/**
 * Moves refs of another repository if they are where they are expected, and only forwards. Throws when a commit does not
 * follow on what is expected: that would take commits away from others.
 */
export async function pushCommits(git: Git, request: PushRequest): Promise<PushOutcome> {
  const { from, to, updates, intoCheckedOut = false, signal, timeoutMs } = request;
  for (const { commit, expected, ref, isForward = false, isOwn = false } of updates) {
    if (expected === undefined || isForward || isOwn || (await isAncestor(git, from, [expected, commit]))) continue;
    throw new Error(`${commit} does not follow on ${expected}, so ${ref} of ${withoutSecrets(to)} is not moved to it`);
  }
  const leases = updates.map(({ ref, expected }) => {
    return `--force-with-lease=${refName(ref)}:${expected === undefined ? "" : objectId(expected)}`;
  });
  const refspecs = updates.map(({ commit, ref }) => `${objectId(commit)}:${ref}`);
  const flags = [
    "--porcelain",
    "--no-verify",
    "--no-follow-tags",
    ...(updates.length > 1 ? ["--atomic"] : []),
    ...receiver(to, intoCheckedOut),
  ];
  const outcome = await git.run(["push", ...flags, ...leases, "--end-of-options", to, ...refspecs], {
    cwd: from,
    okCodes: [0, 1],
    expect: REMOTE_REASONS,
    ...(signal === undefined ? {} : { signal }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  if (outcome.reason !== undefined) return remoteFailure(outcome.reason, outcome.stderr);
  if (outcome.exitCode === 0) return { kind: "pushed" };
  const rejections = outcome.stdout
    .toString()
    .split("\n")
    .filter((line) => line.startsWith("!"));
  if (rejections.some((line) => MOVED.test(line))) return { kind: "moved" };
  const reasons = rejections.map((line) => /\((.+)\)$/.exec(line)?.[1] ?? line);
  return {
    kind: "refused",
    reason: [...new Set(reasons), lastWords(outcome.stderr)].filter((text) => text !== "").join("\n"),
  };
}
