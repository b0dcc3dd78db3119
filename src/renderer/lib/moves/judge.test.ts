import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { USER, workerPath } from "../../../shared/model/identity.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import type { Standing, Submission } from "../../../shared/model/submission.ts";
import { itemFixture } from "../../testing/item-fixture.ts";
import { COLUMNS } from "./columns.ts";
import { type Place, type QueueFacts, judgeMove } from "./judge.ts";

const ada = workerPath("shop", "ada");
const item = (more: Partial<ItemView> = {}) => itemFixture("s-1", { project: "shop", ...more });

const submission: Submission = {
  id: "sub-1",
  project: "shop",
  item: "s-1",
  agent: ada,
  kind: "work",
  tip: "a".repeat(40),
  base: "b".repeat(40),
  priority: 2,
  state: "queued",
  submittedAt: 0,
  updatedAt: 0,
  gates: [],
  conflicts: [],
  resolutions: 0,
};

const queueOf = (more: Partial<Submission> = {}, standing: Partial<Standing> = {}): QueueFacts => ({
  submission: () => ({ ...submission, ...more }),
  standing: () => ({ submission: "sub-1", ...standing }),
});
const quiet = queueOf();
const column = (name: (typeof COLUMNS)[number]): Place => ({ kind: "column", column: name });
const submitted = item({ stage: "review", submission: "sub-1", hookedBy: ada });

