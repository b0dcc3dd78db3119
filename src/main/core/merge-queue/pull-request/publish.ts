import { type Result, ok } from "../../../../shared/model/result.ts";
import type { PullRequestFacts, Submission } from "../../../../shared/model/submission.ts";
import type { Clock } from "../../base/clock.ts";
import type { Git } from "../../platform/git/git.ts";
import { remoteCommit } from "../../platform/git/ls-remote.ts";
import { pushCommits } from "../../platform/git/push.ts";
import { resolveCommit } from "../../platform/git/resolve.ts";
import type { ForgePulls, ForgeTrouble, OpenPull, Publication, PublishRequest } from "./pull-request.ts";
import type { FindForge } from "./find-forge.ts";
import { type PullItem, pullBody, pullTitle, withOwnPart } from "./pull-request-text.ts";

export interface PublishDeps {
  readonly git: Git;
  readonly clock: Clock;
  readonly findForge: FindForge;
  placeOf(project: string): { readonly vault: string; readonly origin: string };
  /** Short name of the branch it is to land on. */
  targetOf(one: Submission): string;
  itemOf(id: string): PullItem;
}

/** The branch of the origin that is an item's. */
export function branchOf({ item }: Pick<Submission, "item">): string {
  return `drover/${item}`;
}

export async function publish(deps: PublishDeps, request: PublishRequest): Promise<Publication> {
  const { submission, commit } = request;
  const forge = await deps.findForge(submission.project);
  if (!forge.ok) return waitsBy(forge.error);
  const branch = branchOf(submission);
  const pushed = await push(deps, submission, commit);
  if (pushed !== undefined) return pushed;
  const pull = await present(deps, forge.value, request);
  if (!pull.ok) return waitsBy(pull.error);
  const { number, url } = pull.value;
  const before = submission.pullRequest;
  const isSame = before?.commit === commit && before.number === number;
  const pullRequest: PullRequestFacts = {
    number,
    url,
    head: branch,
    commit,
    pushedAt: isSame ? before.pushedAt : deps.clock.now(),
    checks: "pending",
  };
  return { kind: "published", pullRequest };
}

/** Undefined when the branch is there. Whatever others put on it stays. */
async function push(deps: PublishDeps, one: Submission, commit: string): Promise<Publication | undefined> {
  const { vault, origin } = deps.placeOf(one.project);
  const branch = branchOf(one);
  const ref = `refs/heads/${branch}`;
  const seen = await remoteCommit(deps.git, { cwd: vault, url: origin, ref });
  if (seen.kind !== "seen") {
    return { kind: "waits", waitsFor: "room", reason: `${origin} could not be asked for ${branch}: ${seen.reason}` };
  }
  const { commit: there } = seen;
  if (there === commit) return undefined;
  // Everything that Drover ever pushed is in the vault. What is not there was made by somebody else.
  if (there !== undefined && (await resolveCommit(deps.git, vault, there)) === undefined) {
    const reason = `Somebody else pushed to ${branch}, so that Drover leaves it alone. Merge its pull request there, or delete the branch and retry.`;
    return { kind: "waits", waitsFor: "user", reason };
  }
  const update = { commit, ref, expected: there, isOwn: true };
  const pushed = await pushCommits(deps.git, { from: vault, to: origin, updates: [update] });
  switch (pushed.kind) {
    case "pushed":
      return undefined;
    case "moved":
      return { kind: "waits", waitsFor: "room", reason: `${branch} was moved by somebody else just now.` };
    case "refused":
      return { kind: "waits", waitsFor: "user", reason: `The origin does not take ${branch}: ${pushed.reason}` };
    case "auth":
      return {
        kind: "waits",
        waitsFor: "user",
        reason: `${origin} wants credentials that git did not find: ${pushed.reason}`,
      };
    case "unreachable":
    case "not-found":
      return { kind: "waits", waitsFor: "room", reason: `${origin} could not be pushed to: ${pushed.reason}` };
  }
}

/** The pull request of its branch: the one that is open, brought up to date, or a new one. */
async function present(
  deps: PublishDeps,
  forge: ForgePulls,
  { submission, gates }: PublishRequest,
): Promise<Result<OpenPull, ForgeTrouble>> {
  const branch = branchOf(submission);
  const target = deps.targetOf(submission);
  const item = deps.itemOf(submission.item);
  const own = pullBody(item, submission, gates);
  const open = await forge.findOpen(branch);
  if (!open.ok) return open;
  const { value: there } = open;
  if (there === undefined) return forge.open({ branch, target, title: pullTitle(item), body: own });
  const body = withOwnPart(there.body, own);
  const change = {
    ...(body === there.body ? {} : { body }),
    ...(target === there.target ? {} : { target }),
  };
  if (Object.keys(change).length === 0) return ok(there);
  const edited = await forge.edit(there.number, change);
  return edited.ok ? ok(there) : edited;
}

/** A network comes back and a limit passes by themselves; tools, accounts and refusals are the user's. */
function waitsBy({ code, message, remedy }: ForgeTrouble): Publication {
  const reason = remedy === undefined ? message : `${message}\n${remedy}`;
  return { kind: "waits", waitsFor: code === "forge-busy" ? "room" : "user", reason };
}
