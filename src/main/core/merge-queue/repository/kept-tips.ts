import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import { keepCommit } from "../../platform/git/fetch.ts";
import type { Git, ObjectId } from "../../platform/git/git.ts";
import { listRefs } from "../../platform/git/list-refs.ts";
import { updateRefs } from "../../platform/git/update-refs.ts";

export function submissionRef(id: string): string {
  return `refs/drover/submissions/${id}`;
}

export interface KeepTip {
  readonly vault: string;
  /** The repository that has the commit. */
  readonly from: string;
  readonly id: string;
  readonly tip: ObjectId;
}

/** As `MergeRepository.keep`. Doing it twice is doing it once. */
export async function keepTip(git: Git, request: KeepTip): Promise<Result<void, Failure<"commit-not-found">>> {
  const { vault, from, id, tip } = request;
  const ref = submissionRef(id);
  const before = await tipsOf(git, vault, id);
  const current = before.get(ref);
  if (current === tip) return ok();
  const arrival = current === undefined ? ref : `refs/drover/arriving/${id}/${tip}`;
  const kept = await keepCommit(git, { from, into: vault, commit: tip, ref: arrival });
  if (kept.kind !== "kept") {
    return fail("commit-not-found", `The commit ${tip} of ${from} could not be kept in ${vault} (${kept.kind}).`);
  }
  if (current === undefined) return ok();
  let number = before.size;
  while (before.has(`${ref}.${number}`)) number += 1;
  const moved = await updateRefs(git, vault, [
    { ref: `${ref}.${number}`, from: undefined, to: current },
    { ref, from: current, to: tip },
    { ref: arrival, from: tip, to: undefined },
  ]);
  if (moved.kind === "moved") throw new Error(`${ref} of ${vault} was changed by somebody else: ${moved.reason}`);
  return ok();
}

/** Lets go of all tips kept for a submission. */
export async function forgetTips(git: Git, vault: string, id: string): Promise<void> {
  const tips = await tipsOf(git, vault, id);
  await updateRefs(
    git,
    vault,
    [...tips].map(([ref, from]) => ({ ref, from, to: undefined })),
  );
}

/** Everything that is kept for a submission, in no order. */
export async function keptTips(git: Git, vault: string, id: string): Promise<readonly string[]> {
  return [...(await tipsOf(git, vault, id)).values()];
}

async function tipsOf(git: Git, vault: string, id: string): Promise<ReadonlyMap<string, ObjectId>> {
  const ref = submissionRef(id);
  const found = await listRefs(git, vault, `${ref}*`);
  return new Map([...found].filter(([name]) => name === ref || /^\.\d+$/.test(name.slice(ref.length))));
}
