import { z } from "zod";
import type { Merging, Objection, PullCheck, PullState } from "./pull-request.ts";

/** GitHub gives a hundred at once; a commit with more checks is judged by the sum that it tells of all. */
const CHECKS = 100;
const REVIEWS = 20;
const COMMENTS = 50;

/** One question for all of them: each number becomes a field `p12`. */
export function lookQuestion(numbers: readonly number[], tellsRequired: boolean): string {
  const fields = numbers.map((number) => {
    const required = tellsRequired ? `isRequired(pullRequestNumber: ${number})` : "";
    return `p${number}: pullRequest(number: ${number}) {
      number state isDraft headRefOid mergeable mergeStateStatus reviewDecision mergeCommit { oid }
      latestOpinionatedReviews(first: ${REVIEWS}) { nodes {
        state body author { login } commit { oid } comments(first: ${COMMENTS}) { nodes { path line body } } } }
      commits(last: 1) { nodes { commit { oid statusCheckRollup { state contexts(first: ${CHECKS}) { pageInfo { hasNextPage } nodes {
        __typename
        ... on CheckRun { databaseId name status conclusion detailsUrl title summary ${required}
          checkSuite { workflowRun { workflow { name } } } }
        ... on StatusContext { context state targetUrl description ${required} } } } } } } } }`;
  });
  return `query ($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${fields.join("\n")} } }`;
}

const text = z.string().nullish();
const author = z.looseObject({ login: z.string() }).nullish();
const context = z.looseObject({
  __typename: z.string(),
  databaseId: z.int().nullish(),
  name: text,
  status: text,
  conclusion: text,
  detailsUrl: text,
  title: text,
  summary: text,
  checkSuite: z
    .looseObject({ workflowRun: z.looseObject({ workflow: z.looseObject({ name: z.string() }).nullish() }).nullish() })
    .nullish(),
  context: text,
  state: text,
  targetUrl: text,
  description: text,
  isRequired: z.boolean().nullish(),
});
const rollup = z.looseObject({
  state: z.string(),
  contexts: z.looseObject({
    pageInfo: z.looseObject({ hasNextPage: z.boolean() }),
    nodes: z.array(context.nullable()),
  }),
});
const pull = z.looseObject({
  number: z.int(),
  state: z.enum(["OPEN", "MERGED", "CLOSED"]),
  isDraft: z.boolean(),
  headRefOid: z.string(),
  mergeable: z.string(),
  mergeStateStatus: z.string(),
  reviewDecision: text,
  mergeCommit: z.looseObject({ oid: z.string() }).nullish(),
  latestOpinionatedReviews: z
    .looseObject({
      nodes: z.array(
        z
          .looseObject({
            state: z.string(),
            body: z.string(),
            author,
            commit: z.looseObject({ oid: z.string() }).nullish(),
            comments: z.looseObject({
              nodes: z.array(z.looseObject({ path: z.string(), line: z.int().nullish(), body: z.string() }).nullable()),
            }),
          })
          .nullable(),
      ),
    })
    .nullish(),
  commits: z.looseObject({
    nodes: z.array(z.looseObject({ commit: z.looseObject({ oid: z.string(), statusCheckRollup: rollup.nullish() }) })),
  }),
});
type Pull = z.output<typeof pull>;

export const lookAnswer = z.looseObject({
  data: z.looseObject({ repository: z.record(z.string(), pull.nullable()) }),
});

export function stateOf(one: Pull): PullState {
  const last = one.commits.nodes[0]?.commit;
  // The checks of an older head say nothing of this one.
  const told = last?.oid === one.headRefOid ? last.statusCheckRollup : undefined;
  return {
    number: one.number,
    state: one.state === "OPEN" ? "open" : one.state === "MERGED" ? "merged" : "closed",
    head: one.headRefOid,
    merged: one.mergeCommit?.oid,
    checks: told === undefined || told === null ? [] : checksOf(told),
    objections: objectionsOf(one),
    merging: mergingOf(one),
  };
}

