import path from "node:path";
import { isAncestor } from "../../platform/git/ancestry.ts";
import { busyCheckout } from "../../platform/git/busy-checkout.ts";
import type { Git, ObjectId } from "../../platform/git/git.ts";
import { pushLfs, usesLfs } from "../../platform/git/lfs.ts";
import { remoteCommit } from "../../platform/git/ls-remote.ts";
import type { MergeAttributes } from "../../platform/git/merge-attributes.ts";
import { pushCommits } from "../../platform/git/push.ts";
import type { MergePlace } from "./place.ts";
import type { Landing } from "./repository.ts";
import type { Targets } from "./targets.ts";

export interface LandDeps {
  readonly git: Git;
  readonly targets: Targets;
  readonly project: string;
  readonly place: MergePlace;
  readonly attributes: MergeAttributes;
}

export interface Move {
  readonly branch: string;
  readonly commit: ObjectId;
  readonly expected: ObjectId;
}

/** As `MergeRepository.land`. */
export async function landCommit(deps: LandDeps, move: Move): Promise<Landing> {
  const { git, place, project } = deps;
  const { vault, origin, landOnCheckedOut } = place;
  const { branch, commit, expected } = move;
  const obstacle = (await whyBusy(deps, branch)) ?? (await sendLargeFiles(deps, move));
  if (obstacle !== undefined) return { kind: "refused", reason: obstacle };
  const pushed = await pushCommits(git, {
    from: vault,
    to: origin,
    updates: [{ commit, ref: `refs/heads/${branch}`, expected, isForward: true }],
    intoCheckedOut: landOnCheckedOut,
  });
  switch (pushed.kind) {
    case "pushed":
      return await verify(deps, move);
    case "moved":
      return { kind: "moved" };
    case "refused":
      return whyRefused(pushed.reason, { project, branch, landOnCheckedOut });
    case "auth":
    case "unreachable":
    case "not-found": {
      // The answer may have been lost on the way, and not the question.
      const seen = await verify(deps, move);
      return seen.kind === "landed"
        ? seen
        : { kind: "refused", reason: `${origin} could not be pushed to: ${pushed.reason}` };
    }
  }
}

async function whyBusy({ git, place }: LandDeps, branch: string): Promise<string | undefined> {
  const { origin, landOnCheckedOut } = place;
  if (!landOnCheckedOut || !path.isAbsolute(origin)) return undefined;
  const busy = await busyCheckout(git, origin, branch);
  if (busy === undefined) return undefined;
  return `${branch} is in the middle of a ${busy.operation} in ${busy.path}, which would lose its footing. Finish or abort it there.`;
}

/** What pointers name has to be there before them: who fetches at once would find nothing otherwise. */
async function sendLargeFiles(
  { git, place, attributes }: LandDeps,
  { commit, expected }: Move,
): Promise<string | undefined> {
  const { vault, clone, origin } = place;
  if (!(await usesLfs(await attributes.of(commit)))) return undefined;
  const sent = await pushLfs(git, { vault, clone, origin, from: expected, to: commit });
  switch (sent.kind) {
    case "pushed":
      return undefined;
    case "no-git-lfs":
      return `It adds large files by Git LFS (${sent.objects} of them), and git-lfs, which would send them to the origin, is not installed here. Install it.`;
    case "failed":
      return `${origin} did not take the large files that it adds by Git LFS: ${sent.reason}`;
  }
}

/** Landed is what the origin itself says that it has. */
async function verify({ git, targets, project, place }: LandDeps, { branch, commit }: Move): Promise<Landing> {
  const { vault, origin } = place;
  const seen = await remoteCommit(git, { cwd: vault, url: origin, ref: `refs/heads/${branch}` });
  if (seen.kind !== "seen") {
    const reason = `${origin} took it, and then could not be asked whether it is there: ${seen.reason}`;
    return { kind: "refused", reason };
  }
  if (seen.commit === commit) {
    await targets.note(project, branch, commit);
    return { kind: "landed" };
  }
  // Somebody pushed on top of it at once, or took it away again.
  const newest = await targets.fetch(project, branch, 0);
  return newest.ok && (await isAncestor(git, vault, [commit, newest.value])) ? { kind: "landed" } : { kind: "moved" };
}

interface Refused {
  readonly project: string;
  readonly branch: string;
  readonly landOnCheckedOut: boolean;
}

function whyRefused(reason: string, { project, branch, landOnCheckedOut }: Refused): Landing {
  const isCheckedOut = /checked out|current branch/i.test(reason);
  if (isCheckedOut && !landOnCheckedOut) {
    const why =
      `${branch} is checked out in your own work tree, which Drover leaves alone until you allow it or switch to another branch.\n` +
      `To allow it while nothing is uncommitted there: drover project edit ${project} --land-on-checked-out yes`;
    return { kind: "refused", reason: why, consent: "land-on-checked-out" };
  }
  if (landOnCheckedOut && /unstaged|staged changes|uncommitted|clean|would be overwritten|overwrite/i.test(reason)) {
    return refused(
      `${branch} is checked out in the origin's work tree, and that has changes in it. Commit or stash them there: ${reason}`,
    );
  }
  const isProtected = /declined|protected|denied|not allowed|GH\d{3}/i.test(reason);
  const wayOut =
    `If ${branch} is protected there, let it land by pull requests: drover project edit ${project} --landing pull-request. ` +
    "Or let your account push to it.";
  return refused(`The origin refused it: ${serverFirst(reason)}${isProtected ? `\n${wayOut}` : ""}`);
}

function refused(reason: string): Landing {
  return { kind: "refused", reason };
}

/** What a server or its hook has to say of its own comes before what git makes of it: lists show the first line. */
function serverFirst(reason: string): string {
  const lines = reason.split("\n").map((line) => line.trim());
  const isOwn = (line: string) => line.startsWith("remote: ") && !/^remote: (?:error|fatal|warning):/.test(line);
  const own = lines.filter(isOwn).map((line) => line.slice("remote: ".length).trim());
  return [...own, ...lines.filter((line) => !isOwn(line))].filter((line) => line !== "").join("\n");
}
