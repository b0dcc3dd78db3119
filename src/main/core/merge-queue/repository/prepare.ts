import { isAncestor } from "../../platform/git/ancestry.ts";
import { caseClashes } from "../../platform/git/case-clashes.ts";
import type { Git } from "../../platform/git/git.ts";
import { type LogEntry, readLog } from "../../platform/git/log.ts";
import { joinBranch, mergeBranch } from "../../platform/git/merge-as-one.ts";
import { conflictFile } from "../../platform/git/merge-conflicts.ts";
import type { MergeAttributes } from "../../platform/git/merge-attributes.ts";
import type { PathChange } from "../../platform/git/own-changes.ts";
import type { Person } from "../../platform/git/person.ts";
import { type RewriteOutcome, replayCommits } from "../../platform/git/replay.ts";
import { resolveTree } from "../../platform/git/resolve.ts";
import { type Signing, readSigning } from "../../platform/git/signing.ts";
import type { Change, Preparation } from "./repository.ts";

export interface PrepareDeps {
  readonly git: Git;
  readonly vault: string;
  readonly attributes: MergeAttributes;
  readonly committer: Person;
  /** What differs between two commits; remembered, since it is asked for again and again. */
  changes(from: string, tip: string): Promise<readonly PathChange[]>;
  /** Whether what is rewritten is signed. */
  readonly sign: boolean;
}

/** What is known of a change before anything is written. */
export interface Stand {
  /** Without the drivers that the vault's configuration might name. */
  readonly guarded: Git;
  /** Its own commits, oldest first, merges included. */
  readonly log: readonly LogEntry[];
  /** The tree of `onto`. */
  readonly start: string;
  /** Whether `onto` is the base or follows on it: false when the target was forced back. */
  readonly isForward: boolean;
  readonly signing: Signing | undefined;
  readonly attributes: string | undefined;
}

export async function standOf(deps: PrepareDeps, { tip, base }: Change, onto: string): Promise<Stand> {
  const { git, vault, attributes, sign } = deps;
  const [guarded, log, start, isForward, signing, folder] = await Promise.all([
    git.guard({ cwd: vault }),
    readLog(git, vault, { from: tip, notIn: [base, onto], order: "oldest-first" }),
    resolveTree(git, vault, onto),
    base === onto || isAncestor(git, vault, [base, onto]),
    sign ? readSigning(git, vault) : undefined,
    attributes.of(onto),
  ]);
  if (start === undefined) throw new Error(`${onto} is no commit of ${vault}`);
  return { guarded, log, start, isForward, signing, attributes: folder };
}

/** As `MergeRepository.prepare`. Writes objects only. */
export async function prepareChange(deps: PrepareDeps, change: Change, onto: string): Promise<Preparation> {
  const { tip, base, kind = "work" } = change;
  // What nobody else has added to cannot clash with what others have added.
  const [stand, own] = await Promise.all([standOf(deps, change, onto), onto === base ? [] : deps.changes(base, tip)]);
  if (stand.log.length === 0) return { kind: "nothing-left" };
  const written =
    kind !== "integration" && standsOn(stand, tip, onto)
      ? ({ kind: "done", head: tip, tree: "" } as const)
      : await rewrite(deps, { change, onto, stand });
  if (written.kind === "nothing") return { kind: "nothing-left" };
  if (written.kind === "unsigned") return { kind: "blocked", reason: whyUnsigned(written.reason) };
  const facts = { tip, base, onto };
  if (written.kind === "conflict") {
    return { kind: "conflict", conflict: { ...facts, tree: written.tree, files: written.conflicts.map(conflictFile) } };
  }
  const { head } = written;
  const added = own.filter(({ how }) => how === "added").map(({ path }) => path);
  const isAlone = head === tip || added.length === 0;
  const files = isAlone ? [] : await caseClashes(deps.git, deps.vault, { base, onto, added, merged: head });
  if (files.length === 0) return { kind: "prepared", commit: head };
  return { kind: "conflict", conflict: { ...facts, tree: written.tree, files } };
}

/** Nothing has to be written: from its tip, first parents lead to what it is to be put on. Signatures and merges stay. */
function standsOn({ log, isForward }: Stand, tip: string, onto: string): boolean {
  if (!isForward) return false;
  const parents = new Map(log.map(({ id, parents: [first] }) => [id, first]));
  let at: string | undefined = tip;
  while (at !== undefined && at !== onto) at = parents.get(at);
  return at === onto;
}

interface Rewriting {
  readonly change: Change;
  readonly onto: string;
  readonly stand: Stand;
}

/**
 * Replays a plain row of commits, and merges what does not go on top one by one but does as a whole. What has merges in it may hold
 * changes that are in no other commit, so that a replay counts only where it comes to the same as a merge of the whole.
 */
async function rewrite(deps: PrepareDeps, { change, onto, stand }: Rewriting): Promise<RewriteOutcome> {
  const { guarded, log, start, isForward } = stand;
  const { tip, base, kind = "work", title } = change;
  const { vault: repository, committer } = deps;
  const request = { ...stand, repository, tip, base, onto, committer };
  const commits = log.filter(({ parents }) => parents.length < 2);
  const replayed = () => replayCommits(guarded, { ...request, log: commits });
  const isPlain = commits.length === log.length;
  if (kind !== "integration" && isPlain) {
    const row = await replayed();
    if (row.kind !== "conflict") return row;
  }
  const merged = await mergeBranch(guarded, request);
  if (merged.kind === "conflict") return { ...merged, commit: tip };
  if (merged.tree === start) return { kind: "nothing" };
  if (kind !== "integration" && !isPlain) {
    const row = await replayed();
    if (row.kind === "unsigned" || (row.kind === "done" && row.tree === merged.tree)) return row;
  }
  return await joinBranch(guarded, { ...request, isForward, tree: merged.tree, title });
}

export function whyUnsigned(reason: string): string {
  return (
    "It could not be signed with your own git signing set-up, as the project asks for. Make `git commit -S` work in a terminal, " +
    `or switch signing off in the project's queue settings. Git said: ${reason}`
  );
}