describe("a drop", () => {
  it.each<[string, ItemView, Place, QueueFacts, string, string]>([
    ["from ready on progress", item(), column("progress"), quiet, "sling", "Sling to a free worker of shop"],
    [
      "of what waits on progress",
      item({ stage: "blocked", blockedBy: ["s-2"] }),
      column("progress"),
      quiet,
      "sling",
      "Sling to a free worker of shop, to begin after s-2",
    ],
    ["on an agent", item(), { kind: "agent", agent: ada, project: "shop" }, quiet, "sling", "Sling to ada"],
    ["on a project", item(), { kind: "project", project: "shop" }, quiet, "sling", "Sling to a free worker of shop"],
    [
      "of what was put off on ready",
      item({ stage: "deferred", status: "deferred" }),
      column("ready"),
      quiet,
      "make-ready",
      "Put off no longer",
    ],
    [
      "of what is marked blocked on ready",
      item({ stage: "blocked", status: "blocked" }),
      column("ready"),
      quiet,
      "make-ready",
      "Mark it open",
    ],
    [
      "from a hook on ready",
      item({ stage: "in-progress", hookedBy: ada }),
      column("ready"),
      quiet,
      "unsling-ask",
      "Take it off the hook of ada…",
    ],
    [
      "of what waits for a worker on ready",
      item({ stage: "queued" }),
      column("ready"),
      quiet,
      "unsling-ask",
      "Sling it no longer…",
    ],
    [
      "of your own on ready",
      item({ stage: "in-progress", assignee: USER }),
      column("ready"),
      quiet,
      "give-back",
      "Give it back",
    ],
    [
      "of what has landed on ready",
      item({ stage: "landed", status: "closed" }),
      column("ready"),
      quiet,
      "reopen-ask",
      "Open it again…",
    ],
    ["from ready on blocked", item(), column("blocked"), quiet, "put-off-ask", "Put off until…"],
    [
      "on closed",
      item({ stage: "in-progress", hookedBy: ada }),
      column("closed"),
      quiet,
      "close-ask",
      "Close without landing…",
    ],
    [
      "of what waits for a review on merging",
      submitted,
      column("merging"),
      queueOf({}, { obstacle: "review" }),
      "approve-ask",
      "Approve it…",
    ],
    [
      "of what waits its turn on merging",
      submitted,
      column("merging"),
      queueOf({}, { position: 3 }),
      "land-first",
      "Put it first in the merge queue",
    ],
    ["on a convoy", item(), { kind: "convoy", convoy: { id: "cv-1", title: "Two" } }, quiet, "convoy", "Add to Two"],
    ["on an epic", item(), { kind: "epic", epic: "s-9" }, quiet, "parent", "Move below s-9"],
    ["out of an epic", item({ parent: "s-9" }), { kind: "epic", epic: undefined }, quiet, "parent", "Take out of s-9"],
    ["among the urgent ones", item(), { kind: "priority", priority: 0 }, quiet, "priority", "Make it urgent"],
  ])("%s means something", (...[, one, place, queue, deed, words]) => {
    expect(judgeMove([one], place, queue)).toMatchObject({ isAllowed: true, words, deed: { kind: deed } });
  });

  it.each<[string, ItemView, Place, QueueFacts, RegExp]>([
    ["on landed", item(), column("landed"), quiet, /merge queue alone/],
    [
      "of what waits on ready",
      item({ stage: "blocked", blockedBy: ["s-2", "s-3"] }),
      column("ready"),
      quiet,
      /waits for s-2, s-3/,
    ],
    ["of a gate on ready", item({ stage: "blocked", type: "gate" }), column("ready"), quiet, /gate is no work/],
    ["of what is submitted on ready", submitted, column("ready"), quiet, /send it back/],
    ["from progress on review", item({ stage: "in-progress" }), column("review"), quiet, /when its agent submits/],
    ["from ready on merging", item(), column("merging"), quiet, /Only what was submitted/],
    ["of what is held on merging", submitted, column("merging"), queueOf({}, { obstacle: "held" }), /release it/],
    ["of what is next on merging", submitted, column("merging"), queueOf({}, { position: 1 }), /next in the queue/],
    [
      "of what needs the user on merging",
      submitted,
      column("merging"),
      queueOf({ state: "waiting", reason: "conflict" }),
      /It waits: conflict/,
    ],
    ["of a pull request on merging", submitted, column("merging"), queueOf({ state: "published" }), /pull request/],
    [
      "of what is on a hook on blocked",
      item({ stage: "in-progress", hookedBy: ada }),
      column("blocked"),
      quiet,
      /hook of ada/,
    ],
    [
      "of what is on a hook on an agent",
      item({ stage: "in-progress", hookedBy: ada }),
      { kind: "agent", agent: ada, project: "shop" },
      quiet,
      /hook of ada: drop it on Ready/,
    ],
    ["of yours on progress", item({ stage: "blocked", assignee: USER }), column("progress"), quiet, /It is yours/],
    ["on an agent of another project", item(), { kind: "agent", agent: ada, project: "api" }, quiet, /works in api/],
    ["on another project", item(), { kind: "project", project: "api" }, quiet, /belongs to shop/],
    ["of the workspace's own on progress", itemFixture("w-1"), column("progress"), quiet, /no repository/],
    [
      "of what has landed on progress",
      item({ stage: "landed", status: "closed" }),
      column("progress"),
      quiet,
      /is over/,
    ],
    [
      "on the convoy it is in",
      item({ convoys: ["cv-1"] }),
      { kind: "convoy", convoy: { id: "cv-1", title: "Two" } },
      quiet,
      /in Two already/,
    ],
    ["on a child of its own", item(), { kind: "epic", epic: "s-1.2" }, quiet, /below itself/],
    ["among its like", item(), { kind: "priority", priority: 2 }, quiet, /normal already/],
  ])("%s is refused with the reason", (...[, one, place, queue, why]) => {
    const verdict = judgeMove([one], place, queue);
    expect(verdict).toMatchObject({ isAllowed: false });
    expect(verdict.isAllowed ? "" : verdict.why).toMatch(why);
  });

  it("of several is all or none, and names the one that keeps them", () => {
    const other = itemFixture("s-2", { project: "shop" });
    expect(judgeMove([item(), other], column("progress"), quiet)).toMatchObject({ isAllowed: true });
    const closed = itemFixture("s-3", { project: "shop", stage: "landed", status: "closed" });
    expect(judgeMove([item(), closed], column("progress"), quiet)).toEqual({
      isAllowed: false,
      why: "s-3: It is over. Drop it on Ready to open it again.",
    });
    expect(
      judgeMove(
        [item({ stage: "deferred", status: "deferred" }), itemFixture("s-4", { stage: "queued" })],
        column("ready"),
        quiet,
      ),
    ).toMatchObject({
      isAllowed: false,
      why: "They are not all in the same state: move them one by one.",
    });
    expect(judgeMove([closed, { ...closed, id: "s-5" }], column("ready"), quiet)).toMatchObject({ isAllowed: false });
    expect(judgeMove([], column("ready"), quiet)).toMatchObject({ isAllowed: false });
  });

  it("is judged alike whatever the order of the items", () => {
    const all = [item(), item({ stage: "deferred" }), submitted, item({ stage: "landed", status: "closed" })];
    assert(
      property(array(constantFrom(...all), { minLength: 1, maxLength: 4 }), constantFrom(...COLUMNS), (items, name) => {
        const ahead = judgeMove(items, column(name), quiet);
        const back = judgeMove(items.toReversed(), column(name), quiet);
        expect(ahead.isAllowed).toBe(back.isAllowed);
      }),
      { seed: 3 },
    );
  });
});
