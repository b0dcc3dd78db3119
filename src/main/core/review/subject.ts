import { type IdentityPath, projectOf } from "../../../shared/model/identity.ts";
import { type Result, err, fail, ok } from "../../../shared/model/result.ts";
import type { ReviewSubject } from "../../../shared/contract/review.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import { mergeBase } from "../platform/git/ancestry.ts";
import { readLog } from "../platform/git/log.ts";
import { resolveCommit } from "../platform/git/resolve.ts";
import type { ReviewDeps, ReviewPlace, SubjectFailure } from "./ports.ts";

/** What is looked at, and the repository that has it. */
export interface Found {
  readonly subject: ReviewSubject;
  readonly repository: string;
}

export interface Wanted {
  readonly of: string;
  readonly project?: string | undefined;
  /** Whose names of agents count first. */
  readonly caller: IdentityPath;
}

/** Of landed work whose own commits are gone, that many are looked through for where it began. */
const LANDED_COMMITS = 500;

export type FindSubject = (wanted: Wanted) => Promise<Result<Found, SubjectFailure>>;

/** Finds what a reference means: a submission, an agent's branch at work, or the work on an item. */
export function createSubjects(deps: ReviewDeps): FindSubject {
  const { git, submissions } = deps;

  async function ofSubmission(submission: Submission): Promise<Result<Found, SubjectFailure>> {
    const place = deps.placeOf(submission.project);
    if (place === undefined) return noSuch(submission.id);
    const range = await rangeOf(submission, place);
    if (range === undefined) {
      return fail(
        "commit-not-found",
        `The commits of ${submission.id} are not in the vault of ${submission.project} any more.`,
        {
          remedy: `Check it with \`drover doctor\`.`,
        },
      );
    }
    const { project, item, agent, state } = submission;
    const newest = submissions.ofItem(item).findLast((one) => one.project === project);
    return ok({
      repository: place.vault,
      subject: {
        project,
        item,
        agent,
        submission,
        ...range,
        isOpen: submissions.isUnderWay(submission) && state !== "landing",
        isRequired: deps.isRequired(project),
        ...(newest === undefined || newest.id === submission.id ? {} : { newer: newest.id }),
      },
    });
  }

  /** As submitted; of landed work whose submitted commits are gone, what has landed of it. */
  async function rangeOf({ base, tip, landed, landedFrom, onto }: Submission, { vault }: ReviewPlace) {
    const [isBase, isTip] = await Promise.all([resolveCommit(git, vault, base), resolveCommit(git, vault, tip)]);
    if (isBase !== undefined && isTip !== undefined) return { base, tip };
    if (landed === undefined || (await resolveCommit(git, vault, landed)) === undefined) return undefined;
    const from = landedFrom ?? onto;
    if (from !== undefined && (await resolveCommit(git, vault, from)) !== undefined) return { base: from, tip: landed };
    const [parent] = (await readLog(git, vault, { from: landed, limit: LANDED_COMMITS })).at(0)?.parents ?? [];
    return parent === undefined ? undefined : { base: parent, tip: landed };
  }

  async function ofBranch(agent: IdentityPath, project: string | undefined): Promise<Result<Found, SubjectFailure>> {
    const hook = deps.hookOf(agent);
    const at =
      hook === undefined || project === undefined || project === hook.project
        ? hook
        : hook.also.find((one) => one.project === project);
    const inProject = project ?? hook?.project;
    const place = inProject === undefined ? undefined : deps.placeOf(inProject);
    if (hook?.item === undefined || at === undefined || at.branch === "" || inProject === undefined || !place) {
      return fail(
        "review-not-found",
        `${agent} has no branch to look at${project === undefined ? "" : ` in ${project}`}.`,
        {
          remedy: "See who is at work: `drover agent list`.",
        },
      );
    }
    const { clone, vault, targetRef } = place;
    const tip = await resolveCommit(git, clone, `refs/heads/${at.branch}`);
    const target = await resolveCommit(git, vault, targetRef);
    const base = tip === undefined || target === undefined ? undefined : await mergeBase(git, clone, [tip, target]);
    if (tip === undefined || base === undefined) {
      return fail(
        "commit-not-found",
        `The branch ${at.branch} of ${agent} is not in ${inProject}, or has nothing in common with its target.`,
      );
    }
    return ok({
      repository: clone,
      subject: {
        project: inProject,
        item: hook.item,
        agent,
        branch: at.branch,
        base,
        tip,
        isOpen: false,
        isRequired: deps.isRequired(inProject),
      },
    });
  }

  async function ofItem(item: string, project: string | undefined): Promise<Result<Found, SubjectFailure>> {
    const all = submissions.ofItem(item).filter((one) => project === undefined || one.project === project);
    const newest = all.filter((one, at) => !all.slice(at + 1).some((later) => later.project === one.project));
    const [only, other] = newest;
    if (only !== undefined && other !== undefined) {
      return fail(
        "review-ambiguous",
        `${item} was submitted in several projects: ${newest.map((one) => one.project).join(", ")}.`,
        {
          remedy: "Say which with --project.",
        },
      );
    }
    // What came back and is worked on again is looked at where it is now.
    const holder = deps.holderOf(item);
    const isAtWork = only === undefined || (only.state === "sent-back" && deps.hookOf(only.agent)?.item === item);
    if (isAtWork && holder !== undefined) {
      const branch = await ofBranch(holder, project);
      if (branch.ok || only === undefined) return branch;
    }
    if (only !== undefined) return await ofSubmission(only);
    return fail("review-not-found", `Nobody works on ${item}, and nothing of it was submitted.`);
  }

  return async ({ of, project, caller }) => {
    const exact = submissions.get(of);
    if (exact !== undefined) return await ofSubmission(exact);
    if (of.startsWith("sub-")) {
      const [only, other] = [...submissions.values()].filter(({ id }) => id.startsWith(of));
      if (only !== undefined && other === undefined) return await ofSubmission(only);
      return other === undefined ? noSuch(of) : ambiguous(of);
    }
    const item = deps.resolveItem(of);
    if (item.ok) return await ofItem(item.value, project);
    const agent = deps.resolveAgent(of, project ?? projectOf(caller));
    if (agent.ok) return await ofBranch(agent.value.path, project);
    if (item.error.code === "item-ambiguous" || agent.error.code === "agent-ambiguous") return ambiguous(of);
    return noSuch(of);
  };
}

function noSuch(of: string): { readonly ok: false; readonly error: SubjectFailure } {
  return err({
    code: "review-not-found",
    message: `${JSON.stringify(of)} is no submission, no agent and no item here.`,
    remedy: "See what can be looked at: `drover review list --all`.",
  });
}

function ambiguous(of: string): { readonly ok: false; readonly error: SubjectFailure } {
  return err({
    code: "review-ambiguous",
    message: `${JSON.stringify(of)} may mean several.`,
    remedy: "Give the whole id.",
  });
}
