import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import { fail, ok } from "../../../shared/model/result.ts";
import type { Review, ReviewComment } from "../../../shared/model/review.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import { shortId } from "../base/short-id.ts";
import { placeComment, placedComments } from "./comments.ts";
import { addComment, draftsOf, editComment, removeComment, reviewId, reviewKind } from "./decide.ts";
import { rememberChanges } from "./changed-files.ts";
import { type LookDeps, showContent, showDiff, showFiles } from "./look.ts";
import type { ReviewDeps } from "./ports.ts";
import { createSubjects } from "./subject.ts";
import { submitReview } from "./submit.ts";

export { reviewKind } from "./decide.ts";
export { describeReviewEvent } from "./describe.ts";
export type { ReviewDeps } from "./ports.ts";

export interface ReviewService {
  readonly handlers: SomeHandlers<
    | "review.files"
    | "review.diff"
    | "review.content"
    | "review.comment.list"
    | "review.comment.add"
    | "review.comment.edit"
    | "review.comment.remove"
    | "review.submit"
    | "review.list"
  >;
}

/** What others made is looked at, remarked on, approved or sent back. */
export function createReviews(deps: ReviewDeps): ReviewService {
  const { store, submissions } = deps;
  const look: LookDeps = { git: deps.git, changes: rememberChanges(deps.git) };
  const table = store.table(reviewKind);
  const find = createSubjects(deps);
  const holding = (comment: string): Review | undefined =>
    [...table.values()].find(({ comments }) => comments.some(({ id }) => id === comment));

  function present(record: Review | undefined, id: string): ReviewComment {
    const found = record?.comments.find((one) => one.id === id);
    if (found === undefined) throw new Error(`The comment ${id} vanished between its event and its answer.`);
    return found;
  }

  /** Waits for a verdict on the tip it has now. */
  function waits(one: Submission): boolean {
    const isGiven = one.review?.verdict === "approved" && one.review.tip === one.tip;
    return submissions.isUnderWay(one) && one.state !== "landing" && !isGiven;
  }

  return {
    handlers: {
      "review.files": async (input, caller) => {
        const found = await find({ ...input, caller: caller.identity });
        return found.ok ? await showFiles(look, found.value, input) : found;
      },
      "review.diff": async (input, caller) => {
        const found = await find({ ...input, caller: caller.identity });
        return found.ok ? await showDiff(look, found.value, input) : found;
      },
      "review.content": async (input, caller) => {
        const found = await find({ ...input, caller: caller.identity });
        return found.ok ? await showContent(look.git, found.value, input) : found;
      },
      "review.comment.list": async (input, caller) => {
        const found = await find({ ...input, caller: caller.identity });
        if (!found.ok) return found;
        const { subject } = found.value;
        const record = table.get(reviewId(subject));
        const comments = await placedComments(look, found.value, { record, reader: caller.identity });
        return ok({ subject, comments, verdicts: [...(record?.verdicts ?? [])] });
      },
      "review.comment.add": async (input, caller) => {
        const found = await find({ ...input, caller: caller.identity });
        if (!found.ok) return found;
        const placed = await placeComment(look, found.value, input);
        if (!placed.ok) return placed;
        const { project, item } = found.value.subject;
        const key = reviewId({ project, item });
        return await store.commit(() => {
          const id = shortId("rc", (taken) => holding(taken) !== undefined, 6);
          const comment = { id, text: input.text, ...placed.value, by: caller.identity };
          const events = addComment(table.get(key), { project, item }, comment);
          return events.ok ? ok({ events: events.value, result: () => present(table.get(key), id) }) : events;
        });
      },
      "review.comment.edit": async ({ comment: id, text }, caller) =>
        store.commit(() => {
          const record = holding(id);
          const events = editComment(record, { id, text, by: caller.identity });
          if (!events.ok) return events;
          return ok({ events: events.value, result: () => present(holding(id), id) });
        }),
      "review.comment.remove": async ({ comment: id }, caller) =>
        store.commit(() => {
          const record = holding(id);
          const events = removeComment(record, { id, by: caller.identity });
          if (!events.ok) return events;
          return ok({ events: events.value, result: () => present(record, id) });
        }),
      "review.submit": async (input, caller) => {
        const found = await find({ ...input, caller: caller.identity });
        return found.ok ? await submitReview({ ...deps, table }, found.value, { ...input, caller }) : found;
      },
      "review.list": async ({ project, all = false }, caller) => {
        if (project !== undefined && deps.placeOf(project) === undefined) {
          return fail("project-not-found", `There is no project ${JSON.stringify(project)}.`, {
            remedy: "List them with `drover project list`.",
          });
        }
        const shown = [...submissions.values()].filter(
          (one) =>
            (project === undefined || one.project === project) && waits(one) && (all || deps.isRequired(one.project)),
        );
        return ok({
          waiting: shown
            .toSorted((a, b) => a.submittedAt - b.submittedAt)
            .map((submission) => ({
              submission,
              isRequired: deps.isRequired(submission.project),
              drafts: draftsOf(table.get(reviewId(submission)), caller.identity).length,
            })),
        });
      },
    },
  };
}
