import type { Batch, GateRun } from "../../../../shared/model/batch.ts";
import type { NewEvent } from "../../../../shared/model/event.ts";
import { ok } from "../../../../shared/model/result.ts";
import type { GateResult, Submission } from "../../../../shared/model/submission.ts";
import { shortId } from "../../base/short-id.ts";
import type { RecordStore, RecordTable } from "../../platform/store/record-store.ts";
import { batchEvent, batchesToForget } from "./batch-state.ts";
import { submissionEvent } from "../decide.ts";
import type { Line } from "./line.ts";
import type { Stack } from "./stack.ts";

/** The records of a project's queue, and the only ways in which its coordinator changes them. */
export interface QueueRecords {
  readonly store: RecordStore;
  readonly submissions: RecordTable<Submission>;
  readonly batches: RecordTable<Batch>;
}

/** Resolves when the events are durable. What they say is so at once, when this returns. */
export async function record(store: RecordStore, decide: () => readonly NewEvent[]): Promise<void> {
  const done = await store.commit(() => ok({ events: decide(), result: () => undefined }));
  if (!done.ok) throw new Error(`What the merge queue did could not be recorded: ${done.error.message}`);
}

/** Puts those back in line that still are where they were seen. */
export function requeue(submissions: RecordTable<Submission>, seen: readonly Submission[]): readonly NewEvent[] {
  return seen
    .filter(({ id, state, batch }) => {
      const now = submissions.get(id);
      return now !== undefined && now.state === state && now.batch === batch;
    })
    .map((one) => submissionEvent(one, "submissionRequeued", {}));
}

/** What of a batch is still its own: members that nobody took elsewhere. */
export function membersOf(
  { submissions }: Pick<QueueRecords, "submissions">,
  batch: Batch,
  range: { readonly from: number; readonly to: number } = { from: 0, to: batch.members.length },
): readonly Submission[] {
  return batch.members
    .slice(range.from, range.to)
    .map(({ submission }) => submissions.get(submission))
    .filter((one) => one !== undefined)
    .filter((one) => one.batch === batch.id && (one.state === "gating" || one.state === "landing"));
}

/** Ends runs in their lanes, and says so: whatever they would answer is asked for no more. */
export function stopRuns(line: Line, batch: Batch, which: readonly GateRun[]): readonly NewEvent[] {
  return which
    .filter(({ state }) => state === "running")
    .map((run) => {
      line.runs.get(run.id)?.stop.abort();
      return batchEvent(batch, "gateRunEnded", { run: run.id, state: "cancelled", gates: run.gates });
    });
}

/** Members go back in line. */
export function dropBatch(records: QueueRecords, line: Line, batch: Batch, reason: string): readonly NewEvent[] {
  return [
    ...stopRuns(line, batch, batch.runs),
    batchEvent(batch, "batchDropped", { reason }),
    ...membersOf(records, batch).map((one) => submissionEvent(one, "submissionRequeued", {})),
  ];
}

/** Freezes a stack. */
export function formBatch(
  { batches, submissions }: QueueRecords,
  { project, branch, stack }: { readonly project: string; readonly branch: string | undefined; readonly stack: Stack },
): readonly NewEvent[] {
  const id = shortId("mb", (taken) => batches.get(taken) !== undefined, 6);
  const members = stack.members.map(({ submission, from, commit }) => ({ submission, from, commit }));
  const { onto, after } = stack;
  const formed = {
    project,
    onto,
    members,
    ...(branch === undefined ? {} : { branch }),
    ...(after === undefined ? {} : { after }),
  };
  return [
    ...batchesToForget(batches.values(), project),
    batchEvent({ id, project }, "batchFormed", formed),
    ...members.flatMap(({ submission, from, commit }) => {
      const one = submissions.get(submission);
      return one === undefined ? [] : [submissionEvent(one, "submissionPrepared", { commit, onto: from, batch: id })];
    }),
  ];
}

/** What the gates said of that commit, in the last run in which all of them were green. */
export function greenGates(all: Iterable<Batch>, commit: string): readonly GateResult[] | undefined {
  let found: readonly GateResult[] | undefined;
  for (const { runs } of all) {
    // One on what a batch is stacked on may have run some of the gates only.
    for (const run of runs) if (run.commit === commit && run.upTo > 0 && run.state === "green") found = run.gates;
  }
  return found;
}

/** What was red in an earlier run of the same commit and is green now is flaky. */
export function withFlakes(result: GateResult, batch: Batch, run: Pick<GateRun, "id" | "upTo">): GateResult {
  if (result.exitCode !== 0) return result;
  const wasRed = batch.runs.some(
    ({ id, upTo, gates }) =>
      id !== run.id && upTo === run.upTo && gates.some(({ name, exitCode }) => name === result.name && exitCode !== 0),
  );
  return wasRed ? { ...result, isFlaky: true } : result;
}

/** Why a culprit comes back, from the last of its red runs. */
export function redRunOf(batch: Batch, length: number): GateRun | undefined {
  return batch.runs.findLast(({ upTo, state }) => upTo === length && state === "red");
}
