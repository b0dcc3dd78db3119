import { expect, test } from "vitest";
import { USER, workerPath } from "../../../shared/model/identity.ts";
import { submissionFixture as one } from "../../testing/queue-fixture.ts";
import { partsOfReason, standingWords } from "./standing-words.ts";

test("says what a queued submission waits for", () => {
  expect(standingWords(one("a"), { submission: "a", position: 1, obstacle: "turn" })).toBe("Next");
  expect(standingWords(one("a"), { submission: "a", position: 4, obstacle: "turn" })).toBe("Waits for its turn");
  expect(standingWords(one("a"), { submission: "a", obstacle: "review" })).toBe("Waits for a review");
  expect(standingWords(one("a"), { submission: "a", obstacle: "paused" })).toBe("Waits: the queue is paused");
});

test("says who holds it and why, before all else", () => {
  const at = 1;
  expect(standingWords(one("a", { held: { by: USER, at } }), { submission: "a", obstacle: "held" })).toBe(
    "Held by you",
  );
  const held = { by: workerPath("demo", "kim"), at, reason: "wait for the release" };
  expect(standingWords(one("a", { held }))).toBe("Held by kim: wait for the release");
});

test("a reason with output behind it is told by its first line", () => {
  const reason = "Gate test is red (exit 1):\n\nnot ok 1\nnot ok 2";
  expect(standingWords(one("a", { state: "sent-back", reason }))).toBe("Gate test is red (exit 1)");
  expect(partsOfReason(reason).rest).toBe("not ok 1\nnot ok 2");
  expect(partsOfReason("Stale.")).toEqual({ first: "Stale.", rest: "" });
});

test("says of what left the queue where it is", () => {
  expect(standingWords(one("a", { state: "resolving", conflicts: ["src/a.ts"] }))).toBe(
    "A conflict in src/a.ts is being resolved",
  );
  const pullRequest = {
    number: 12,
    url: "https://example.org",
    head: "x",
    commit: "a".repeat(40),
    pushedAt: 1,
    checks: "red" as const,
  };
  expect(standingWords(one("a", { state: "published", pullRequest }))).toBe("Pull request 12 · checks are red");
  expect(standingWords(one("a", { state: "waiting", waitsFor: "user", reason: "Nobody could resolve it." }))).toBe(
    "Nobody could resolve it.",
  );
});
