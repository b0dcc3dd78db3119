import { expect, test } from "vitest";
import { workerPath } from "../../../shared/model/identity.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import { queueSections } from "./queue-model.ts";

const submission = (id: string, state: Submission["state"], more: Partial<Submission> = {}): Submission => ({
  id,
  project: "demo",
  item: `item-of-${id}`,
  agent: workerPath("demo", "ada"),
  tip: "a".repeat(40),
  base: "b".repeat(40),
  priority: 2,
  state,
  submittedAt: 1,
  updatedAt: 1,
  gates: [],
  conflicts: [],
  kind: "work",
  resolutions: 0,
  ...more,
});
const ids = (list: readonly Submission[]) => list.map(({ id }) => id);

test("shows first what is worked on, then what waits, by priority and age", () => {
  const { moving } = queueSections([
    submission("late", "queued", { submittedAt: 9 }),
    submission("urgent", "queued", { priority: 0, submittedAt: 9 }),
    submission("early", "queued"),
    submission("gating", "gating"),
  ]);
  expect(ids(moving)).toEqual(["gating", "urgent", "early", "late"]);
});

test("leaves out what was sent back once its author submitted again", () => {
  const { sentBack } = queueSections([
    submission("old", "sent-back", { item: "x" }),
    submission("new", "queued", { item: "x", submittedAt: 2 }),
    submission("other", "sent-back"),
  ]);
  expect(ids(sentBack)).toEqual(["other"]);
});

test("shows the newest landing first", () => {
  const { landed } = queueSections([submission("a", "landed"), submission("b", "landed", { updatedAt: 5 })]);
  expect(ids(landed)).toEqual(["b", "a"]);
});
