import { Check, CircleDashed, FlaskConical, LoaderCircle, Minus, X } from "lucide-react";
import type { GateRun } from "../../../shared/model/batch.ts";
import type { Gate } from "../../../shared/model/project.ts";
import { duration, shortAge } from "../../lib/age.ts";
import { useNow } from "../../lib/use-now.ts";
import { classNames } from "../../ui/class-names.ts";
import { type GateLight, type GateProgress, gateProgress, shareOver } from "./gate-progress.ts";
import type { Tone } from "../../lib/stage.ts";

export const gateTone: Readonly<Record<GateLight, Tone>> = {
  waiting: "faint",
  running: "merging",
  green: "landed",
  red: "trouble",
  skipped: "faint",
};

export type GateBarsProps = {
  readonly run: GateRun;
  readonly gates: readonly Gate[];
  readonly usualMs: ReadonlyMap<string, number | undefined>;
  /** The gate whose output is shown. */
  readonly shown?: string | undefined;
  onShow(gate: string): void;
};

/** The gates of a run, each with how far it likely is, against how long it usually takes. */
export function GateBars({ run, gates, usualMs, shown, onShow }: GateBarsProps) {
  const now = useNow(run.state === "running", 500);
  const progress = gateProgress(run, gates, usualMs);
  if (progress.length === 0) {
    return <p className="text-xs text-ink-3">This project has no gates: what merges lands.</p>;
  }
  return (
    <ul aria-label="Gates" className="flex flex-col">
      {progress.map((gate) => (
        <li key={gate.name} data-gate={gate.name} data-light={gate.light}>
          <GateBar
            gate={gate}
            now={now}
            isShown={shown === gate.name}
            onShow={() => {
              onShow(gate.name);
            }}
          />
        </li>
      ))}
    </ul>
  );
}

type GateBarProps = {
  readonly gate: GateProgress;
  readonly now: number;
  readonly isShown: boolean;
  onShow(): void;
};

function GateBar({ gate, now, isShown, onShow }: GateBarProps) {
  const { name, light, result } = gate;
  const share = shareOver(gate, now);
  return (
    <button
      type="button"
      data-tone={gateTone[light]}
      aria-pressed={isShown}
      onClick={(event) => {
        event.stopPropagation();
        onShow();
      }}
      className="flex h-6 w-full items-center gap-2 rounded-sm px-1.5 text-left text-xs hover:bg-hover aria-pressed:bg-active"
    >
      <LightMark light={light} />
      <span
        title={name}
        className={classNames(
          "w-20 shrink-0 truncate @sm:w-36",
          light === "waiting" || light === "skipped" ? "text-ink-3" : "text-ink-2",
        )}
      >
        {name}
      </span>
      <span className="sr-only">{`, ${light}, `}</span>
      <span className="h-1 flex-1 overflow-hidden rounded-full bg-active">
        <span
          className={classNames(
            "block h-full rounded-full bg-tone transition-[width] duration-500 ease-linear",
            light === "running" && share === undefined && "sheen w-full opacity-40",
          )}
          style={share === undefined ? undefined : { width: `${share * 100}%` }}
        />
      </span>
      {result?.isFlaky === true && <FlaskConical role="img" aria-label="flaky" className="size-3 text-attention" />}
      <span className="min-w-14 shrink-0 text-right text-2xs text-ink-3 tabular-nums">{timeWords(gate, now)}</span>
    </button>
  );
}

export function LightMark({ light }: { light: GateLight }) {
  const look = "size-3 shrink-0 text-tone";
  switch (light) {
    case "green":
      return <Check aria-hidden="true" className={look} strokeWidth={3} />;
    case "red":
      return <X aria-hidden="true" className={look} strokeWidth={3} />;
    case "running":
      return <LoaderCircle aria-hidden="true" className={classNames(look, "turn")} />;
    case "waiting":
      return <CircleDashed aria-hidden="true" className={look} />;
    case "skipped":
      return <Minus aria-hidden="true" className={look} />;
  }
}

function timeWords({ light, result, startedAt, usualMs }: GateProgress, now: number): string {
  if (result !== undefined) return result.timedOut ? "timed out" : duration(result.ms);
  if (light === "running" && startedAt !== undefined) {
    const spent = shortAge(Math.max(1_000, now - startedAt));
    return usualMs === undefined ? spent : `${spent} of ~${shortAge(Math.max(1_000, usualMs))}`;
  }
  return usualMs === undefined || light === "skipped" ? "" : `~${shortAge(Math.max(1_000, usualMs))}`;
}
