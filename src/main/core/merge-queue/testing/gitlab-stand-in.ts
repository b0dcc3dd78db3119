import {
  type StandInAnswer,
  type StandInCall,
  type StandInPull,
  type StandInState,
  commitOf,
  conflicts,
  git,
  headOf,
  isBehind,
  lacksReview,
  mergePull,
  openPull,
  serveStandIn,
  standingReviews,
} from "./forge-stand-in.ts";

const PROJECT = "projects/acme%2Ftools%2Fshop";
const NOT_FOUND: StandInAnswer = { status: 404, body: { message: "404 Not found" } };

function answer(state: StandInState, call: StandInCall): StandInAnswer {
  const { method, url, body } = call;
  const path = url.pathname.slice(1);
  if (path === "version") return { json: { version: "17.5.0", revision: "abc" } };
  if (!path.startsWith(PROJECT)) return NOT_FOUND;
  const rest = path.slice(PROJECT.length + 1);
  const text = (key: string) => (typeof body[key] === "string" ? body[key] : undefined);
  if (rest === "merge_requests" && method === "GET") {
    const iids = url.searchParams.getAll("iids[]").map(Number);
    const branch = url.searchParams.get("source_branch");
    const isAll = url.searchParams.get("state") === "all";
    const shown = state.pulls.filter(
      (one) =>
        (isAll || one.state === "open") &&
        (branch === null || one.branch === branch) &&
        (iids.length === 0 || iids.includes(one.number)),
    );
    return { json: shown.map((one) => listed(state, one)) };
  }
  if (rest === "merge_requests") {
    const branch = text("source_branch") ?? "";
    const target = text("target_branch") ?? "";
    const made = openPull(state, { branch, target, title: text("title") ?? "", body: text("description") ?? "" });
    if (made === "exists") {
      const message = ["Another open merge request already exists for this source branch: !1"];
      return { status: 409, body: { message } };
    }
    return made === "no-branch" ? NOT_FOUND : { json: listed(state, made) };
  }
  const trace = /^jobs\/(\d+)\/trace$/.exec(rest)?.[1];
  if (trace !== undefined) return { text: jobs(state)[Number(trace) - 1]?.log ?? "" };
  if (/^pipelines\/\d+\/jobs$/.test(rest)) return { json: failedJobs(state, Number(rest.split("/")[1])) };
  if (rest.startsWith("repository/branches/")) {
    git(state, "update-ref", "-d", `refs/heads/${decodeURIComponent(rest.split("/")[2] ?? "")}`);
    return { text: "" };
  }
  const [, iid, act] = /^merge_requests\/(\d+)(?:\/(\w+))?$/.exec(rest) ?? [];
  const pull = state.pulls.find((one) => String(one.number) === iid);
  if (pull === undefined) return NOT_FOUND;
  switch (act) {
    case "merge":
      return merge(state, pull, text("sha") ?? "");
    case "notes":
      pull.comments.push(text("body") ?? "");
      return { json: {} };
    case "reviewers":
      return {
        json: standingReviews(pull).map(({ by, verdict }) => ({
          user: { username: by },
          state: verdict === "changes" ? "requested_changes" : "approved",
        })),
      };
    case "versions":
      return {
        json: pull.versions.toReversed().map(({ sha, at }) => ({ head_commit_sha: sha, created_at: iso(at) })),
      };
    case "discussions":
      return { json: pull.reviews.flatMap((review) => discussionsOf(review)) };
    default:
  }
  if (method === "PUT") {
    pull.body = text("description") ?? pull.body;
    pull.target = text("target_branch") ?? pull.target;
    if (text("state_event") === "close") pull.state = "closed";
  }
  return { json: { ...listed(state, pull), head_pipeline: pipelineOf(state, pull) } };
}

function discussionsOf({ by, text, at, comments }: StandInPull["reviews"][number]) {
  const note = { author: { username: by }, created_at: iso(at), resolvable: true, resolved: false };
  return [
    { notes: [{ ...note, body: text }] },
    ...comments.map((one) => ({
      notes: [{ ...note, body: one.text, position: { new_path: one.path, new_line: one.line } }],
    })),
    { notes: [{ ...note, body: "requested changes", resolvable: false }] },
  ];
}

function merge(state: StandInState, pull: StandInPull, sha: string): StandInAnswer {
  if (sha !== headOf(pull)) return { status: 409, body: { message: "SHA does not match HEAD of source branch" } };
  if (pull.state !== "open" || mergeStatus(state, pull) !== "mergeable") {
    return { status: 405, body: { message: "405 Method Not Allowed" } };
  }
  mergePull(state, pull, state.rules.methods?.[0] ?? "merge");
  return { json: listed(state, pull) };
}

function listed(state: StandInState, pull: StandInPull) {
  const isMerged = pull.state === "merged";
  const isSquashed = state.rules.methods?.[0] === "squash";
  return {
    iid: pull.number,
    web_url: `https://gitlab.com/acme/tools/shop/-/merge_requests/${pull.number}`,
    state: pull.state === "open" ? "opened" : pull.state,
    title: pull.title,
    description: pull.body,
    source_branch: pull.branch,
    target_branch: pull.target,
    sha: headOf(pull),
    merge_commit_sha: isMerged && !isSquashed ? pull.merged : null,
    squash_commit_sha: isMerged && isSquashed ? pull.merged : null,
    draft: false,
    merge_status: conflicts(state, pull) ? "cannot_be_merged" : "can_be_merged",
    detailed_merge_status: pull.state === "open" ? mergeStatus(state, pull) : "not_open",
    reviewers: standingReviews(pull).map(({ by }) => ({ username: by })),
  };
}

function mergeStatus(state: StandInState, pull: StandInPull): string {
  if (commitOf(state, pull.branch) === undefined) return "broken_status";
  if (conflicts(state, pull)) return "conflict";
  if (standingReviews(pull).some(({ verdict }) => verdict === "changes")) return "requested_changes";
  if (lacksReview(state, pull)) return "not_approved";
  const pipeline = pipelineOf(state, pull);
  if (pipeline?.status === "running") return "ci_still_running";
  return state.rules.upToDate === true && isBehind(state, pull) ? "need_rebase" : "mergeable";
}

function pipelineOf(state: StandInState, pull: StandInPull) {
  const checks = state.checks[headOf(pull)] ?? [];
  if (checks.length === 0) return null;
  const has = (wanted: string) => checks.some((one) => one.state === wanted && one.required !== false);
  const status = has("failure") ? "failed" : has("pending") ? "running" : has("cancelled") ? "canceled" : "success";
  const id = Object.keys(state.checks).indexOf(headOf(pull)) + 1;
  return {
    id,
    sha: headOf(pull),
    ref: pull.branch,
    status,
    web_url: `https://gitlab.com/acme/tools/shop/-/pipelines/${id}`,
  };
}

function jobs(state: StandInState) {
  return Object.values(state.checks).flat();
}

function failedJobs(state: StandInState, pipeline: number) {
  const checks = Object.values(state.checks)[pipeline - 1] ?? [];
  return checks
    .filter((one) => one.state === "failure")
    .map((one) => ({
      id: jobs(state).indexOf(one) + 1,
      name: one.name,
      stage: "test",
      status: "failed",
      allow_failure: one.required === false,
      failure_reason: "script_failure",
      web_url: `https://gitlab.com/acme/tools/shop/-/jobs/${jobs(state).indexOf(one) + 1}`,
    }));
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

serveStandIn(answer);
