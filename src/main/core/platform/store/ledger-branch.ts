import { rm, stat } from "node:fs/promises";
import path from "node:path";
import type { LedgerName } from "../../../../shared/model/event.ts";
import { type Failure, type Result, err, fail, ok } from "../../../../shared/model/result.ts";
import type { GitFailure, Repository, TreeFile } from "./git-access.ts";
import { LEDGER_FORMAT, type LedgerMeta, decodeMeta } from "./ledger-meta.ts";
import type { LedgerOpenFailure, StoreNotice } from "./record-store.ts";

/** What everybody sees and may fetch. */
export const LEDGER_REF = "refs/heads/drover/ledger";
/**
 * Our own mark on the same commit: by it we know what somebody else did to the branch, and keep what was on it.
 * Not `refs/drover/ledger`, which git would take for the short name of the branch.
 */
export const KEPT_REF = "refs/drover/ledger-kept";
/** Where commits that do not belong to the ledger are put: `refs/drover/foreign/1`, `/2`, … */
const FOREIGN_REFS = "refs/drover/foreign/";

/** What is on the branch. Without a tip there is nothing yet. */
export type BranchContents =
  | { readonly tip: undefined; readonly head: undefined }
  | {
      readonly tip: string;
      /** Where the branch is: elsewhere than `tip` when somebody moved it, which is yet to be dealt with. */
      readonly head: string;
      readonly meta: LedgerMeta;
      readonly files: readonly TreeFile[];
    };

export interface BranchDeps {
  readonly repository: Repository;
  readonly ledger: LedgerName;
  readonly notice: (notice: StoreNotice) => void;
}

/** Settles what others did to the branch since we last wrote it, then reads meta.json and the list of files. Loses nothing. */
export async function openBranch(deps: BranchDeps): Promise<Result<BranchContents, LedgerOpenFailure>> {
  const { repository, ledger } = deps;
  await removeStaleLocks(repository.gitDir);
  const refs = await repository.refs("refs/heads/drover", KEPT_REF);
  if (!refs.ok) return err(unreadable(deps, refs.error.message));
  if (refs.value.has("refs/heads/drover")) {
    return fail(
      "ledger-branch-blocked",
      `The ledger of ${ledger} needs the branch drover/ledger, but ${repository.gitDir} has a branch named drover.`,
      { remedy: "Rename or delete that branch.", details: { ledger, gitDir: repository.gitDir } },
    );
  }
  const heads = refs.value.get(LEDGER_REF);
  const kept = refs.value.get(KEPT_REF);
  const settled = await settle(deps, heads, kept);
  if (!settled.ok) return err(unreadable(deps, settled.error.message));
  const tip = settled.value;
  if (tip === undefined) return ok({ tip: undefined, head: undefined });
  const head = heads ?? tip;
  const meta = await readMeta(deps, tip);
  if (!meta.ok) return err(unreadable(deps, meta.error.message));
  if (meta.value.format > LEDGER_FORMAT) {
    return fail(
      "ledger-unreadable",
      `The ledger of ${ledger} has format ${meta.value.format}; this Drover reads ${LEDGER_FORMAT}.`,
      {
        remedy: "Update Drover.",
      },
    );
  }
  const files = await repository.files(tip);
  return files.ok
    ? ok({ tip, head, meta: meta.value, files: files.value })
    : err(unreadable(deps, files.error.message));
}

/** A git that still runs for a core that was killed needs milliseconds. */
const STALE_LOCK_MS = 10_000;

/** Lock files of a git that died with the machine would be in the way for ever; nobody but us writes these two refs on purpose. */
async function removeStaleLocks(gitDir: string): Promise<void> {
  for (const ref of [LEDGER_REF, KEPT_REF]) {
    const file = path.join(gitDir, `${ref}.lock`);
    const age = await stat(file).then(
      (found) => Date.now() - found.mtimeMs,
      () => 0,
    );
    if (age > STALE_LOCK_MS) await rm(file, { force: true });
  }
}

/** Decides which commit is the ledger's; what somebody put on the branch instead is judged once the ledger has been read. */
async function settle(
  deps: BranchDeps,
  heads: string | undefined,
  kept: string | undefined,
): Promise<Result<string | undefined, GitFailure>> {
  const { repository } = deps;
  if (heads === undefined && kept !== undefined) {
    tellGone(deps);
    const restored = await updateRefs(repository, [`create ${LEDGER_REF} ${kept}`]);
    return restored.ok ? ok(kept) : restored;
  }
  if (kept !== undefined || heads === undefined) return ok(kept);
  if ((await readMeta(deps, heads)).ok) {
    const marked = await updateRefs(repository, [`create ${KEPT_REF} ${heads}`]);
    return marked.ok ? ok(heads) : marked;
  }
  const aside = await setAside(deps, heads, [`delete ${LEDGER_REF} ${heads}`]);
  return aside.ok ? ok(undefined) : aside;
}

/**
 * What a commit that somebody put on the branch is: `edited` — on top of ours, to be taken in; `joined` — a ledger of another clone, to be
 * joined; `aside` — neither; it has been given a name of its own.
 */
