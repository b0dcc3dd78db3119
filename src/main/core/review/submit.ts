import type { FailureOf, OutputOf, ParsedInputOf } from "../../../shared/contract/contract.ts";
import type { Caller } from "../../../shared/contract/handlers.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import { type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Review } from "../../../shared/model/review.ts";
import type { RecordTable } from "../platform/store/record-store.ts";
import { draftsOf, giveVerdict, reviewId } from "./decide.ts";
import { mayReview } from "./may-review.ts";
import type { ReviewDeps } from "./ports.ts";
import { reviewText } from "./result-text.ts";
import type { Found } from "./subject.ts";

type Submitted = Result<OutputOf<"review.submit">, FailureOf<"review.submit">>;
type Input = Pick<ParsedInputOf<"review.submit">, "verdict" | "tip" | "note" | "first">;

/** Gives a verdict with all drafts of the caller: in one step with what it makes of the submission, so that no crash comes between. */
export async function submitReview(
  deps: ReviewDeps & { readonly table: RecordTable<Review> },
  found: Found,
  { verdict, tip: seen, note = "", first: isFirst, caller }: Input & { readonly caller: Caller },
): Promise<Submitted> {
  const { table, store, submissions } = deps;
  const { subject } = found;
  const { project, item, agent, submission } = subject;
  const allowed = verdict === "commented" ? ok() : mayReview(caller, subject, deps);
  if (!allowed.ok) return allowed;
  const tip = seen ?? subject.tip;
  if (submission === undefined && verdict !== "commented") {
    return fail(
      "wrong-transition",
      `${agent} is still at work on ${item}: there is nothing to approve or send back yet.`,
      {
        remedy: `Tell the comments instead: \`drover review tell ${agent}\`.`,
      },
    );
  }
  const rest = `drover review show ${submission?.id ?? item} --comments`;
  let letter: Parameters<ReviewDeps["tell"]>[0] | undefined;
  const done = await store.commit<OutputOf<"review.submit">, FailureOf<"review.submit">>(() => {
    const drafts = draftsOf(table.get(reviewId(subject)), caller.identity);
    if (drafts.length === 0 && note.trim() === "" && verdict !== "approved") {
      return fail("nothing-said", "There is no comment and no summary: its author would not know what to do.", {
        remedy: "Comment on what should change, or say it in the summary.",
      });
    }
    const text = reviewText({ by: caller.identity, verdict, tip, note, comments: drafts, rest });
    const events: NewEvent[] = [];
    if (submission !== undefined && verdict !== "commented") {
      const by = caller.identity;
      const planned = submissions.planReview(submission.id, { verdict, tip, by, note, isFirst, reason: text });
      if (!planned.ok) return planned;
      events.push(...planned.value);
    }
    const comments = drafts.map(({ id }) => id);
    const given = { verdict, tip, note, comments, ...(submission === undefined ? {} : { submission: submission.id }) };
    events.push(giveVerdict({ project, item }, given, caller.identity));
    if (verdict === "commented" || (verdict === "approved" && (comments.length > 0 || note.trim() !== ""))) {
      letter = { from: caller.identity, to: agent, subject: `Review of ${item}`, body: text };
    }
    return ok({
      events,
      result() {
        const last = table.get(reviewId(subject))?.verdicts.at(-1);
        if (last === undefined) throw new Error(`The verdict on ${item} vanished between its event and its answer.`);
        const now = submission === undefined ? undefined : submissions.get(submission.id);
        return { verdict: last, told: comments.length, ...(now === undefined ? {} : { submission: now }) };
      },
    });
  });
  if (!done.ok) return done;
  if (letter !== undefined && letter.to !== caller.identity) await deps.tell(letter);
  if (submission !== undefined && verdict !== "commented") await submissions.wake(project);
  return done;
}
