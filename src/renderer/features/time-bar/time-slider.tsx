import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { fullTime } from "../../lib/past/full-time.ts";
import { type Moments, heightsOf, shareOf, stepFrom, stopsOf, timeAt } from "./time-scale.ts";

export type TimeSliderProps = {
  /** Undefined while they are being read. */
  readonly moments: Moments | undefined;
  /** Undefined for now. */
  readonly at: number | undefined;
  onChange(at: number | undefined): void;
  onLeave(): void;
};

/** While it is dragged the page is asked for this often at most. */
const DRAG_MS = 140;
const PAGE_STEPS = 10;

/** The span of the past with how much changed when, and a thumb at the moment shown. */
export function TimeSlider({ moments, at, onChange, onLeave }: TimeSliderProps) {
  const slider = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<{ readonly at: number | undefined }>();
  const asked = useRef(0);
  const heights = useMemo(() => (moments === undefined ? [] : heightsOf(moments)), [moments]);
  const shown = dragged === undefined ? at : dragged.at;
  const share = moments === undefined || shown === undefined ? 1 : shareOf(shown, moments);
  useEffect(() => {
    slider.current?.focus();
  }, []);

  const follow = (event: PointerEvent<HTMLElement>) => {
    if (moments === undefined) return;
    const box = event.currentTarget.getBoundingClientRect();
    const to = timeAt((event.clientX - box.left) / box.width, moments);
    setDragged({ at: to });
    if (event.timeStamp - asked.current < DRAG_MS) return;
    asked.current = event.timeStamp;
    onChange(to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (moments === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const stops = stopsOf(moments);
    const steps: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => onChange(stepFrom(at, -1, stops)),
      ArrowDown: () => onChange(stepFrom(at, -1, stops)),
      ArrowRight: () => onChange(stepFrom(at, 1, stops)),
      ArrowUp: () => onChange(stepFrom(at, 1, stops)),
      PageDown: () => onChange(stepFrom(at, -PAGE_STEPS, stops)),
      PageUp: () => onChange(stepFrom(at, PAGE_STEPS, stops)),
      Home: () => onChange(stops[0]),
      End: () => onChange(undefined),
      Escape: onLeave,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  };

  return (
    <div
      ref={slider}
      role="slider"
      tabIndex={0}
      aria-label="Moment shown"
      aria-valuemin={moments?.since ?? 0}
      aria-valuemax={moments?.until ?? 1}
      aria-valuenow={shown ?? moments?.until ?? 1}
      aria-valuetext={shown === undefined ? "Now" : fullTime(shown)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        asked.current = 0;
        follow(event);
      }}
      onPointerMove={(event) => {
        if (dragged !== undefined) follow(event);
      }}
      onPointerUp={() => {
        if (dragged !== undefined) onChange(dragged.at);
        setDragged(undefined);
      }}
      onPointerCancel={() => {
        setDragged(undefined);
      }}
      className="relative h-9 min-w-40 flex-1 cursor-ew-resize touch-none rounded-sm"
    >
      <div aria-hidden="true" className="absolute inset-x-0 bottom-1.5 flex h-6 items-end gap-px">
        {heights.map((height, nth) => (
          <span
            // oxlint-disable-next-line react/no-array-index-key -- a bucket is its place
            key={nth}
            className={
              (nth + 0.5) / heights.length <= share
                ? "flex-1 rounded-t-[1px] bg-accent"
                : "flex-1 rounded-t-[1px] bg-ink-4/60"
            }
            style={{ height: height === 0 ? 0 : `${Math.max(12, height * 100)}%` }}
          />
        ))}
      </div>
      <div aria-hidden="true" className="absolute inset-x-0 bottom-1 h-px bg-line-strong" />
      <div
        aria-hidden="true"
        className="absolute top-0.5 bottom-0 w-0.5 -translate-x-1/2 rounded-full bg-accent-strong after:absolute after:bottom-[-1px] after:left-1/2 after:size-2.5 after:-translate-x-1/2 after:rounded-full after:bg-accent-strong after:ring-2 after:ring-(--bg-chrome)"
        style={{ left: `${share * 100}%` }}
      />
    </div>
  );
}