export async function judgeFound(
  deps: BranchDeps,
  tip: string | undefined,
  found: string,
): Promise<Result<"edited" | "joined" | "aside", GitFailure>> {
  const ledger = await checkLedger(deps, found);
  if (ledger.ok) {
    const follows = tip === undefined ? ok(false) : await deps.repository.isAncestor(tip, found);
    if (!follows.ok) return follows;
    if (follows.value) tellEdited(deps, found);
    else tellJoined(deps, found);
    return ok(follows.value ? "edited" : "joined");
  }
  const aside = await setAside(deps, found, []);
  return aside.ok ? ok("aside") : aside;
}

/** All or none. Refs are synced, since journal files are deleted on the strength of them. */
export function updateRefs(repository: Repository, commands: readonly string[]): Promise<Result<string, GitFailure>> {
  const lines = commands.map((command) => `${command}\n`).join("");
  return repository.run(["-c", "core.fsync=reference", "update-ref", "--stdin"], lines);
}

/** Gives a commit that is not the ledger's a name of its own, in one step with `commands`. */
export async function setAside(
  deps: BranchDeps,
  oid: string,
  commands: readonly string[],
): Promise<Result<string, GitFailure>> {
  const taken = await deps.repository.refs(FOREIGN_REFS);
  if (!taken.ok) return taken;
  const numbers = [...taken.value.keys()].map((ref) => Number(ref.slice(FOREIGN_REFS.length)));
  const ref = `${FOREIGN_REFS}${Math.max(0, ...numbers.filter((n) => Number.isSafeInteger(n))) + 1}`;
  const moved = await updateRefs(deps.repository, [`create ${ref} ${oid}`, ...commands]);
  if (!moved.ok) return moved;
  deps.notice({
    code: "ledger-set-aside",
    message: `Somebody put ${oid} on the ledger branch of ${deps.ledger}, which does not continue the ledger. It is kept as ${ref}; the ledger goes on where it was.`,
    details: { ledger: deps.ledger, commit: oid, ref },
  });
  return ok(ref);
}

function tellEdited(deps: BranchDeps, oid: string): void {
  deps.notice({
    code: "ledger-edited",
    message: `Somebody committed ${oid} on top of the ledger of ${deps.ledger}. What it changes is taken in, and the commit stays in the branch's history.`,
    details: { ledger: deps.ledger, commit: oid },
  });
}

function tellJoined(deps: BranchDeps, oid: string): void {
  deps.notice({
    code: "ledger-joined",
    message: `Somebody put ${oid} on the ledger branch of ${deps.ledger}, which another clone of this ledger wrote. Both were joined.`,
    details: { ledger: deps.ledger, commit: oid },
  });
}

export function tellGone(deps: BranchDeps): void {
  deps.notice({
    code: "ledger-set-aside",
    message: `Somebody deleted the ledger branch of ${deps.ledger}. It was put back.`,
    details: { ledger: deps.ledger },
  });
}

export async function readMeta(
  { repository }: Pick<BranchDeps, "repository">,
  commit: string,
): Promise<Result<LedgerMeta>> {
  const shown = await repository.run(["cat-file", "blob", `${commit}:meta.json`]);
  return shown.ok ? decodeMeta(shown.value, `meta.json of ${commit}`) : shown;
}

export type NotALedger = Failure<"not-a-ledger" | "ledger-of-other-project" | "ledger-too-new">;

/** Whether a commit is a ledger of that name which this version reads. */
export async function checkLedger(
  { repository, ledger }: Pick<BranchDeps, "repository" | "ledger">,
  commit: string,
): Promise<Result<LedgerMeta, NotALedger>> {
  const meta = await readMeta({ repository }, commit);
  if (!meta.ok) {
    return fail("not-a-ledger", `${commit} is not the ledger of ${ledger}: ${meta.error.message}`, {
      remedy: "Somebody else uses the branch drover/ledger. Rename theirs, then sync again.",
    });
  }
  if (meta.value.format > LEDGER_FORMAT) {
    return fail(
      "ledger-too-new",
      `The other ledger of ${ledger} has format ${meta.value.format}; this Drover reads ${LEDGER_FORMAT}.`,
      { remedy: "Update Drover here, then sync again." },
    );
  }
  if (meta.value.ledger !== ledger) {
    return fail(
      "ledger-of-other-project",
      `The other ledger belongs to a project named ${meta.value.ledger}; here it is ${ledger}.`,
      { remedy: `Add the repository under that name: drover project add SOURCE --name ${meta.value.ledger}` },
    );
  }
  return meta;
}

function unreadable(deps: BranchDeps, reason: string): Failure<"ledger-unreadable"> {
  return {
    code: "ledger-unreadable",
    message: `The ledger of ${deps.ledger} cannot be read from ${deps.repository.gitDir}: ${reason}`,
    remedy: "Check the repository with `git fsck`.",
    details: { ledger: deps.ledger, gitDir: deps.repository.gitDir },
  };
}
