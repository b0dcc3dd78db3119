import { expect, test } from "vitest";
import type { FeedEvent } from "../../../shared/contract/workspace.ts";
import { USER, workerPath } from "../../../shared/model/identity.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import { itemFixture } from "../../testing/item-fixture.ts";
import { feedItems, subjectsOf } from "./feed-links.ts";

const ada = workerPath("demo", "ada");
const submission: Submission = {
  id: "sub-1",
  project: "demo",
  item: "demo-a1",
  agent: ada,
  tip: "a".repeat(40),
  base: "b".repeat(40),
  priority: 2,
  state: "queued",
  submittedAt: 1,
  updatedAt: 1,
  gates: [],
  conflicts: [],
  kind: "work",
  resolutions: 0,
};
const known = feedItems({ items: [itemFixture("demo-a1")], submissions: [submission], agents: [] });
const event = (kind: string, subject: string, text = ""): FeedEvent => ({
  seq: 1,
  at: 1,
  ledger: "demo",
  kind,
  subject,
  type: "somethingHappened",
  actor: USER,
  text,
});

test("knows the item that was slung", () => {
  expect(subjectsOf(event("assignment", "demo-a1", "slung it to a worker of demo"), known)).toEqual({
    item: "demo-a1",
  });
});

test("leads from a submission to its item and author", () => {
  expect(subjectsOf(event("submission", "sub-1", "is landing abc"), known)).toMatchObject({
    item: "demo-a1",
    agent: ada,
  });
  expect(subjectsOf(event("submission", "gone"), known)).toEqual({});
});

test("leads from what was put off to what it is about", () => {
  expect(subjectsOf(event("attention", "submission:sub-1"), known)).toMatchObject({ item: "demo-a1", agent: ada });
  expect(subjectsOf(event("attention", `agent:${ada}`), known)).toEqual({ agent: ada });
  expect(subjectsOf(event("attention", "mail:mail-1"), known)).toEqual({});
});

test("leads from a hook to its agent, and to the item it tells of", () => {
  expect(subjectsOf(event("hook", ada, `put demo-a1 on the hook of ${ada}`), known)).toEqual({
    agent: ada,
    item: "demo-a1",
  });
  expect(subjectsOf(event("hook", ada, `resumed the hook of ${ada}`), known)).toEqual({ agent: ada, item: undefined });
});
