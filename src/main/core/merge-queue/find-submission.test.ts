import { expect, it } from "vitest";
import { workerPath } from "../../../shared/model/identity.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import { findSubmission } from "./find-submission.ts";

const of = (id: string, item: string, state: Submission["state"]): Submission => ({
  ...{ id, item, state, project: "demo", agent: workerPath("demo", "otter"), kind: "work", priority: 2 },
  ...{ tip: "1".repeat(40), base: "2".repeat(40), submittedAt: 1, updatedAt: 1 },
  ...{ gates: [], conflicts: [], resolutions: 0 },
});
const table = new Map(
  [of("sub-ab1", "demo-1", "sent-back"), of("sub-ab2", "demo-1", "queued"), of("sub-cd3", "demo-2", "landed")].map(
    (one) => [one.id, one],
  ),
);
const found = (ref: string) => {
  const one = findSubmission(table, ref);
  return one.ok ? one.value.id : one.error.message;
};

it("takes an id, the beginning of only one, or an item's id for what is under way of it", () => {
  expect(found("sub-ab1")).toBe("sub-ab1");
  expect(found("sub-c")).toBe("sub-cd3");
  expect(found("demo-1")).toBe("sub-ab2");
  expect(found("demo-2")).toBe("sub-cd3");
});

it("tells one that is not there from one that may mean several", () => {
  expect(found("sub-x")).toBe('"sub-x" names no submission.');
  expect(found("sub-ab")).toBe('"sub-ab" begins several submissions: sub-ab1, sub-ab2.');
});
