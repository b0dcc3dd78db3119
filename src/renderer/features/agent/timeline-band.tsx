import { type KeyboardEvent, useRef, useState } from "react";
import { duration } from "../../lib/age.ts";
import { sessionLabel, sessionTone } from "../../lib/stage.ts";
import { StateMark } from "../../lib/state-mark.tsx";
import { classNames } from "../../ui/class-names.ts";
import { type Stretch, lengthOf, placeOf } from "./timeline-model.ts";

export type TimelineBandProps = {
  /** Oldest first; at least one. */
  readonly stretches: readonly Stretch[];
  readonly now: number;
  readonly label: string;
};

const time = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

/** States along time. Arrow keys walk from one to the next; the one that is looked at is told below. */
export function TimelineBand({ stretches, now, label }: TimelineBandProps) {
  const band = useRef<HTMLDivElement>(null);
  const [looked, setLooked] = useState<number>();
  const from = stretches[0]?.from ?? now;
  const to = stretches.at(-1)?.to ?? now;
  const current = Math.min(looked ?? stretches.length - 1, stretches.length - 1);
  const shown = stretches[current];
  const walk = (event: KeyboardEvent) => {
    const last = stretches.length - 1;
    const next = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const wanted = Math.min(last, Math.max(0, next));
    setLooked(wanted);
    band.current?.querySelector<HTMLElement>(`[data-stretch="${wanted}"]`)?.focus();
  };
  return (
    <div className="flex flex-col gap-1.5">
      {/* The stretches have the focus and the names; this only hears their keys. */}
      <div
        ref={band}
        role="toolbar"
        aria-label={label}
        tabIndex={-1}
        onKeyDown={walk}
        className="relative h-6 overflow-hidden rounded-md bg-sunken outline-1 outline-line"
      >
        {stretches.map((stretch, index) => {
          const { left, width } = placeOf(stretch, { from, to: Math.max(to, from + 1) });
          return (
            <button
              key={`${stretch.from} ${stretch.state}`}
              type="button"
              data-stretch={index}
              data-state={stretch.state}
              data-tone={sessionTone[stretch.state]}
              tabIndex={index === current ? 0 : -1}
              aria-label={nameOf(stretch, now)}
              onFocus={() => {
                setLooked(index);
              }}
              onPointerEnter={() => {
                setLooked(index);
              }}
              style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
              className={classNames(
                "absolute inset-y-0 border-r border-(--bg-pane) bg-tone last:border-r-0",
                index === current ? "opacity-100" : "opacity-60",
                (stretch.state === "unknown" || stretch.state === "exited") && "bg-transparent! hatched",
              )}
            />
          );
        })}
      </div>
      <div className="flex items-baseline gap-2 text-xs">
        {shown !== undefined && (
          <p className="flex min-w-0 flex-1 items-baseline gap-1.5 text-ink-2">
            <StateMark state={shown.state} className="size-3 translate-y-0.5" />
            <span className="shrink-0 font-medium">{sessionLabel[shown.state]}</span>
            <span className="shrink-0 text-ink-3 tabular-nums">
              {time.format(shown.from)}, {duration(lengthOf(shown, now))}
            </span>
            <span className="truncate text-ink-3">{shown.evidence}</span>
          </p>
        )}
        <span className="shrink-0 text-2xs text-ink-3 tabular-nums">
          {time.format(from)} – {stretches.at(-1)?.to === undefined ? "now" : time.format(to)}
        </span>
      </div>
    </div>
  );
}

function nameOf(stretch: Stretch, now: number): string {
  const lasted = duration(lengthOf(stretch, now));
  return `${sessionLabel[stretch.state]}, ${lasted} from ${time.format(stretch.from)}, ${stretch.evidence}`;
}
