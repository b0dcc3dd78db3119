import { describe, expect, it } from "vitest";
import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import { USER, workerPath } from "../../../shared/model/identity.ts";
import type { Review } from "../../../shared/model/review.ts";
import { addComment, draftsOf, editComment, giveVerdict, removeComment, reviewKind } from "./decide.ts";

const ABOUT = { project: "demo", item: "d-1" };
const TIP = "a".repeat(40);

function taking(record: Review | undefined, events: readonly NewEvent[]): Review | undefined {
  return events.reduce((now: Review | undefined, event, at) => {
    return reviewKind.reduce(now, { ...event, seq: at, at: at + 1, id: `e-${at}` } as unknown as LedgerEvent);
  }, record);
}

function withDrafts(...ids: readonly string[]): Review | undefined {
  return ids.reduce((record: Review | undefined, id) => {
    const added = addComment(record, ABOUT, { id, text: `Text of ${id}`, by: USER });
    return added.ok ? taking(record, added.value) : record;
  }, undefined);
}

describe("drafts", () => {
  it("are changed and taken back by whoever wrote them", () => {
    const record = withDrafts("rc-1", "rc-2");
    const edited = editComment(record, { id: "rc-1", text: "Better", by: USER });
    const removed = removeComment(record, { id: "rc-2", by: USER });
    if (!edited.ok || !removed.ok) throw new Error("refused");
    const now = taking(record, [...edited.value, ...removed.value]);
    expect(now?.comments).toMatchObject([{ id: "rc-1", text: "Better", editedAt: 1 }]);
    const other = { id: "rc-1", text: "Mine", by: workerPath("demo", "otter") };
    expect(editComment(record, other)).toMatchObject({ ok: false, error: { code: "comment-not-found" } });
    expect(removeComment(record, other)).toMatchObject({ ok: false, error: { code: "comment-not-found" } });
  });

  it("go out with a verdict, and stay as they are from then on", () => {
    const record = withDrafts("rc-1", "rc-2");
    const given = { verdict: "sent-back" as const, tip: TIP, note: "", comments: ["rc-1"] };
    const now = taking(record, [giveVerdict(ABOUT, given, USER)]);
    expect(draftsOf(now, USER).map(({ id }) => id)).toEqual(["rc-2"]);
    expect(now?.verdicts).toMatchObject([{ verdict: "sent-back", by: USER, tip: TIP }]);
    const late = { id: "rc-1", text: "Late", by: USER };
    expect(editComment(now, late)).toMatchObject({ ok: false, error: { code: "wrong-transition" } });
    expect(removeComment(now, late)).toMatchObject({ ok: false, error: { code: "wrong-transition" } });
  });

  it("end somewhere", () => {
    const many = withDrafts(...Array.from({ length: 500 }, (_, at) => `rc-${at}`));
    expect(addComment(many, ABOUT, { id: "rc-x", text: "More", by: USER })).toMatchObject({
      error: { code: "too-many" },
    });
  });
});

it("begins with a verdict, where nobody commented", () => {
  const given = { verdict: "approved" as const, tip: TIP, note: "Fine.", comments: [] };
  expect(taking(undefined, [giveVerdict(ABOUT, given, USER)])).toMatchObject({
    id: "demo:d-1",
    verdicts: [{ note: "Fine." }],
  });
});
