import { X } from "lucide-react";
import type { Batch } from "../../../shared/model/batch.ts";
import { IconButton } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import type { OutputShown } from "./batch-card.tsx";
import { batchProgress } from "./bisection.ts";
import { RunView } from "./run-view.tsx";

export type BatchPanelProps = {
  readonly batch: Batch;
  readonly output: OutputShown;
  onOutput(output: OutputShown): void;
  onClose(): void;
};

/** The output of a batch's runs, the one under way unless another was asked for. */
export function BatchPanel({ batch, output, onOutput, onClose }: BatchPanelProps) {
  const run = batch.runs.find(({ id }) => id === output.run) ?? batchProgress(batch).running ?? batch.runs.at(-1);
  return (
    <aside data-testid="batch-panel" aria-label="Output of the batch" className="flex min-h-0 flex-1 flex-col">
      <header className="flex h-10 shrink-0 items-center gap-2 border-b border-line pr-2 pl-3">
        <h3 className="shrink-0 text-sm font-semibold">Gate output</h3>
        <span className="min-w-0 flex-1">
          {run !== undefined && batch.runs.length > 1 && (
            <Select
              label="Run"
              size="s"
              value={run.id}
              options={batch.runs.map(({ id, upTo, attempt, state }, index) => ({
                value: id,
                label: `Run ${index + 1} · ${upTo === 0 ? "the target itself" : upTo === 1 ? "the first" : `1–${upTo}`}${attempt > 1 ? " again" : ""}`,
                note: state,
              }))}
              onChange={(id) => {
                onOutput({ batch: batch.id, run: id, gate: undefined });
              }}
            />
          )}
        </span>
        <IconButton label="Close the panel" icon={<X />} onClick={onClose} />
      </header>
      {run === undefined ? (
        <p className="p-4 text-sm text-ink-3">Its members are being stacked; the gates begin in a moment.</p>
      ) : (
        <RunView
          key={run.id}
          run={run}
          gate={output.gate}
          onGate={(gate) => {
            onOutput({ batch: batch.id, run: run.id, gate });
          }}
        />
      )}
    </aside>
  );
}
