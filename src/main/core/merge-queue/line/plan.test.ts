import { describe, expect, it } from "vitest";
import type { Batch } from "../../../../shared/model/batch.ts";
import { USER, workerPath } from "../../../../shared/model/identity.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import { type LineState, plan } from "./plan.ts";
import type { Stack } from "./stack.ts";

const [BASE, C1, C2, OTHER] = ["0", "1", "2", "9"].map((digit) => digit.repeat(40)) as [string, string, string, string];

function one(id: string, more: Partial<Submission> = {}): Submission {
  return {
    id,
    project: "demo",
    item: `item-${id}`,
    agent: workerPath("demo", "otter"),
    kind: "work",
    tip: C1,
    base: BASE,
    priority: 2,
    state: "queued",
    submittedAt: 0,
    updatedAt: 0,
    gates: [],
    conflicts: [],
    resolutions: 0,
    ...more,
  };
}

function batch(id: string, more: Partial<Batch> = {}): Batch {
  return {
    id,
    project: "demo",
    onto: BASE,
    members: [{ submission: "s1", from: BASE, commit: C1 }],
    state: "gating",
    runs: [],
    culprits: [],
    createdAt: 0,
    updatedAt: 0,
    ...more,
  };
}

const gating = (id: string, inBatch: string, more: Partial<Submission> = {}) =>
  one(id, { state: "gating", batch: inBatch, ...more });
const runOf = (state: "running" | "green" | "red") => [
  { id: "run-1", commit: C1, upTo: 1, attempt: 1, lane: 1, state, gates: [], startedAt: 0 },
];

function line(more: Partial<LineState> = {}): LineState {
  return {
    queue: [],
    batches: [],
    endedBatch: () => undefined,
    settings: { batch: 5, retries: 0, preVerified: true, review: "off" },
    isPaused: false,
    gates: ["test"],
    isProven: () => false,
    targetAt: () => "fine",
    isPublishing: false,
    target: BASE,
    freeLanes: [1, 2],
    live: { runs: new Set(), landing: new Set(), unpushed: new Set(), stacking: undefined, inStack: new Set() },
    ready: undefined,
    ...more,
  };
}

const live = (more: Partial<LineState["live"]>) => ({ ...line().live, ...more });
const kinds = (more: Partial<LineState>) => plan(line(more)).map(({ kind }) => kind);
const ready = (more: Partial<Stack> = {}): Stack => ({
  key: "old",
  onto: BASE,
  members: [{ submission: "s1", from: BASE, commit: C1, tip: C1 }],
  ...more,
});

