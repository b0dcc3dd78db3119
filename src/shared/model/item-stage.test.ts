import { expect, it } from "vitest";
import { USER, workerPath } from "./identity.ts";
import { type ItemSurroundings, stageOf, viewOfItem } from "./item-stage.ts";
import type { ItemStage } from "./item-words.ts";
import type { WorkItem } from "./work-item.ts";

const NOW = 1_000_000;
const otter = workerPath("demo", "otter");
const item: WorkItem = {
  id: "demo-abc",
  title: "Teach the parser dates",
  description: "",
  type: "task",
  status: "open",
  priority: 2,
  labels: [],
  acceptance: "",
  notes: "",
  links: [],
  createdBy: USER,
  createdAt: 1,
  updatedBy: USER,
  updatedAt: 1,
  version: 1,
};
const alone: ItemSurroundings = {
  project: "demo",
  blockedBy: [],
  unblocks: 0,
  isSlung: false,
  hook: undefined,
  submission: undefined,
  convoys: [],
  parked: undefined,
};
const onHook = { agent: otter, item: item.id, state: "active" } as const;

const cases: readonly (readonly [string, Partial<WorkItem>, Partial<ItemSurroundings>, ItemStage])[] = [
  ["open and nobody's is ready", {}, {}, "ready"],
  ["one that waits for others is blocked", {}, { blockedBy: ["demo-x"] }, "blocked"],
  ["slung and blocked is blocked still", {}, { blockedBy: ["demo-x"], isSlung: true }, "blocked"],
  ["slung and free waits for an agent", {}, { isSlung: true }, "queued"],
  ["behind what an agent has is queued", {}, { hook: { ...onHook, item: "demo-other" } }, "queued"],
  ["on a hook is in progress", { status: "in-progress" }, { hook: onHook }, "in-progress"],
  ["claimed by hand is in progress", { status: "in-progress", assignee: USER }, {}, "in-progress"],
  [
    "submitted is in review",
    { status: "in-review" },
    { hook: onHook, submission: { id: "s", state: "queued" } },
    "review",
  ],
  ["waiting for room to land is in review", {}, { submission: { id: "s", state: "waiting", reason: "r" } }, "review"],
  ["gated is merging", { status: "in-review" }, { hook: onHook, submission: { id: "s", state: "gating" } }, "merging"],
  ["sent back is in progress again", {}, { hook: onHook, submission: { id: "s", state: "sent-back" } }, "in-progress"],
  ["put off until later is deferred", { deferredUntil: NOW + 1 }, {}, "deferred"],
  ["put off until now is ready", { deferredUntil: NOW }, {}, "ready"],
  ["closed with a commit has landed", { status: "closed", landedCommit: "a".repeat(40) }, {}, "landed"],
  ["closed without one is closed", { status: "closed" }, { hook: onHook }, "closed"],
];

it.each(cases)("%s", (_name, change, around, stage) => {
  expect(stageOf({ ...item, ...change }, { ...alone, ...around }, NOW)).toBe(stage);
});

it("says what is in its way in one line: the agent's trouble first, then the queue's", () => {
  const waiting = { id: "s", state: "waiting", reason: "main is checked out\nin /home" } as const;
  expect(viewOfItem(item, { ...alone, submission: waiting }, NOW).trouble).toBe("main is checked out");
  expect(viewOfItem(item, { ...alone, submission: waiting, parked: "crashed 5 times" }, NOW).trouble).toBe(
    "crashed 5 times",
  );
  expect(viewOfItem(item, alone, NOW).trouble).toBeUndefined();
});
