import type { Batch, GateRun } from "../../../shared/model/batch.ts";
import { duration } from "../../lib/age.ts";
import type { Tone } from "../../lib/stage.ts";
import { classNames } from "../../ui/class-names.ts";

const TONES: Readonly<Record<GateRun["state"], Tone>> = {
  running: "merging",
  green: "landed",
  red: "trouble",
  cancelled: "faint",
};

/** The runs of a batch under one another: which prefix each gated, and how it went. */
export function BisectionPicture({
  batch,
  onShow,
  shown,
}: {
  batch: Batch;
  shown: string | undefined;
  onShow(run: string): void;
}) {
  const { members, runs } = batch;
  const last = runs.findLast(({ state }) => state === "running" || state === "green" || state === "red");
  return (
    <ol aria-label="Runs" className="flex flex-col">
      {runs.map((run, index) => (
        <li key={run.id}>
          <button
            type="button"
            data-run={run.id}
            data-state={run.state}
            data-tone={TONES[run.state]}
            aria-pressed={shown === run.id}
            onClick={(event) => {
              event.stopPropagation();
              onShow(run.id);
            }}
            className="flex h-5 w-full items-center gap-2 rounded-sm px-1.5 hover:bg-hover aria-pressed:bg-active"
          >
            <span className="w-3.5 shrink-0 text-right text-2xs text-ink-3 tabular-nums">
              <span className="sr-only">Run </span>
              {index + 1}
            </span>
            <span aria-hidden="true" className="flex h-2 flex-1 gap-px">
              {members.map(({ submission }, member) => (
                <span
                  key={submission}
                  className={classNames(
                    "h-full min-w-px flex-1 first:rounded-l-full last:rounded-r-full",
                    member < run.upTo ? "bg-tone" : "bg-active",
                    member < run.upTo && run.state === "running" && run === last && "sheen",
                    member < run.upTo && run.state === "cancelled" && "hatched bg-transparent",
                  )}
                />
              ))}
            </span>
            <span className="w-30 shrink-0 truncate text-right text-2xs text-ink-3 tabular-nums">
              {runWords(run, members.length)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function runWords({ upTo, state, attempt, startedAt, endedAt }: GateRun, of: number): string {
  const what =
    upTo === 0 ? "the target" : of === 1 ? "alone" : upTo === of ? `all ${of}` : upTo === 1 ? "the first" : `1–${upTo}`;
  const again = attempt > 1 ? " again" : "";
  const time = endedAt === undefined ? "" : ` · ${duration(endedAt - startedAt)}`;
  return `${what}${again} · ${state}${time}`;
}
