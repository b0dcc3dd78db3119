import {
  type StandInAnswer,
  type StandInCall,
  type StandInCheck,
  type StandInPull,
  type StandInState,
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

const REPOSITORY = "repos/acme/shop";

function answer(state: StandInState, call: StandInCall): StandInAnswer {
  const { method, url, body } = call;
  const path = url.pathname.slice(1);
  const text = (key: string) => (typeof body[key] === "string" ? body[key] : undefined);
  if (path === "graphql") return graphql(state, text("query") ?? "");
  if (!path.startsWith(REPOSITORY)) return { status: 404, body: { message: "Not Found" } };
  const rest = path.slice(REPOSITORY.length + 1);
  if (rest === "") {
    const methods = state.rules.methods ?? ["merge", "rebase", "squash"];
    return {
      json: {
        full_name: "acme/shop",
        allow_merge_commit: methods.includes("merge"),
        allow_rebase_merge: methods.includes("rebase"),
        allow_squash_merge: methods.includes("squash"),
      },
    };
  }
  if (rest === "pulls" && method === "GET") {
    const head = (url.searchParams.get("head") ?? "").split(":")[1];
    return { json: state.pulls.filter((one) => one.state === "open" && one.branch === head).map(restPull) };
  }
  if (rest === "pulls") {
    const branch = text("head") ?? "";
    const wanted = { branch, target: text("base") ?? "", title: text("title") ?? "", body: text("body") ?? "" };
    const made = openPull(state, wanted);
    if (made === "exists") return invalid(`A pull request already exists for acme:${branch}.`);
    return made === "no-branch" ? invalid("head is invalid") : { json: restPull(made) };
  }
  if (rest.startsWith("git/refs/heads/")) {
    git(state, "update-ref", "-d", `refs/heads/${rest.slice("git/refs/heads/".length)}`);
    return { text: "" };
  }
  const job = /^actions\/jobs\/(\d+)\/logs$/.exec(rest)?.[1];
  if (job !== undefined) {
    const log = Object.values(state.checks).flat()[Number(job) - 1]?.log;
    return log === undefined ? { status: 404, body: { message: "Not Found" } } : { text: log };
  }
  const [, kind, number, act] = /^(pulls|issues)\/(\d+)(?:\/(\w+))?$/.exec(rest) ?? [];
  const pull = state.pulls.find((one) => String(one.number) === number);
  if (pull === undefined || kind === undefined) return { status: 404, body: { message: "Not Found" } };
  if (act === "comments") {
    pull.comments.push(text("body") ?? "");
    return { json: {} };
  }
  if (act === "merge") return merge(state, pull, { sha: text("sha") ?? "", method: text("merge_method") ?? "" });
  pull.body = text("body") ?? pull.body;
  pull.target = text("base") ?? pull.target;
  if (text("state") === "closed") pull.state = "closed";
  return { json: restPull(pull) };
}

function invalid(message: string): StandInAnswer {
  const errors = [{ resource: "PullRequest", code: "custom", message }];
  return { status: 422, body: { message: "Validation Failed", errors } };
}

function merge(
  state: StandInState,
  pull: StandInPull,
  { sha, method }: { readonly sha: string; readonly method: string },
): StandInAnswer {
  const methods = state.rules.methods ?? ["merge", "rebase", "squash"];
  const way = methods.find((one) => one === method);
  if (pull.state !== "open") return { status: 405, body: { message: "Pull Request is not mergeable" } };
  if (sha !== headOf(pull)) {
    return { status: 409, body: { message: "Head branch was modified. Review and try the merge again." } };
  }
  if (way === undefined) return { status: 405, body: { message: "Merge commits are not allowed on this repository." } };
  if (mergeState(state, pull) === "BLOCKED") {
    return {
      status: 405,
      body: { message: "At least 1 approving review is required by reviewers with write access." },
    };
  }
  return { json: { sha: mergePull(state, pull, way), merged: true, message: "Pull Request successfully merged" } };
}

function restPull(pull: StandInPull) {
  return {
    number: pull.number,
    html_url: `https://github.com/acme/shop/pull/${pull.number}`,
    state: pull.state === "open" ? "open" : "closed",
    title: pull.title,
    body: pull.body === "" ? null : pull.body,
    head: { ref: pull.branch, sha: headOf(pull) },
    base: { ref: pull.target },
    merged_at: pull.merged === undefined ? null : "2026-01-02T03:04:05Z",
    merge_commit_sha: pull.merged ?? null,
  };
}

/** Answers each `pN: pullRequest(number: N)`; one that is not there makes the whole an error, with all others in it. */
function graphql(state: StandInState, query: string): StandInAnswer {
  const numbers = [...query.matchAll(/p\d+: pullRequest\(number: (\d+)\)/g)].map(([, number]) => Number(number));
  const repository = Object.fromEntries(
    numbers.map((number) => {
      const pull = state.pulls.find((one) => one.number === number);
      return [`p${number}`, pull === undefined ? null : graphPull(state, pull)];
    }),
  );
  const missing = numbers.filter((number) => repository[`p${number}`] === null);
  if (missing.length === 0) return { json: { data: { repository } } };
  const errors = missing.map((number) => ({
    type: "NOT_FOUND",
    message: `Could not resolve to a PullRequest with the number of ${number}.`,
  }));
  return { status: 200, body: { data: { repository }, errors } };
}

function graphPull(state: StandInState, pull: StandInPull) {
  const isOpen = pull.state === "open";
  const checks = state.checks[headOf(pull)] ?? [];
  return {
    number: pull.number,
    state: pull.state.toUpperCase(),
    isDraft: false,
    headRefOid: headOf(pull),
    mergeable: isOpen && conflicts(state, pull) ? "CONFLICTING" : "MERGEABLE",
    mergeStateStatus: isOpen ? mergeState(state, pull) : "UNKNOWN",
    reviewDecision: decision(state, pull),
    mergeCommit: pull.merged === undefined ? null : { oid: pull.merged },
    latestOpinionatedReviews: {
      nodes: standingReviews(pull).map((review) => ({
        state: review.verdict === "changes" ? "CHANGES_REQUESTED" : "APPROVED",
        body: review.text,
        author: { login: review.by },
        commit: { oid: review.sha },
        comments: { nodes: review.comments.map(({ path, line, text: body }) => ({ path, line, body })) },
      })),
    },
    commits: {
      nodes: [{ commit: { oid: headOf(pull), statusCheckRollup: checks.length === 0 ? null : rollup(state, checks) } }],
    },
  };
}

function decision(state: StandInState, pull: StandInPull): string | null {
  if (standingReviews(pull).some(({ verdict }) => verdict === "changes")) return "CHANGES_REQUESTED";
  return lacksReview(state, pull) ? "REVIEW_REQUIRED" : null;
}

function mergeState(state: StandInState, pull: StandInPull): string {
  if (conflicts(state, pull)) return "DIRTY";
  const required = (state.checks[headOf(pull)] ?? []).filter(({ required: is }) => is === true);
  if (decision(state, pull) !== null || required.some((one) => one.state !== "success")) return "BLOCKED";
  return state.rules.upToDate === true && isBehind(state, pull) ? "BEHIND" : "CLEAN";
}

function rollup(state: StandInState, checks: readonly StandInCheck[]) {
  const all = Object.values(state.checks).flat();
  return {
    state: checks.every((one) => one.state === "success") ? "SUCCESS" : "PENDING",
    contexts: {
      pageInfo: { hasNextPage: false },
      nodes: checks.map((check) => ({
        __typename: "CheckRun",
        databaseId: all.indexOf(check) + 1,
        name: check.name,
        status: check.state === "pending" ? "IN_PROGRESS" : "COMPLETED",
        conclusion: check.state === "pending" ? null : check.state.toUpperCase(),
        detailsUrl: `https://github.com/acme/shop/actions/runs/1/job/${all.indexOf(check) + 1}`,
        title: null,
        summary: "",
        isRequired: check.required ?? false,
        checkSuite: { workflowRun: { workflow: { name: "CI" } } },
      })),
    },
  };
}

serveStandIn(answer);