describe("what a merge queue does next", () => {
  it.each<[string, Partial<LineState>, readonly string[]]>([
    ["nothing, when there is nothing", {}, []],
    ["stacks what waits", { queue: [one("s1")] }, ["stack"]],
    ["nothing new, while it is paused", { queue: [one("s1")], isPaused: true }, []],
    ["leaves what is held alone", { queue: [one("s1", { held: { by: USER, at: 0 } })] }, []],
    [
      "leaves alone what needs an approval",
      { queue: [one("s1")], settings: { ...line().settings, review: "required" } },
      [],
    ],
    ["stacks once at a time", { queue: [one("s1")], live: live({ stacking: "x" }) }, []],
    ["freezes a stack when a lane is free", { queue: [one("s1")], ready: ready() }, ["form"]],
    ["stacks again what stood on an older target", { queue: [one("s1")], ready: ready(), target: OTHER }, ["stack"]],
    [
      "keeps a stack up to date while no lane is free",
      { queue: [one("s1"), one("s2")], ready: ready(), freeLanes: [] },
      ["stack"],
    ],
    ["gates a batch", { queue: [gating("s1", "b1")], batches: [batch("b1")] }, ["run"]],
    ["gates nothing without a lane", { queue: [gating("s1", "b1")], batches: [batch("b1")], freeLanes: [] }, []],
    [
      "begins again what nobody does any more",
      { queue: [gating("s1", "b1")], batches: [batch("b1", { runs: runOf("running") })] },
      ["lose-run"],
    ],
    [
      "waits for a run",
      {
        queue: [gating("s1", "b1")],
        batches: [batch("b1", { runs: runOf("running") })],
        live: live({ runs: new Set(["run-1"]) }),
      },
      [],
    ],
    [
      "lands what is green",
      { queue: [gating("s1", "b1")], batches: [batch("b1", { runs: runOf("green") })] },
      ["land"],
    ],
    [
      "lands nothing while it is paused",
      { queue: [gating("s1", "b1")], batches: [batch("b1", { runs: runOf("green") })], isPaused: true },
      [],
    ],
    [
      "lands what has no gates to go through",
      { queue: [gating("s1", "b1")], batches: [batch("b1")], gates: [] },
      ["land"],
    ],
    [
      "lands what was green before, on that very commit",
      { queue: [gating("s1", "b1")], batches: [batch("b1")], isProven: (commit) => commit === C1 },
      ["land"],
    ],
    [
      "finds out what became of a landing that nobody waits for",
      { queue: [one("s1", { state: "landing", batch: "b1" })], batches: [batch("b1", { state: "landing", lands: 1 })] },
      ["settle"],
    ],
    [
      "sends back what is red",
      { queue: [gating("s1", "b1")], batches: [batch("b1", { runs: runOf("red") })] },
      ["split"],
    ],
    [
      "drops a batch on an older target",
      { queue: [gating("s1", "b1")], batches: [batch("b1")], target: OTHER },
      ["drop"],
    ],
    [
      "drops a batch whose member is held",
      { queue: [gating("s1", "b1", { held: { by: USER, at: 0 } })], batches: [batch("b1")] },
      ["drop"],
    ],
    ["drops a batch whose member is gone", { queue: [], batches: [batch("b1")] }, ["drop"]],
    ["puts back in line what is in no batch", { queue: [gating("s1", "gone")] }, ["requeue"]],
    ["puts back in line what nobody prepares", { queue: [one("s1", { state: "preparing" })] }, ["requeue"]],
    [
      "does not land a batch on what has not landed itself",
      {
        queue: [gating("s1", "b2")],
        batches: [batch("b2", { after: "b1", onto: BASE })],
        endedBatch: () => batch("b1", { state: "dropped", lands: 0 }),
      },
      ["drop"],
    ],
    [
      "gates on top of what is gated",
      {
        queue: [gating("s1", "b1"), gating("s2", "b2")],
        batches: [
          batch("b1", { runs: runOf("running") }),
          batch("b2", { after: "b1", onto: C1, members: [{ submission: "s2", from: C1, commit: C2 }] }),
        ],
        live: live({ runs: new Set(["run-1"]) }),
        freeLanes: [2],
      },
      ["run"],
    ],
    [
      "drops what is stacked on a batch that is searched for its culprit",
      {
        queue: [gating("s1", "b1"), gating("s2", "b2")],
        batches: [
          batch("b1", { state: "bisecting" }),
          batch("b2", { after: "b1", onto: C1, members: [{ submission: "s2", from: C1, commit: C2 }] }),
        ],
      },
      ["drop"],
    ],
    [
      "publishes each on its own, whatever others do",
      {
        queue: [gating("s1", "b1"), gating("s2", "b2")],
        batches: [
          batch("b1", { runs: runOf("red") }),
          batch("b2", { members: [{ submission: "s2", from: BASE, commit: C2 }], runs: runOf("green") }),
        ],
        isPublishing: true,
        target: OTHER,
      },
      ["split", "land"],
    ],
  ])("%s", (_, state, expected) => {
    expect(kinds(state)).toEqual(expected);
  });

  it("looks further than a batch is long, for those with files of their own", () => {
    const queue = Array.from({ length: 20 }, (_, i) => one(`s${i}`));
    const [deed] = plan(line({ queue, settings: { ...line().settings, batch: 2 } }));
    expect(deed?.kind === "stack" ? deed.candidates.length : 0).toBe(6);
  });
});
