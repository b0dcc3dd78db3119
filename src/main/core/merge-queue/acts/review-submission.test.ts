import { describe, expect, it } from "vitest";
import type { LedgerEvent, NewEvent } from "../../../../shared/model/event.ts";
import { USER, workerPath } from "../../../../shared/model/identity.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import { submissionKind } from "../decide.ts";
import { type Verdict, isSentBackByReview, reviewSubmission } from "./review-submission.ts";

const TIP = "a".repeat(40);
const BASE = "b".repeat(40);
const one = (more: Partial<Submission> = {}): Submission => ({
  id: "sub-1",
  project: "demo",
  item: "d-1",
  agent: workerPath("demo", "otter"),
  kind: "work",
  tip: TIP,
  base: BASE,
  priority: 2,
  state: "queued",
  submittedAt: 1,
  updatedAt: 1,
  gates: [],
  conflicts: [],
  resolutions: 0,
  ...more,
});
const verdict = (more: Partial<Verdict> = {}): Verdict => ({
  verdict: "approved",
  tip: TIP,
  by: USER,
  reason: "Changes were asked for.",
  ...more,
});
const also: NewEvent = { ledger: "workspace", kind: "hook", subject: "x", type: "hookSentBack", actor: USER, data: {} };

function after(start: Submission, given: Verdict): Submission | undefined {
  const events = reviewSubmission(start, given, { line: [], consequencesOfSendingBack: () => [also] });
  if (!events.ok) throw new Error(events.error.message);
  return events.value
    .filter(({ kind }) => kind === "submission")
    .reduce(
      (now: Submission | undefined, event) =>
        submissionKind.reduce(now, { ...event, seq: 1, at: 5, id: "e" } as unknown as LedgerEvent),
      start,
    );
}

describe("a verdict", () => {
  it("approves a tip and moves nothing", () => {
    const start = one({ state: "gating", onto: BASE });
    expect(after(start, verdict({ note: "Fine." }))).toEqual({
      ...start,
      updatedAt: 5,
      review: { verdict: "approved", tip: TIP, by: USER, at: 5, note: "Fine." },
    });
  });

  it.each(["queued", "preparing", "gating", "waiting", "resolving", "published"] as const)(
    "sends back what is %s, with all that follows from it",
    (state) => {
      const given = verdict({ verdict: "sent-back" });
      const now = after(one({ state }), given);
      expect(now).toMatchObject({ state: "sent-back", reason: "Changes were asked for." });
      expect(now !== undefined && isSentBackByReview(now)).toBe(true);
      const events = reviewSubmission(one({ state }), given, { line: [], consequencesOfSendingBack: () => [also] });
      expect(events.ok && events.value.at(-1)).toBe(also);
    },
  );

  it.each(["landing", "landed", "sent-back", "discarded", "superseded"] as const)(
    "comes too late for what is %s",
    (state) => {
      expect(
        reviewSubmission(one({ state }), verdict(), { line: [], consequencesOfSendingBack: () => [] }),
      ).toMatchObject({
        error: { code: "wrong-transition" },
      });
    },
  );

  it("puts what it approves in front of what waits with it, in the same step", () => {
    const [start, other] = [one(), one({ id: "sub-2", place: 1 })];
    const facts = { line: [other, start], consequencesOfSendingBack: () => [also] };
    const events = reviewSubmission(start, verdict({ isFirst: true }), facts);
    expect(events.ok && events.value.map(({ subject, type, data }) => [subject, type, data])).toEqual([
      ["sub-1", "submissionReviewed", { verdict: "approved", tip: TIP }],
      ["sub-1", "submissionPlaced", { place: 1 }],
      ["sub-2", "submissionPlaced", { place: 2 }],
    ]);
    const late = reviewSubmission(one({ state: "gating" }), verdict({ isFirst: true }), facts);
    expect(late.ok && late.value).toHaveLength(1);
  });

  it("holds for nothing but what was looked at", () => {
    expect(
      reviewSubmission(one({ tip: BASE }), verdict(), { line: [], consequencesOfSendingBack: () => [] }),
    ).toMatchObject({
      error: { code: "tip-replaced", remedy: "Look at what is new: `drover review show sub-1`." },
    });
  });
});

it("is no review that a gate sent it back, also of an approved tip", () => {
  const review = { verdict: "approved" as const, tip: TIP, by: USER, at: 1 };
  expect(isSentBackByReview(one({ state: "sent-back", review }))).toBe(false);
});
