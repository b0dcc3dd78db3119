import { z } from "zod";
import { type Result, ok } from "../../../../shared/model/result.ts";
import type { ForgeTrouble, Merging, Objection, PullCheck } from "./pull-request.ts";
import { type ForgeLine, askForge } from "./ask-forge.ts";

const text = z.string().nullish();
const user = z.looseObject({ username: z.string() });

/** What a merge request says of itself, in the list or by itself; only there is a pipeline. */
export const mergeRequest = z.looseObject({
  iid: z.int(),
  web_url: z.string(),
  state: z.string(),
  description: text,
  target_branch: z.string(),
  sha: text,
  merge_commit_sha: text,
  squash_commit_sha: text,
  draft: z.boolean().optional(),
  merge_status: text,
  /** Since GitLab 15.6. */
  detailed_merge_status: text,
  reviewers: z.array(user).nullish(),
  head_pipeline: z
    .looseObject({ id: z.int(), sha: z.string(), status: z.string(), ref: text, web_url: text })
    .nullish(),
});
export type MergeRequest = z.output<typeof mergeRequest>;

const PIPELINES: Readonly<Record<string, PullCheck["state"]>> = {
  success: "green",
  skipped: "green",
  failed: "red",
  canceled: "stalled",
  canceling: "stalled",
  manual: "stalled",
};

const job = z.looseObject({
  id: z.int(),
  name: z.string(),
  stage: text,
  web_url: text,
  allow_failure: z.boolean().optional(),
  failure_reason: text,
});
const commit = z.looseObject({ parent_ids: z.array(z.string()).nullish() });

/** The pipeline of its newest commit; where it failed, its jobs that may not. */
export async function readChecks(
  line: ForgeLine,
  api: string,
  { head_pipeline: pipeline, sha }: MergeRequest,
): Promise<Result<readonly PullCheck[], ForgeTrouble>> {
  if (pipeline === undefined || pipeline === null) return ok([]);
  if (pipeline.sha !== sha) {
    // Of an older commit, or of what merging this one would make.
    if (pipeline.ref?.endsWith("/merge") !== true) return ok([]);
    const made = await askForge(line, { method: "GET", path: `${api}/repository/commits/${pipeline.sha}` }, commit);
    if (!made.ok) return made;
    if (sha === undefined || sha === null || made.value.parent_ids?.includes(sha) !== true) return ok([]);
  }
  const state = PIPELINES[pipeline.status] ?? "pending";
  const whole: PullCheck = {
    name: "pipeline",
    state,
    isRequired: undefined,
    url: pipeline.web_url ?? undefined,
    summary: `The pipeline is ${pipeline.status}.`,
    job: undefined,
  };
  if (state !== "red") return ok([whole]);
  const path = `${api}/pipelines/${pipeline.id}/jobs?scope%5B%5D=failed&per_page=100`;
  const failed = await askForge(line, { method: "GET", path }, z.array(job));
  if (!failed.ok) return failed;
  const culprits = failed.value
    .filter((one) => one.allow_failure !== true)
    .map((one) => ({
      ...whole,
      name: one.name,
      url: one.web_url ?? whole.url,
      summary: (one.failure_reason ?? "").replaceAll("_", " "),
      job: one.id,
    }));
  return ok(culprits.length === 0 ? [whole] : culprits);
}

const reviewer = z.looseObject({ user, state: z.string() });
const version = z.looseObject({ head_commit_sha: z.string(), created_at: z.string() });
const note = z.looseObject({
  body: z.string(),
  author: user,
  created_at: z.string(),
  resolvable: z.boolean().optional(),
  resolved: z.boolean().optional(),
  position: z.looseObject({ new_path: text, new_line: z.int().nullish() }).nullish(),
});
const discussion = z.looseObject({ notes: z.array(note) });

/** What reviewers who ask for changes said since the newest commit came. */
export async function readObjections(
  line: ForgeLine,
  api: string,
  { iid, sha, reviewers }: MergeRequest,
): Promise<Result<readonly Objection[], ForgeTrouble>> {
  if ((reviewers ?? []).length === 0) return ok([]);
  const path = `${api}/merge_requests/${iid}`;
  const asked = await askForge(line, { method: "GET", path: `${path}/reviewers` }, z.array(reviewer));
  if (!asked.ok) return asked;
  const objectors = asked.value.filter(({ state }) => state === "requested_changes").map((one) => one.user.username);
  if (objectors.length === 0) return ok([]);
  const versions = await askForge(line, { method: "GET", path: `${path}/versions` }, z.array(version));
  if (!versions.ok) return versions;
  const [newest] = versions.value;
  if (newest === undefined || newest.head_commit_sha !== sha) return ok([]);
  const talk = await askForge(line, { method: "GET", path: `${path}/discussions?per_page=100` }, z.array(discussion));
  if (!talk.ok) return talk;
  const since = Date.parse(newest.created_at);
  const said = talk.value
    .flatMap(({ notes }) => notes)
    .filter((one) => one.resolvable === true && one.resolved !== true && Date.parse(one.created_at) >= since);
  return ok(
    objectors.flatMap((by) => {
      const own = said.filter((one) => one.author.username === by);
      // Who objects stays an objector until asked again: without a new word it is about an older commit.
      if (own.length === 0 && versions.value.length > 1) return [];
      return {
        by,
        text: own.flatMap((one) => (one.position === undefined || one.position === null ? one.body : [])).join("\n\n"),
        comments: own.flatMap(({ position, body }) =>
          position?.new_path === undefined || position.new_path === null
            ? []
            : { path: position.new_path, line: position.new_line ?? undefined, text: body },
        ),
      };
    }),
  );
}

/** Statuses that say what people have to do. The rest is told as GitLab calls it. */
const BLOCKED: Readonly<Record<string, string>> = {
  not_approved: "GitLab wants an approval before it may be merged.",
  requested_changes: "It was reworked; whoever asked for changes has to look at it again on GitLab.",
  discussions_not_resolved: "GitLab wants all its threads resolved before it may be merged.",
  draft_status: "It is a draft; mark it as ready on GitLab.",
  ci_must_pass: "GitLab wants a pipeline that has succeeded before it may be merged.",
  merge_request_blocked: "Another merge request on GitLab has to be merged before it.",
};

export function mergingOf({ detailed_merge_status: detailed, merge_status: plain, draft }: MergeRequest): Merging {
  if (draft === true) return { kind: "blocked", reason: BLOCKED["draft_status"] ?? "" };
  const status =
    detailed ?? (plain === "can_be_merged" ? "mergeable" : plain === "cannot_be_merged" ? "conflict" : "unchecked");
  switch (status) {
    case "mergeable":
    case "not_open":
      return { kind: "free" };
    case "conflict":
    case "broken_status":
      return { kind: "conflict" };
    case "need_rebase":
      return { kind: "behind" };
    case "unchecked":
    case "checking":
    case "preparing":
    case "approvals_syncing":
    case "ci_still_running":
      return { kind: "unknown" };
    default:
      return {
        kind: "blocked",
        reason: BLOCKED[status] ?? `GitLab does not let it be merged: ${status.replaceAll("_", " ")}.`,
      };
  }
}
