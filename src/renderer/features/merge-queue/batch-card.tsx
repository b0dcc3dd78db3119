import { CornerLeftUp } from "lucide-react";
import type { Batch } from "../../../shared/model/batch.ts";
import type { Gate } from "../../../shared/model/project.ts";
import { Age } from "../../lib/age-view.tsx";
import type { Tone } from "../../lib/stage.ts";
import { Badge, Dot } from "../../ui/badge.tsx";
import { classNames } from "../../ui/class-names.ts";
import { batchProgress, lanesOf, progressWords } from "./bisection.ts";
import { BisectionPicture } from "./bisection-picture.tsx";
import { GateBars } from "./gate-bars.tsx";
import { MemberList } from "./member-list.tsx";

const STATES: Readonly<Record<Batch["state"], { tone: Tone; label: string }>> = {
  gating: { tone: "merging", label: "Gates run" },
  bisecting: { tone: "attention", label: "Bisecting" },
  landing: { tone: "landed", label: "Landing" },
  landed: { tone: "landed", label: "Landed" },
  split: { tone: "trouble", label: "Split" },
  dropped: { tone: "faint", label: "Dropped" },
};

/** A run and, within it, a gate whose output is shown. */
export interface OutputShown {
  readonly batch: string;
  readonly run: string | undefined;
  readonly gate: string | undefined;
}

export type BatchCardProps = {
  readonly batch: Batch;
  /** Its place among those at work, from 1, and the one it stands on. */
  readonly nth: number;
  readonly below: number | undefined;
  readonly gates: readonly Gate[];
  readonly usualMs: ReadonlyMap<string, number | undefined>;
  readonly shown: OutputShown | undefined;
  onShow(output: OutputShown): void;
};

/** A batch at work: its members as they are stacked, the gates that run, and the search for what turned it red. */
export function BatchCard({ batch, nth, below, gates, usualMs, shown, onShow }: BatchCardProps) {
  const progress = batchProgress(batch);
  const run = progress.running ?? batch.runs.at(-1);
  const { tone, label } = STATES[batch.state];
  const words = progressWords(batch, progress);
  const isShown = shown?.batch === batch.id;
  const count = batch.members.length;
  const show = (part: Partial<OutputShown>) => {
    onShow({ batch: batch.id, run: undefined, gate: undefined, ...part });
  };
  const lanes = lanesOf(batch);
  return (
    <article
      data-batch={batch.id}
      data-state={batch.state}
      data-tone={tone}
      aria-label={`Batch ${nth}: ${count} ${count === 1 ? "submission" : "submissions"}, ${label}`}
      className={classNames(
        "@container flex min-w-0 flex-col gap-2 rounded-lg border bg-raised p-2 shadow-card",
        isShown ? "border-accent" : "border-line",
      )}
    >
      <header className="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1 px-1.5">
        <Dot tone={tone} isLive={run?.state === "running"} />
        <h4 className="text-sm font-medium text-ink">{lanesWords(lanes) ?? `Batch ${nth}`}</h4>
        <Badge tone={tone}>{label}</Badge>
        {progress.isFlaky && <Badge tone="attention">Flaky</Badge>}
        <span className="flex-1" />
        {run !== undefined && <Age at={run.startedAt} className="text-2xs text-ink-3 tabular-nums" />}
        <button
          type="button"
          aria-pressed={isShown}
          onClick={() => {
            show({});
          }}
          className="rounded-sm px-1.5 text-xs text-ink-3 hover:bg-hover hover:text-ink aria-pressed:text-ink"
        >
          Output
        </button>
      </header>
      {words !== undefined && (
        <p role="status" className="px-1.5 text-xs text-tone">
          {words}
        </p>
      )}
      <MemberList batch={batch} progress={progress} />
      <p className="flex items-center gap-1.5 px-1.5 text-2xs text-ink-3">
        <CornerLeftUp aria-hidden="true" className="size-3" />
        {batch.after === undefined ? "on" : `on top of batch ${below ?? "before it"}, if that lands, at`}{" "}
        <code className="text-selectable">{batch.onto.slice(0, 8)}</code>
      </p>
      {batch.runs.length > 1 && (
        <BisectionPicture
          batch={batch}
          shown={isShown ? (shown.run ?? run?.id) : undefined}
          onShow={(id) => {
            show({ run: id });
          }}
        />
      )}
      {run !== undefined && (
        <GateBars
          run={run}
          gates={gates}
          usualMs={usualMs}
          shown={isShown ? shown.gate : undefined}
          onShow={(gate) => {
            show({ run: run.id, gate });
          }}
        />
      )}
    </article>
  );
}

function lanesWords(lanes: readonly number[]): string | undefined {
  if (lanes.length === 0) return undefined;
  return lanes.length === 1 ? `Lane ${lanes[0]}` : `Lanes ${lanes.join(", ")}`;
}
