import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { FailureOf, OutputOf } from "../../../shared/contract/contract.ts";
import { type Result, fail, ok } from "../../../shared/model/result.ts";
import { shortName } from "../../../shared/model/identity.ts";
import { exists } from "../platform/fs/exists.ts";
import { addWorktree } from "../platform/git/add-worktree.ts";
import type { Git } from "../platform/git/git.ts";
import { writeTree, writeCommit } from "../platform/git/objects.ts";
import { pushCommits } from "../platform/git/push.ts";
import { branchRef, isBranchName } from "../platform/git/ref-name.ts";
import { resolveTree } from "../platform/git/resolve.ts";
import { restoreSnapshot } from "../platform/git/restore-snapshot.ts";
import { findUnsaved } from "../platform/git/saved-work.ts";
import { verifyObjects } from "../platform/git/verify-objects.ts";
import { type WorktreePlace, placeEnv, placeOf } from "../platform/git/worktree-files.ts";
import type { SalvageDeps } from "./ports.ts";
import { type Found, idOf } from "./record.ts";
import type { Save } from "./save.ts";
import type { Shelf } from "./shelf.ts";

export type Restoring = Result<OutputOf<"salvage.restore">, FailureOf<"salvage.restore">>;

export interface RestoreDeps extends SalvageDeps {
  readonly shelf: Shelf;
  readonly save: Save;
}

export interface RestoreOrder {
  readonly found: Found;
  /** As given, or of Drover's choice. */
  readonly branch: string | undefined;
  /** The agent's own session may be at work in the worktree that is changed. */
  readonly byOwner: boolean;
}

/** Whatever is restored from is read first: what is damaged is told, and nothing is touched. */
export async function checkWhole({ git, shelf }: RestoreDeps, found: Found): Promise<Restoring | undefined> {
  const { problems } = await verifyObjects(git, shelf.repositoriesOf(found).vault, found.commit);
  if (problems.length === 0) return undefined;
  return fail("salvage-damaged", `${idOf(found.ref)} cannot be restored: ${problems.join(" ")}`, {
    remedy: "Look into the worktree or the agents' clone: what is there may still have it.",
  });
}

/** Into a worktree of its own, on a branch of its own, beside all others. */
export async function restoreToWorktree(deps: RestoreDeps, { found, branch }: RestoreOrder): Promise<Restoring> {
  const { git, shelf } = deps;
  const { clone, worktrees } = shelf.repositoriesOf(found);
  const { record } = found;
  const name = `${shortName(record.agent)}-${idOf(found.ref)}`;
  const newBranch = branch ?? `restored/${name}`;
  if (!isBranchName(newBranch)) return badBranch(newBranch);
  const folder = await freeFolder(path.join(path.dirname(worktrees), "restored", name));
  const base = record.head ?? (await emptyCommit(deps, found));
  await mkdir(path.dirname(folder), { recursive: true, mode: 0o700 });
  const added = await addWorktree(git, { repository: clone, path: folder, commit: base, newBranch });
  if (added.kind === "branch-exists") return branchExists(newBranch);
  const place = await placeOf(clone, folder);
  if (added.kind !== "added" || place === undefined) throw new Error(`No worktree could be made at ${folder}.`);
  await putBack(git, place, { found, branch: newBranch });
  const leftOut = await bringRepositories(deps, found, folder);
  return ok({ to: "worktree", worktree: folder, branch: newBranch, ...headOf(found), leftOut });
}

/** Onto the worktree of its agent. What is there now is saved first, and only then changed. */
export async function restoreToHook(deps: RestoreDeps, { found, byOwner }: RestoreOrder): Promise<Restoring> {
  const { git, shelf, save, hookOf, hasLiveSession } = deps;
  const { record, project } = found;
  const { vault, clone } = shelf.repositoriesOf(found);
  const hook = hookOf(record.agent);
  const at = hook?.project === project ? hook : hook?.also.find((one) => one.project === project);
  if (hook === undefined) return fail("no-hook", `${record.agent} has no hook.`, RATHER);
  const place = at === undefined || at.worktree === "" ? undefined : await placeOf(clone, at.worktree);
  if (at === undefined || place === undefined || (hook.state !== "active" && hook.state !== "suspended")) {
    return fail("nothing-on-hook", `There is no work on the hook of ${record.agent} that it could go to.`, RATHER);
  }
  if (!byOwner && hasLiveSession(record.agent)) {
    return fail("session-running", `${record.agent} is at work in ${at.worktree}.`, {
      remedy: `Stop it first, \`drover agent stop ${record.agent}\`, or restore into a fresh worktree.`,
    });
  }
  if (record.head === undefined) return fail("nothing-on-hook", "It has no commit that a branch could be at.", RATHER);
  const worktree = place.path;
  const saved = await save({ project, agent: record.agent, worktree, reason: "restore", item: hook.item });
  if (!saved.ok) return fail("salvage-failed", saved.error.message, saved.error);
  const proof = { place, vault, saved: saved.value, person: deps.person(record.agent) };
  const { unsaved } = await findUnsaved(git, proof);
  if (unsaved !== undefined) {
    return fail("salvage-failed", `${worktree} is left as it is: ${unsaved} in it is not in the vault yet.`, {
      remedy: "Somebody works in it. Stop them, then try again.",
    });
  }
  await endOperation(git, place);
  await git.run(["symbolic-ref", "-m", `restore ${idOf(found.ref)}`, "HEAD", branchRef(at.branch)], inPlace(place));
  await git.run(["update-ref", "-m", `restore ${idOf(found.ref)}`, "HEAD", record.head], inPlace(place));
  await putBack(git, place, { found, branch: at.branch });
  const leftOut = await bringRepositories(deps, found, worktree);
  const before = saved.value.ref === undefined ? {} : { before: idOf(saved.value.ref) };
  return ok({ to: "hook", worktree, branch: at.branch, ...headOf(found), ...before, leftOut });
}

