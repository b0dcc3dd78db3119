import { useState } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { Batch, GateRun } from "../../../shared/model/batch.ts";
import { Ago } from "../../lib/age-view.tsx";
import { Select } from "../../ui/select.tsx";
import { KeptTails, RunView } from "./run-view.tsx";

interface RunOfBatch {
  readonly batch: Batch;
  readonly run: GateRun;
}

/** Every run of gates that a submission was part of, with what they printed. */
export function SubmissionRuns({ answer: { submission, batches } }: { answer: OutputOf<"mq.show"> }) {
  const runs = runsWith(batches, submission.id);
  const [wanted, setWanted] = useState<string>();
  const [gate, setGate] = useState<string>();
  const shown = runs.find(({ run }) => run.id === wanted) ?? runs[0];
  if (shown === undefined) {
    return submission.gates.length === 0 ? (
      <p className="p-4 text-sm text-ink-3">Its gates have not run yet.</p>
    ) : (
      <KeptTails gates={submission.gates} />
    );
  }
  const count = shown.batch.members.length;
  return (
    <div className="flex h-full min-h-48 flex-col">
      <div className="flex shrink-0 items-center gap-2 px-2 py-1">
        <Select
          label="Run"
          size="s"
          value={shown.run.id}
          options={runs.map(({ run }, index) => ({
            value: run.id,
            label: `Run ${runs.length - index}${run.attempt > 1 ? " · again" : ""}`,
            note: run.state,
          }))}
          onChange={(id) => {
            setWanted(id);
            setGate(undefined);
          }}
        />
        <span className="min-w-0 truncate text-xs text-ink-3">
          {count === 1 ? "alone" : `with ${shown.run.upTo - 1} of ${count - 1} others`},{" "}
          <Ago at={shown.run.startedAt} />
        </span>
      </div>
      <RunView key={shown.run.id} run={shown.run} gate={gate} onGate={setGate} />
    </div>
  );
}

/** Newest first, of those that had the submission in their commit. */
function runsWith(batches: readonly Batch[], submission: string): readonly RunOfBatch[] {
  return batches
    .flatMap((batch) => {
      const nth = batch.members.findIndex((member) => member.submission === submission) + 1;
      return batch.runs.filter(({ upTo }) => upTo >= nth).map((run) => ({ batch, run }));
    })
    .toSorted((a, b) => b.run.startedAt - a.run.startedAt);
}
