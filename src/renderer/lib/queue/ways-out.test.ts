import { expect, test } from "vitest";
import { USER } from "../../../shared/model/identity.ts";
import { submissionFixture as one } from "../../testing/queue-fixture.ts";
import { waysOut } from "./ways-out.ts";

const ways = (more: Parameters<typeof one>[1]) => waysOut(one("a", more)).flat();

test("what waits in the queue can be moved, held and discarded", () => {
  expect(ways({})).toEqual([
    "review.submission",
    "submission.up",
    "submission.down",
    "submission.first",
    "submission.hold",
    "submission.discard",
  ]);
  expect(ways({ place: 1 })).toContain("submission.unplace");
  expect(ways({ held: { by: USER, at: 1 } })).toContain("submission.release");
});

test("a conflict that waits for the user offers first to look at both sides", () => {
  expect(ways({ state: "waiting", waitsFor: "user", conflicts: ["a"] })[0]).toBe("submission.conflict");
});

test("what waits for a checkout offers first to allow it", () => {
  expect(ways({ state: "waiting", waitsFor: "room", consent: "land-on-checked-out" })[0]).toBe("submission.allow");
  expect(ways({ state: "waiting", waitsFor: "room" })).not.toContain("submission.allow");
});

test("what came back can be tried again, and is not discarded: it is over", () => {
  expect(ways({ state: "sent-back", conflicts: ["a"] })).toEqual(["review.submission", "submission.retry"]);
});

test("what lands just now can only be looked at, what has landed can be undone", () => {
  expect(ways({ state: "landed" })).toEqual(["review.submission", "submission.revert"]);
  expect(ways({ state: "landing" })).toEqual(["review.submission"]);
});