/** As a branch in the user's repository: its commits, and one on top of them with what was not committed. */
export async function restoreToRepository(deps: RestoreDeps, { found, branch }: RestoreOrder): Promise<Restoring> {
  const { git, shelf, originOf, person } = deps;
  const { vault } = shelf.repositoriesOf(found);
  const { record, project } = found;
  const newBranch = branch ?? `drover/restored/${shortName(record.agent)}-${idOf(found.ref)}`;
  if (!isBranchName(newBranch)) return badBranch(newBranch);
  const origin = originOf(project);
  if (origin === undefined) return fail("no-repository", `There is no project ${project}.`);
  const tree = await resolveTree(git, vault, found.commit);
  const headTree = record.head === undefined ? undefined : await resolveTree(git, vault, record.head);
  if (tree === undefined) throw new Error(`${found.commit} has no tree.`);
  const by = { ...person(record.agent), at: record.at };
  const commit =
    record.head !== undefined && tree === headTree
      ? record.head
      : await writeCommit(git, vault, {
          tree,
          parents: record.head === undefined ? [] : [record.head],
          message: `What ${record.agent} had not committed\n\nFrom the salvage ${idOf(found.ref)}.\n`,
          author: by,
          committer: by,
        });
  const ref = branchRef(newBranch);
  const pushed = await pushCommits(git, { from: vault, to: origin, updates: [{ commit, ref, expected: undefined }] });
  if (pushed.kind === "moved") return branchExists(newBranch);
  if (pushed.kind !== "pushed") return fail("push-refused", `${origin} did not take ${newBranch}: ${pushed.reason}`);
  return ok({ to: "repository", branch: newBranch, head: commit, leftOut: notInABranch(found) });
}

const RATHER = { remedy: "Restore into a fresh worktree: leave the target out." } as const;

function inPlace(place: WorktreePlace) {
  return { cwd: place.path, env: placeEnv(place) };
}

async function putBack(
  git: Git,
  place: WorktreePlace,
  { found, branch }: { readonly found: Found; readonly branch: string },
): Promise<void> {
  const { commit, record } = found;
  const tree = await resolveTree(git, place.gitDir, commit);
  if (tree === undefined) throw new Error(`${commit} is not in the clone's reach.`);
  await restoreSnapshot(git, place, { ...record, tree, stateTree: record.stateTree });
  if (record.operation !== "rebase" || record.head === undefined) return;
  // In a rebase HEAD is apart, and the branch is where it was when that began.
  await git.run(["update-ref", "--no-deref", "HEAD", record.head], inPlace(place));
  for (const folder of ["rebase-merge", "rebase-apply"]) {
    const file = path.join(place.gitDir, folder, "head-name");
    if (!(await exists(file))) continue;
    const original = (await readFile(path.join(place.gitDir, folder, "orig-head"), "utf8").catch(() => "")).trim();
    if (original !== "") await git.run(["update-ref", branchRef(branch), original], inPlace(place));
    await writeFile(file, `${branchRef(branch)}\n`);
  }
}

/** What is under way in the worktree now is saved, and gives way. */
async function endOperation(git: Git, place: WorktreePlace): Promise<void> {
  for (const args of [
    ["rebase", "--quit"],
    ["cherry-pick", "--quit"],
    ["revert", "--quit"],
    ["merge", "--quit"],
  ]) {
    await git.run(args, { ...inPlace(place), okCodes: "any" });
  }
}

/** Repositories of their own are copied from the worktree that was kept for them. */
async function bringRepositories({ shelf }: RestoreDeps, found: Found, into: string): Promise<string[]> {
  const leftOut: string[] = [];
  for (const { path: name, state } of found.record.holds.repositories) {
    if (state === "") continue;
    const from = path.join(shelf.keptAt(found), name);
    const isSubmodule = !(await exists(path.join(from, ".git", "HEAD")));
    if (isSubmodule || (await exists(path.join(into, name, ".git")))) {
      leftOut.push(`${name} (${state}); ${(await exists(from)) ? `it lies in ${from}` : "it was not kept"}`);
      continue;
    }
    await cp(from, path.join(into, name), { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  }
  return leftOut;
}

function notInABranch({ record }: Found): string[] {
  const { holds, operation } = record;
  return [
    ...(holds.staged > 0 ? ["what was staged apart from the files"] : []),
    ...(holds.stashes > 0 ? [`${holds.stashes} stashed`] : []),
    ...(holds.undone > 0 ? [`${holds.undone} commits that were undone`] : []),
    ...(operation === undefined ? [] : [`the ${operation} under way`]),
    ...holds.repositories.filter(({ state }) => state !== "").map((one) => one.path),
  ];
}

async function emptyCommit({ git, shelf, person }: RestoreDeps, found: Found): Promise<string> {
  const { clone } = shelf.repositoriesOf(found);
  const by = { ...person(found.record.agent), at: found.record.at };
  const tree = await writeTree(git, clone, []);
  return await writeCommit(git, clone, { tree, parents: [], message: "Begin", author: by, committer: by });
}

async function freeFolder(wanted: string): Promise<string> {
  let folder = wanted;
  for (let n = 2; await exists(folder); n += 1) folder = `${wanted}-${n}`;
  return folder;
}

function headOf({ record: { head } }: Found) {
  return head === undefined ? {} : { head };
}

function badBranch(branch: string): Restoring {
  return fail("bad-input", `${JSON.stringify(branch)} is no name for a branch.`);
}

function branchExists(branch: string): Restoring {
  return fail("branch-exists", `There is a branch ${branch} already.`, { remedy: "Give another name: --branch NAME" });
}
