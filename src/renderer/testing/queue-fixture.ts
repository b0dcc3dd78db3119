import type { Batch, GateRun } from "../../shared/model/batch.ts";
import { workerPath } from "../../shared/model/identity.ts";
import type { GateResult, Submission } from "../../shared/model/submission.ts";

const COMMIT = "a".repeat(40);

/** One that waits in the queue of the project `demo`, but for what the test says. */
export function submissionFixture(id: string, more: Partial<Submission> = {}): Submission {
  return {
    id,
    project: "demo",
    item: `item-of-${id}`,
    agent: workerPath("demo", "ada"),
    kind: "work",
    tip: COMMIT,
    base: COMMIT,
    priority: 2,
    state: "queued",
    submittedAt: 1,
    updatedAt: 1,
    gates: [],
    conflicts: [],
    resolutions: 0,
    ...more,
  };
}

/** A batch of these submissions that is being gated; the commit of the first k of them is the number k, written out. */
export function batchFixture(members: readonly string[], more: Partial<Batch> = {}): Batch {
  return {
    id: `batch-of-${members.join("-")}`,
    project: "demo",
    onto: commitOf(0),
    members: members.map((submission, index) => ({ submission, from: commitOf(index), commit: commitOf(index + 1) })),
    state: "gating",
    runs: [],
    culprits: [],
    createdAt: 1,
    updatedAt: 1,
    ...more,
  };
}

/** A run of the first `upTo` members. */
export function runFixture(upTo: number, state: GateRun["state"], more: Partial<GateRun> = {}): GateRun {
  return {
    id: `run-${upTo}-${state}`,
    commit: commitOf(upTo),
    upTo,
    attempt: 1,
    state,
    gates: [],
    startedAt: 1,
    ...more,
  };
}

export function gateFixture(name: string, ms: number, more: Partial<GateResult> = {}): GateResult {
  return { name, exitCode: 0, timedOut: false, ms, tail: "", ...more };
}

function commitOf(count: number): string {
  return String(count).padStart(40, "0");
}
