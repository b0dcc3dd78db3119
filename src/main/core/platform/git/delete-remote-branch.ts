import type { Git, ObjectId } from "./git.ts";
import { objectId } from "./object-id.ts";
import { branchRef } from "./ref-name.ts";
import { lastWords, REMOTE_REASONS, remoteFailure, type RemoteFailure } from "./remote-failure.ts";

export interface DeleteBranchRequest {
  /** The repository to push from; its configuration is only Drover's. */
  readonly from: string;
  /** URL or absolute path. */
  readonly to: string;
  /** Short name there. */
  readonly branch: string;
  /** What it has to name, or it stays. */
  readonly expected: ObjectId;
}

export type DeleteBranchOutcome =
  | { readonly kind: "deleted" }
  /** It names something else by now, or the other side does not want it gone. */
  | { readonly kind: "refused"; readonly reason: string }
  | RemoteFailure;

/** Takes a branch away from another repository, if it is where it is expected. What it named has to be safe before. */
export async function deleteRemoteBranch(git: Git, request: DeleteBranchRequest): Promise<DeleteBranchOutcome> {
  const { from, to, branch, expected } = request;
  const ref = branchRef(branch);
  const lease = `--force-with-lease=${ref}:${objectId(expected)}`;
  const args = ["push", "--porcelain", "--no-verify", lease, "--end-of-options", to, `:${ref}`];
  const outcome = await git.run(args, { cwd: from, okCodes: [0, 1], expect: REMOTE_REASONS });
  if (outcome.reason !== undefined) return remoteFailure(outcome.reason, outcome.stderr);
  if (outcome.exitCode === 0) return { kind: "deleted" };
  const line = outcome.stdout
    .toString()
    .split("\n")
    .find((one) => one.startsWith("!"));
  return { kind: "refused", reason: /\((.+)\)$/.exec(line ?? "")?.[1] ?? lastWords(outcome.stderr) };
}
