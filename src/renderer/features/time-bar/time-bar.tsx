import { History, Pause, Play, X } from "lucide-react";
import { useEffect, useState } from "react";
import { fullTime } from "../../lib/past/full-time.ts";
import { useMoments } from "../../lib/server-state/queries.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Hint } from "../../ui/hint.tsx";
import { Select } from "../../ui/select.tsx";
import { MomentField } from "./moment-field.tsx";
import { TimeSlider } from "./time-slider.tsx";
import { RANGES, type Range, stepFrom, stopsOf } from "./time-scale.ts";

/** How long each change is looked at when the past is played. */
const PLAY_MS = 700;

/** Chooses the moment that the whole page shows. */
export function TimeBar() {
  const { ui, runCommand } = useServices();
  const past = useUi((state) => state.past);
  const [range, setRange] = useState<Range>("all");
  const [isPlaying, setPlaying] = useState(false);
  const moments = useMoments(RANGES.find(({ value }) => value === range)?.ms);
  const stops = moments.data === undefined ? [] : stopsOf(moments.data);

  const go = (at: number | undefined) => {
    if (at !== past) ui.announce(at === undefined ? "Now" : `As of ${fullTime(at)}`);
    ui.set({ past: at, isTimeBarOpen: true });
  };
  const next = stepFrom(past, 1, stops);
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setTimeout(() => {
      ui.set({ past: next });
      if (next === undefined) setPlaying(false);
    }, PLAY_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isPlaying, next, ui]);
  const play = () => {
    if (!isPlaying && past === undefined) go(stops[0]);
    setPlaying(!isPlaying && stops.length > 0);
  };

  return (
    <section
      data-testid="time-bar"
      data-past={past}
      aria-label="The past"
      className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-accent-wash px-3"
    >
      <div className="flex w-64 shrink-0 items-center gap-2">
        <History className="size-4 shrink-0 text-accent" aria-hidden="true" />
        <p className="min-w-0 text-sm leading-4 font-medium whitespace-nowrap text-ink">
          {past === undefined ? "Now" : `As of ${fullTime(past)}`}
          <span className="block text-2xs font-normal text-ink-3">
            {past === undefined ? "Drag, or press the arrow keys" : "Looked at only: the past cannot be changed"}
          </span>
        </p>
      </div>
      <IconButton
        label={isPlaying ? "Stop" : "Play forward"}
        icon={isPlaying ? <Pause /> : <Play />}
        disabled={stops.length === 0}
        onClick={play}
      />
      <TimeSlider
        moments={moments.data}
        at={past}
        onChange={(at) => {
          setPlaying(false);
          go(at);
        }}
        onLeave={() => {
          runCommand("time.travel");
        }}
      />
      {moments.isError && (
        <span role="alert" className="max-w-60 truncate text-xs text-trouble">
          {moments.error.message}
        </span>
      )}
      <Select label="How far back" size="s" value={range} options={RANGES} onChange={setRange} />
      <MomentField onChange={go} />
      {past === undefined ? (
        <IconButton
          label="Close the time bar"
          command="time.travel"
          icon={<X />}
          onClick={() => {
            runCommand("time.travel");
          }}
        />
      ) : (
        <Hint text="Return to now" command="time.travel">
          <Button
            size="s"
            look="primary"
            onClick={() => {
              setPlaying(false);
              runCommand("time.travel");
            }}
          >
            Return to now
          </Button>
        </Hint>
      )}
    </section>
  );
}
