import { expect, test } from "vitest";
import { batchFixture, submissionFixture } from "../../testing/queue-fixture.ts";
import { type QueueList, branchQueues, underWay } from "./queue-view.ts";

const list = (more: Partial<QueueList>): QueueList => ({
  submissions: [],
  standings: [],
  troubles: [],
  batches: [],
  paused: [],
  ...more,
});
const ids = (some: readonly { readonly id: string }[]) => some.map(({ id }) => id);
const one = submissionFixture;

test("parts what is gated from what waits, keeping the order of the queue", () => {
  const [queue] = branchQueues(
    list({
      submissions: [
        one("b1", { state: "gating" }),
        one("b2", { state: "gating" }),
        one("p", { state: "preparing" }),
        one("q2"),
        one("q1"),
        one("r", { state: "resolving" }),
        one("u", { state: "waiting", waitsFor: "user" }),
        one("c", { state: "waiting", waitsFor: "room", consent: "land-on-checked-out" }),
        one("w", { state: "waiting", waitsFor: "room" }),
        one("pr", { state: "published" }),
      ],
      standings: [{ submission: "q2", position: 1, obstacle: "turn" }],
      batches: [batchFixture(["b1", "b2"])],
      paused: [{ project: "demo", by: "user" }],
    }),
  );
  expect(queue?.queue.map(({ submission: { id }, isMovable }) => [id, isMovable])).toEqual([
    ["p", false],
    ["q2", true],
    ["q1", true],
  ]);
  expect(queue?.queue[1]?.standing?.position).toBe(1);
  expect(ids(queue?.needsUser ?? [])).toEqual(["u", "c"]);
  expect(ids(queue?.elsewhere ?? [])).toEqual(["r", "w", "pr"]);
  expect(queue?.pausedBy).toBe("user");
  expect(queue === undefined ? 0 : underWay(queue)).toBe(10);
});

test("shows what is gated of which no batch is known, rather than losing it from sight", () => {
  const [queue] = branchQueues(list({ submissions: [one("g", { state: "gating" })] }));
  expect(queue?.queue.map(({ submission }) => submission.id)).toEqual(["g"]);
});

test("keeps branches and projects apart, those with work first", () => {
  const queues = branchQueues(
    list({
      submissions: [
        one("idle", { project: "alpha", state: "landed" }),
        one("main"),
        one("epic", { branch: "epic-1" }),
        one("other", { project: "shop" }),
      ],
    }),
  );
  expect(queues.map(({ key }) => key)).toEqual(["demo", "demo epic-1", "shop", "alpha"]);
  expect(branchQueues(list({ submissions: [one("a"), one("b", { project: "shop" })] }), "shop")).toHaveLength(1);
});

test("leaves out what was sent back once its author submitted again", () => {
  const [queue] = branchQueues(
    list({
      submissions: [
        one("old", { state: "sent-back", item: "x" }),
        one("new", { item: "x", submittedAt: 2 }),
        one("other", { state: "sent-back" }),
      ],
    }),
  );
  expect(ids(queue?.sentBack ?? [])).toEqual(["other"]);
});

test("shows the newest landing first, and nothing of what was discarded or replaced", () => {
  const [queue] = branchQueues(
    list({
      submissions: [
        one("a", { state: "landed" }),
        one("b", { state: "landed", updatedAt: 5 }),
        one("c", { state: "discarded" }),
        one("d", { state: "superseded" }),
      ],
    }),
  );
  expect(ids(queue?.landed ?? [])).toEqual(["b", "a"]);
  expect(queue === undefined ? 1 : underWay(queue)).toBe(0);
});