function checksOf({ state, contexts }: z.output<typeof rollup>): readonly PullCheck[] {
  const seen = contexts.nodes.flatMap((one) => (one === null ? [] : checkOf(one)));
  if (!contexts.pageInfo.hasNextPage) return seen;
  const others = { isRequired: undefined, url: undefined, summary: "", job: undefined };
  return [...seen, { ...others, name: "all checks together", state: stateOfStatus(state) }];
}

/** How a run that has ended ended; whatever is not here is green (success, neutral, skipped). */
const CONCLUSIONS: Readonly<Record<string, PullCheck["state"]>> = {
  FAILURE: "red",
  TIMED_OUT: "red",
  STARTUP_FAILURE: "red",
  CANCELLED: "stalled",
  ACTION_REQUIRED: "stalled",
  STALE: "stalled",
};

function checkOf(one: z.output<typeof context>): PullCheck {
  const isRequired = one.isRequired ?? undefined;
  if (one.__typename === "StatusContext") {
    return {
      name: one.context ?? "a status",
      state: stateOfStatus(one.state ?? ""),
      isRequired,
      url: one.targetUrl ?? undefined,
      summary: one.description ?? "",
      job: undefined,
    };
  }
  const workflow = one.checkSuite?.workflowRun?.workflow?.name;
  const name = one.name ?? "a check";
  return {
    name: workflow === undefined ? name : `${workflow} / ${name}`,
    state: one.status === "COMPLETED" ? (CONCLUSIONS[one.conclusion ?? ""] ?? "green") : "pending",
    isRequired,
    url: one.detailsUrl ?? undefined,
    summary: [one.title, one.summary].filter((part) => part !== undefined && part !== null && part !== "").join("\n"),
    // Only jobs of Actions keep a log that can be asked for by that number.
    job: workflow === undefined ? undefined : (one.databaseId ?? undefined),
  };
}

function stateOfStatus(state: string): PullCheck["state"] {
  if (state === "SUCCESS") return "green";
  return state === "FAILURE" || state === "ERROR" ? "red" : "pending";
}

function objectionsOf(one: Pull): readonly Objection[] {
  return (one.latestOpinionatedReviews?.nodes ?? []).flatMap((review) => {
    if (review === null || review.state !== "CHANGES_REQUESTED" || review.commit?.oid !== one.headRefOid) return [];
    const comments = review.comments.nodes.flatMap((said) =>
      said === null ? [] : { path: said.path, line: said.line ?? undefined, text: said.body },
    );
    return { by: review.author?.login ?? "somebody", text: review.body, comments };
  });
}

function mergingOf(one: Pull): Merging {
  if (one.isDraft) return { kind: "blocked", reason: "It is a draft; mark it as ready on GitHub." };
  if (one.mergeable === "CONFLICTING" || one.mergeStateStatus === "DIRTY") return { kind: "conflict" };
  switch (one.mergeStateStatus) {
    case "BEHIND":
      return { kind: "behind" };
    case "UNKNOWN":
      return { kind: "unknown" };
    case "BLOCKED":
      return { kind: "blocked", reason: whyBlocked(one) };
    default:
      return { kind: "free" };
  }
}

function whyBlocked({ reviewDecision, latestOpinionatedReviews }: Pull): string {
  if (reviewDecision === "REVIEW_REQUIRED") return "GitHub wants an approving review before it may be merged.";
  if (reviewDecision === "CHANGES_REQUESTED") {
    const who = (latestOpinionatedReviews?.nodes ?? []).flatMap((one) =>
      one?.state === "CHANGES_REQUESTED" ? (one.author?.login ?? []) : [],
    );
    return `It was reworked; ${who.length === 0 ? "whoever asked for changes" : who.join(" and ")} has to look at it again on GitHub.`;
  }
  return "The rules of the branch on GitHub keep it from being merged: a required check has not reported, or a rule is not met.";
}
