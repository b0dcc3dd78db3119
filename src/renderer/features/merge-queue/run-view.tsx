import { FlaskConical } from "lucide-react";
import { useMemo } from "react";
import type { GateRun } from "../../../shared/model/batch.ts";
import type { GateResult } from "../../../shared/model/submission.ts";
import { duration } from "../../lib/age.ts";
import { createOutputLines } from "../../lib/output/output-lines.ts";
import { OutputView } from "../../lib/output/output-view.tsx";
import type { GateOutput } from "../../lib/queue/run-output.ts";
import { classNames } from "../../ui/class-names.ts";
import { Loading } from "../../ui/state-views.tsx";
import { LightMark, gateTone } from "./gate-bars.tsx";
import { type GateLight, isGreen } from "./gate-progress.ts";
import { useRunOutput } from "./use-run-output.ts";

export type RunViewProps = {
  readonly run: Pick<GateRun, "id" | "state" | "gates">;
  /** The gate that was asked for; else the one that says most: running, or red, or the last. */
  readonly gate: string | undefined;
  onGate(gate: string): void;
};

/** What the gates of one run print, or printed. */
export function RunView({ run, gate: wanted, onGate }: RunViewProps) {
  const { gates, isOver, failure } = useRunOutput(run.id);
  if (failure !== undefined && gates.length === 0) return <KeptTails gates={run.gates} />;
  const shown = gates.find(({ name }) => name === wanted) ?? mostTelling(gates);
  if (shown === undefined) {
    return isOver ? (
      <p className="p-4 text-sm text-ink-3">No gate of this run has printed anything.</p>
    ) : (
      <Loading what="Waiting for the first gate" />
    );
  }
  const isLive = shown.result === undefined && !isOver;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div
        role="toolbar"
        aria-label="Gates of the run"
        className="flex shrink-0 gap-0.5 overflow-x-auto border-b border-line px-2 py-1 [scrollbar-width:none]"
      >
        {gates.map(({ name, result }) => {
          const light = lightOf(result, isOver);
          return (
            <button
              key={name}
              type="button"
              data-tone={gateTone[light]}
              aria-pressed={name === shown.name}
              onClick={() => {
                onGate(name);
              }}
              className="flex h-6 shrink-0 items-center gap-1.5 rounded-sm px-2 text-xs text-ink-2 hover:bg-hover aria-pressed:bg-active aria-pressed:text-ink"
            >
              <LightMark light={light} />
              {name}
              <span className="sr-only">{`, ${light}`}</span>
              {result?.isFlaky === true && (
                <FlaskConical role="img" aria-label="flaky" className="size-3 text-attention" />
              )}
            </button>
          );
        })}
      </div>
      <OutputView
        key={`${run.id} ${shown.name}`}
        lines={shown.lines}
        label={`Output of ${shown.name}`}
        isLive={isLive}
        empty={isLive ? "Nothing printed yet." : "It printed nothing."}
        head={<GateEnd result={shown.result} isLive={isLive} />}
      />
    </div>
  );
}

function GateEnd({ result, isLive }: { result: GateResult | undefined; isLive: boolean }) {
  if (result === undefined) return <span>{isLive ? "running" : "did not end"}</span>;
  const green = isGreen(result);
  const words = result.timedOut ? "timed out" : green ? "green" : `red, code ${result.exitCode ?? "–"}`;
  return (
    <span data-tone={green ? "landed" : "trouble"} className="truncate">
      <span className="text-tone">{words}</span> after {duration(result.ms)}
    </span>
  );
}

/** The last lines, which stay in the record when the whole output is no longer kept. */
export function KeptTails({ gates }: { gates: readonly GateResult[] }) {
  if (gates.length === 0) return <p className="p-4 text-sm text-ink-3">The output of this run is no longer kept.</p>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys
    <div tabIndex={0} className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-3 outline-offset-[-2px]">
      <p className="text-xs text-ink-3">The whole output is no longer kept; these are its last lines.</p>
      {gates.map((gate) => (
        <KeptTail key={gate.name} gate={gate} />
      ))}
    </div>
  );
}

function KeptTail({ gate }: { gate: GateResult }) {
  const lines = useMemo(() => {
    const kept = createOutputLines();
    kept.append(gate.tail);
    return kept;
  }, [gate.tail]);
  return (
    <section aria-label={gate.name} className="flex min-h-40 flex-col rounded-md border border-line">
      <h5 className={classNames("px-3 pt-2 text-xs font-medium", isGreen(gate) ? "text-ink-2" : "text-trouble")}>
        {gate.name}
      </h5>
      <OutputView lines={lines} label={`End of ${gate.name}`} isLive={false} empty="No output." />
    </section>
  );
}

function lightOf(result: GateResult | undefined, isOver: boolean): GateLight {
  if (result !== undefined) return isGreen(result) ? "green" : "red";
  return isOver ? "skipped" : "running";
}

function mostTelling(gates: readonly GateOutput[]): GateOutput | undefined {
  return (
    gates.find(({ result }) => result !== undefined && !isGreen(result)) ??
    gates.findLast(({ result }) => result === undefined) ??
    gates.at(-1)
  );
}
